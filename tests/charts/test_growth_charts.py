"""What the account of growth draws and says: bars that follow each other to the end, periods as people say them."""

import pytest

from charts.growth import export_growth_by_year_bars, export_growth_waterfall, is_cut
from charts.growth_words import (
    export_growth_by_year_message,
    export_growth_message,
    growth_numbers,
    period_words,
)
from charts.theme import Look

from .growth_frames import ACCOUNT, BY_YEAR, SMALL, STILL

KO, EN = Look("ko"), Look("en")


def test_the_waterfall_goes_from_one_period_to_the_other_step_by_step():
    (bars,) = export_growth_waterfall(ACCOUNT, KO).data
    told = [component for (component,) in bars.customdata]
    assert told == [name for name in ACCOUNT["component"] if name != "dropped_products"]  # 0: not drawn
    ends = [base + length for base, length in zip(bars.base, bars.x, strict=True)]
    assert (bars.base[0], ends[0]) == (0, 100) and (bars.base[-1], ends[-1]) == (0, 124)
    assert (bars.base[1], ends[1]) == (100, 120)  # up: it begins where the one before ended
    assert (bars.base[2], ends[2]) == (110, 120)  # down: it ends there


def test_what_fell_has_another_colour_than_what_rose_and_the_periods_a_third():
    (bars,) = export_growth_waterfall(ACCOUNT, KO).data
    colours = dict(zip((component for (component,) in bars.customdata), bars.marker.color, strict=True))
    assert colours["opening"] == colours["closing"] == KO.ink.exports
    assert colours["same_up"] == colours["entering_firms"] != colours["same_down"] == colours["dropped_markets"]


def test_bars_are_cut_and_it_is_marked_where_the_change_is_small_beside_the_totals():
    assert is_cut(SMALL) and not is_cut(ACCOUNT) and not is_cut(ACCOUNT.head(0))
    figure = export_growth_waterfall(SMALL, KO)
    assert figure.layout.xaxis.range[0] > 900
    strokes = [shape for shape in figure.layout.shapes if shape.xref == "paper"]
    assert len(strokes) == 4  # two through each of the two periods
    assert export_growth_waterfall(ACCOUNT, KO).layout.xaxis.range[0] == 0


def test_the_years_stack_what_added_above_the_line_and_what_took_below():
    figure = export_growth_by_year_bars(BY_YEAR, KO)
    bars = {trace.name: trace for trace in figure.data}
    assert list(bars["same_up"].y) == [40, 5] and list(bars["exiting_firms"].y) == [-10, -50]
    assert figure.layout.barmode == "relative"
    assert list(bars["same_up"].x) == ["2024", "2025*"]  # ten months: a part year
    assert list(bars["same_up"].marker.pattern.shape) == ["", "/"]
    assert list(bars["change"].customdata) == [24_000_000, -64_000_000]
    parts = [name for name in bars if name != "change"]
    assert [sum(bars[name].customdata[at][2] for name in parts) for at in (0, 1)] == list(bars["change"].customdata)


@pytest.mark.parametrize(
    ("written", "korean", "english"),
    [
        ("2024", "2024년", "2024"),
        ("2024-03", "2024년 3월", "March 2024"),
        ("2024-01..2024-10", "2024년 1월~10월", "Jan–Oct 2024"),
        ("2023-07..2024-06", "2023년 7월~2024년 6월", "July 2023 – June 2024"),
        ("2024-01..2024-04,2024-06", "2024년 1월~4월, 2024년 6월", "Jan–Apr 2024, June 2024"),
    ],
)
def test_periods_are_said_as_people_say_them(written, korean, english):
    assert (period_words(written, KO), period_words(written, EN)) == (korean, english)


def test_the_sentence_names_the_change_and_what_moved_most_that_way():
    said = export_growth_message(ACCOUNT, KO)
    assert said == "2025년 1월~10월 수출은 24백만 달러 늘었고, 가장 큰 까닭은 팔던 것이 늘어남(40백만 달러)이다"
    fallen = export_growth_message(ACCOUNT.assign(usd=-ACCOUNT["usd"]), EN)
    assert "fell by USD 24m" in fallen and "Same sales, up" in fallen
    assert export_growth_message(STILL, KO).endswith("2024년 1월~10월과 같다")
    assert export_growth_message(ACCOUNT.head(0), KO) == "수출은 왜 움직였나"


def test_the_sentence_over_the_years_names_what_moved_most_of_them():
    said = export_growth_by_year_message(BY_YEAR, KO)
    assert said == "2개 해 가운데 2개 해에는 수출을 새로 하거나 그친 기업이 수출을 가장 크게 움직였다"
    assert export_growth_by_year_message(BY_YEAR.head(0), KO) == "해마다 수출은 왜 움직였나"


def test_components_open_the_largest_first_and_the_periods_last():
    numbers = growth_numbers(ACCOUNT, KO)
    order = [dict(codes)["component"] for codes in numbers]
    assert order[:2] == ["same_up", "same_down"] and order[-2:] == ["closing", "opening"]
    assert "dropped_products" not in order
    assert numbers[(("component", "exiting_firms"),)] == "수출을 그친 기업: −10.0백만 달러 · 7개사"
