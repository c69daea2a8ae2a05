"""What the figures of markets and products draw and say: the tables' own values, nothing where nothing is known."""

import math

import pytest

from charts import market_messages as messages
from charts.market_areas import exports_by_country_treemap, market_areas
from charts.market_years import market_history_lines, markets_gained_and_lost_bars
from charts.markets import exports_by_market_group_bars
from charts.products import ALL, product_treemap, unit_value_lines
from charts.theme import LIGHT, Look, mix, readable_on
from charts.world import exports_by_country_map
from tests.charts.market_frames import CHANGES, GROUPS, HISTORY, MARKETS, REGIONS, TREE, WORTH
from tests.charts.money_frames import YEARS
from texts import say

NAMES = {
    "country": {
        "US": "미국",
        "CN": "중국",
        "SG": "싱가포르",
        "PL": "폴란드",
        "VN": "베트남",
        "RU": "러시아",
        "KR": "한국",
    },
    "market_group": {"asean": "동남아", "eu": "유럽연합"},
    "hs_product": {"XVI": "기계·전기기기", "XV": "금속", "85": "85 전기", "84": "84 기계", "850440": "8504.40 변압기"},
}
KO, EN = Look("ko", names=NAMES), Look("en", names=NAMES)


def test_the_map_holds_each_outline_once_and_dots_what_has_none():
    shapes, dots = exports_by_country_map(MARKETS, KO).data
    assert list(shapes.locations) == ["USA", "KOR"]
    assert [list(data) for data in shapes.customdata] == [["US", 50_000_000], ["KR", 19_000_000]]
    assert list(shapes.z) == [math.log10(50_000_000), math.log10(19_000_000)]
    assert [list(data) for data in dots.customdata] == [["SG", 30_000_000]]
    assert "싱가포르" in dots.hovertemplate[0] and "30,000,000" in dots.hovertemplate[0]


def test_places_of_which_nobody_knows_where_they_are_stand_in_the_bars_alone():
    assert exports_by_country_map(MARKETS.tail(1), KO).data == ()


def test_a_chosen_market_has_a_dark_edge_and_the_others_keep_their_colour():
    shapes, _ = exports_by_country_map(MARKETS, KO, ("US",)).data
    assert list(shapes.marker.line.color) == [LIGHT.text, LIGHT.background]
    assert shapes.unselected.marker.opacity == 1


def test_markets_lie_within_their_group_and_add_up_to_it():
    (areas,) = exports_by_country_treemap(MARKETS, REGIONS, KO, ("SG",)).data
    above, sizes = dict(zip(areas.ids, areas.parents, strict=True)), dict(zip(areas.ids, areas.values, strict=True))
    assert above["SG"] == above["KR"] == "group asia" and above["group asia"] == "all" and above["all"] == ""
    for frame in set(above.values()) - {""}:
        assert sizes[frame] == sum(size for each, size in sizes.items() if above[each] == frame)
    edges = dict(zip(areas.ids, areas.marker.line.color, strict=True))
    assert [each for each, edge in edges.items() if edge == LIGHT.text] == ["SG"]
    assert len(set(areas.ids)) == len(areas.ids) and areas.ids[0] == "all"


def test_a_click_on_an_area_chooses_its_market_its_group_or_all():
    chosen = market_areas(MARKETS, REGIONS)
    assert (chosen["all"], chosen["group asia"], chosen["SG"]) == ("", "KR,SG", "SG")
    (areas,) = exports_by_country_treemap(MARKETS, REGIONS, KO).data
    assert set(areas.ids) == set(chosen)


def test_a_click_on_a_group_chooses_its_markets_and_the_group_of_a_chosen_market_stands_out():
    (bars,) = exports_by_market_group_bars(GROUPS, KO, ("VN",)).data
    assert [data[0] for data in bars.customdata] == ["DE", "SG,VN"]
    assert list(bars.marker.color) == [LIGHT.outside[0], LIGHT.exports]
    assert "+25.0 %" in bars.hovertemplate[1] and "%" in bars.hovertemplate[0]
    (bars,) = exports_by_market_group_bars(GROUPS, KO, ("CA",)).data  # to which nothing went
    assert list(bars.marker.color) == [LIGHT.outside[0]] * 2


def test_a_market_below_the_tenth_leaves_the_lines_and_comes_back():
    figure = market_history_lines(HISTORY, YEARS, KO, ("US",))
    lines = {line.name: line for line in figure.data}
    assert list(lines["US"].y) == [1, None, 2] and not lines["US"].connectgaps
    assert "other" not in lines
    assert lines["US"].line.color == LIGHT.exports != lines["CN"].line.color
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first stands on top


def test_gained_markets_stand_above_the_line_and_lost_ones_below():
    gained, lost = markets_gained_and_lost_bars(CHANGES, YEARS, KO).data
    assert list(gained.y) == [4, 0] and list(lost.y) == [-2, -4]
    assert [list(data) for data in lost.customdata] == [[2024, "lost"], [2025, "lost"]]
    assert say("ko", "chart.gained_by_all") in gained.hovertemplate[0]


def test_areas_hold_the_tables_values_two_levels_down_and_know_what_they_are_part_of():
    (areas,) = product_treemap(TREE, KO).data
    drawn = TREE[TREE["hs_level"].isin(["section", "chapter"])]
    values = dict(zip(drawn["hs_product"], drawn["exports_usd"], strict=True)) | {ALL: 100}
    assert dict(zip(areas.ids, areas.values, strict=True)) == values
    assert dict(zip(areas.ids, areas.parents, strict=True)) == {
        ALL: "", "XVI": ALL, "XV": ALL, "85": "XVI", "84": "XVI", "73": "XV",
    }  # fmt: skip
    (areas,) = product_treemap(TREE, KO, "85").data
    assert list(areas.ids) == ["85", "8504", "850440", "8504409000"]
    assert list(areas.values) == [60, 60, 40, 20] and areas.parents[0] == ""


def test_frames_are_pale_and_say_their_size_whatever_is_in_view():
    for current, frame, area in ((ALL, "XVI", "85"), ("XVI", "85", "8504"), ("85", "8504", "850440")):
        (areas,) = product_treemap(TREE, KO, current).data
        place = {product: at for at, product in enumerate(areas.ids)}
        assert areas.marker.colors[place[frame]] == mix(LIGHT.background, LIGHT.exports, 0.08)
        assert areas.marker.colors[place[area]] != areas.marker.colors[place[frame]]
        assert "%" in areas.labels[place[frame]] and "%" not in areas.labels[place[area]]


def test_the_code_chosen_has_a_dark_edge_among_its_neighbours():
    (areas,) = product_treemap(TREE, KO, "8504", "850440").data
    assert list(areas.ids) == ["8504", "850440", "8504409000"]
    assert list(areas.marker.line.color) == [LIGHT.background, LIGHT.text, LIGHT.background]


def test_words_are_written_in_the_ink_that_can_be_read():
    assert readable_on(LIGHT.exports, KO) == LIGHT.background
    assert readable_on(mix(LIGHT.background, LIGHT.exports, 0.2), KO) == LIGHT.text


def test_unit_values_begin_at_a_hundred_and_a_year_without_weight_is_a_gap():
    lines = {line.name: line for line in unit_value_lines(WORTH, YEARS, KO).data}
    assert list(lines["85"].y) == pytest.approx([100, 120, 90])
    assert lines["84"].y[1] is None and lines["84"].y[2] == pytest.approx(50)
    assert lines["85"].marker.color[2] == LIGHT.background != lines["85"].marker.color[0]  # a part year is hollow


def test_the_path_leads_from_the_whole_to_what_the_filter_chose():
    assert messages.path_to(TREE, messages.product_in_view(TREE, ("85", "84"))) == [ALL, "XVI"]
    assert messages.path_to(TREE, messages.product_in_view(TREE, ("850440",))) == [ALL, "XVI", "85", "8504", "850440"]
    assert messages.path_to(TREE, messages.product_in_view(TREE, ("85", "73"))) == [ALL]  # no product of the tree
    assert messages.path_to(TREE, messages.product_in_view(TREE, ("73",))) == [ALL, "XV", "73"]  # XV is that chapter
    assert messages.path_to(TREE, messages.product_in_view(TREE, ())) == [ALL]
    assert messages.product_codes(TREE)["XVI"] == "84,85" and messages.product_codes(TREE)[ALL] == ""


def test_of_a_single_code_its_neighbours_are_listed():
    assert messages.parts_in_view([ALL, "XVI", "85", "8504", "850440"], TREE) == "8504"
    assert messages.parts_in_view([ALL, "XVI", "85"], TREE) == "85"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (messages.exports_by_country_map_message(MARKETS, KO), "4개 나라로 수출, 1개 나라가 절반을 차지한다"),
        (messages.exports_by_country_map_message(MARKETS.head(1), KO), "수출은 모두 미국으로 갔다"),
        (
            messages.exports_by_country_treemap_message(MARKETS, REGIONS.iloc[1:], KO),
            "asia 수출의 61.2 %는 싱가포르로 갔다",
        ),
        (messages.exports_by_country_treemap_message(MARKETS, REGIONS, KO), "north 수출은 모두 미국으로 갔다"),
        (messages.exports_by_country_treemap_message(MARKETS, REGIONS.head(0), EN), "Exports by country"),
        (messages.exports_by_market_group_message(GROUPS, KO), "동남아 60.0 %, 유럽연합까지 더하면 100.0 %다"),
        (messages.market_history_message(HISTORY, KO), "2024년부터 중국이 미국을 앞서 가장 큰 시장이다"),
        (
            messages.market_history_message(HISTORY[HISTORY["year"] > 2023], KO),
            "중국이 2024년부터 줄곧 가장 큰 시장이다",
        ),
        (messages.markets_gained_and_lost_message(CHANGES, KO), "2025년 기업들이 새 나라 0건을 열고 4건을 잃었다"),
        (messages.exports_by_product_message(TREE.head(2), ALL, KO), "수출의 90.0 %는 기계·전기기기다"),
        (messages.exports_by_product_message(TREE[2:4], "XVI", KO), "기계·전기기기 가운데 66.7 %는 85 전기다"),
        (messages.unit_values_message(WORTH, KO), "85 전기 단가는 2025년 9달러/kg, 2023년보다 10.0 % 낮다"),
    ],
)
def test_a_message_says_what_its_table_holds(said, expected):
    assert said == expected


def test_numbers_that_open_carry_the_codes_of_their_firms():
    numbers = messages.change_numbers(CHANGES, EN)
    assert list(numbers) == [
        (("year", 2025), ("market_change", "lost")),
        (("year", 2024), ("market_change", "gained")),
        (("year", 2024), ("market_change", "lost")),
    ]
    assert numbers[(("year", 2024), ("market_change", "gained"))].endswith("4")
