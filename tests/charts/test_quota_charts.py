"""The figures, sentences, cards and numbers of the quota."""

from datetime import date

import pandas as pd
import pytest

from charts import quota_numbers, quota_words, what_if
from charts.quota import ending_spells_bars, limited_stages, quota_use_bars
from charts.theme import Look
from charts.vacancies import expected_vacancies_dots
from tests.charts.quota_frames import AS_OF, ENDING, EXPECTED, USE, vacancies
from texts import say

KO, EN = Look("ko"), Look("en")
FLAGSHIP = EXPECTED[EXPECTED["stage_code"] == "flagship"]


def named(figure) -> dict:
    return {trace.name: trace for trace in figure.data}


def notes(figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations)


def test_only_stages_with_a_quota_have_a_panel_and_years_before_any_are_left_out():
    figure = quota_use_bars(USE, AS_OF, KO)
    assert limited_stages(USE) == ["flagship", "pre"]
    assert list(named(figure)) == ["flagship", "quota_flagship", "pre", "quota_pre"]
    assert list(named(figure)["flagship"].y) == [97, 84, 77]
    assert list(named(figure)["flagship"].x) == ["2022", "2023", say("ko", "chart.part_year", year=2024)]


def test_the_quota_is_a_dashed_step_line_and_each_change_is_named():
    figure = quota_use_bars(USE, AS_OF, KO)
    line = named(figure)["quota_flagship"]
    assert list(line.y) == [100, 80, 80] and line.line.dash == "dash" and line.line.shape == "hvh"
    assert "<b>100 → 80</b>" in notes(figure) and "총량 80" in notes(figure) and "총량 20" in notes(figure)
    assert "총량 80개사, 4자리 넘음" in named(figure)["flagship"].hovertemplate[1]


def test_a_stage_that_lost_its_quota_keeps_its_past_line():
    gone = USE.assign(quota=USE["quota"].mask((USE["year"] == 2024) & (USE["stage_code"] == "pre")))
    line = named(quota_use_bars(gone, AS_OF, KO))["quota_pre"]
    assert list(line.y) == [20, 20, None]
    assert "총량 20" not in notes(quota_use_bars(gone, AS_OF, KO))


def test_endings_are_stacked_by_stage_and_hatched_where_a_later_one_is_known():
    figure = ending_spells_bars(
        ENDING, AS_OF, Look("ko", names={"stage": {"pre": "예비", "star": "별", "flagship": "기"}})
    )
    assert [(trace.customdata[0], sum(trace.y), trace.marker.pattern.shape) for trace in figure.data] == [
        *(
            ("pre", 0, ""),
            ("pre", 5, "/"),
            ("star", 6, ""),
            ("star", 1, "/"),
            ("flagship", 10, ""),
            ("flagship", 2, "/"),
        ),
    ]
    assert sum(sum(trace.y) for trace in figure.data) == ENDING["firms"].sum()
    assert "<b>19</b>" in notes(figure)  # all of December, over both stages
    assert [note.text for note in figure.layout.annotations if "개월" in note.text] == ["6개월", "12개월", "24개월"]


def test_vacancies_are_dots_with_their_range_and_too_few_ends_are_said_not_drawn():
    figure = expected_vacancies_dots(EXPECTED, KO)
    assert list(named(figure)["flagship"].x) == [15, 15, 15] and list(named(figure)["pre"].x) == []
    error = named(figure)["flagship"].error_x
    assert list(error.array) == [6, 6, 6] and list(error.arrayminus) == [6, 6, 6]
    assert list(named(figure)["now_pre"].x) == [1, 1, 1]
    assert "끝난 지정이 3건뿐이라" in notes(figure) and "<b>15</b> (9~21)" in notes(figure)
    assert "자리 유지율 50.0 % (100건 중 50건)" in notes(figure)


def test_vacancies_as_things_are_stand_beside_what_is_supposed():
    asked = FLAGSHIP.assign(expected_vacancies=5.0, low_vacancies=2, high_vacancies=9)
    figure = expected_vacancies_dots(asked, KO, FLAGSHIP)
    assert list(named(figure)["before"].x) == [15, 15, 15]
    assert [note.x for note in figure.layout.annotations if "(2~9)" in note.text] == [15, 15, 15]  # behind the diamond


@pytest.mark.parametrize(
    ("vacant", "expected"),
    [(3, "77개사를 채워 3자리가 비어 있다"), (0, "모두 채웠다"), (-4, "77개사로 총량 80개사를 4자리 넘었다")],
)
def test_the_message_says_how_far_the_largest_quota_is_filled(vacant, expected):
    use = USE.assign(vacancies=USE["vacancies"].mask(USE["year"] == 2024, vacant))
    assert quota_words.quota_use_message(use, KO).endswith(expected)


def test_messages_without_anything_to_say_are_plain():
    assert quota_words.quota_use_message(USE[USE["stage_code"] == "star"], EN) == "Seats held at each stage"
    assert "끝나는 지정이 없다" in quota_words.ending_spells_message(ENDING.head(0), 24, KO)
    assert quota_words.expected_vacancies_message(EXPECTED.head(0), EN) == "Expected vacancies"


def test_messages_tell_the_range_and_too_few_ends():
    assert quota_words.ending_spells_message(ENDING, 24, KO) == (
        "24개월 안에 지정 24건이 끝나고, 그 가운데 8건은 다음 지정이 있다"
    )
    assert "15자리쯤 빌 것으로 보인다 (9~21)" in quota_words.expected_vacancies_message(EXPECTED, KO)
    pre = EXPECTED[EXPECTED["stage_code"] == "pre"]
    assert "only 3 designations have ended" in quota_words.expected_vacancies_message(pre, EN)
    over = FLAGSHIP.assign(expected_vacancies=-2.0, low_vacancies=-8, high_vacancies=4)
    assert "총량을 2자리쯤 넘을" in quota_words.expected_vacancies_message(over, KO)


def test_cards_tell_seats_held_vacant_ending_and_expected():
    cards = quota_words.quota_cards(USE, EXPECTED, "flagship", KO)
    assert [card["value"] for card in cards] == ["80개사", "77개사", "3자리", "20개사", "약 15자리"]
    assert cards[0]["target"] == "2023년 100 → 80"
    assert cards[3]["target"] == "다음 지정이 있는 4개사 빼고" and cards[4]["target"] == "9~21자리 사이"
    pre = quota_words.quota_cards(USE, EXPECTED, "pre", KO)
    assert pre[0]["target"] is None and pre[4]["value"] == "–" and "3건뿐" in pre[4]["target"]


def test_a_stage_over_its_quota_says_so_on_its_card():
    over = USE[USE["year"] < 2024]
    card = quota_words.quota_cards(over, EXPECTED, "flagship", KO)[2]
    assert (card["label"], card["value"], card["status"]) == ("총량 초과", "4자리", "missed")


def test_a_what_if_tells_who_leaves_and_what_was_before():
    asked = FLAGSHIP.assign(quota=70, vacant_now=-7, expected_vacancies=5.0, low_vacancies=-1, high_vacancies=11)
    assert what_if.what_if_message(asked, 12, KO) == (
        "지정이 끝나는 20개사 가운데 약 12개사가 나가, 2025-09-30에 65개사가 남고 5자리가 빈다"
    )
    cards = what_if.what_if_cards(FLAGSHIP, asked, 12, KO)
    assert [card["value"] for card in cards] == ["70개사", "20개사", "약 12개사", "약 5자리"]
    assert [card["change"] for card in cards] == ["지금대로면 80개사", None, None, "지금대로면 약 15자리"]
    full, over = (asked.assign(expected_vacancies=value) for value in (0.0, -3.0))
    assert what_if.what_if_message(full, 12, KO).endswith("총량이 찬다")
    assert what_if.what_if_message(over, 12, EN).endswith("3 seats over the quota")


def test_both_cases_stand_in_one_table_and_one_alone_where_nothing_is_asked():
    asked = FLAGSHIP.assign(quota=70)
    table = what_if.what_if_table(FLAGSHIP, asked, EN)
    assert table["case"].tolist() == ["As things are"] * 3 + ["What if"] * 3
    assert len(what_if.what_if_table(FLAGSHIP, FLAGSHIP.copy(), EN)) == 3
    assert set(EXPECTED.columns) - set(table.columns) == {
        *("stage_code", "horizon_on", "ended", "stayed", "low_stay_rate", "high_stay_rate")
    }


def test_what_holds_now_is_said_of_the_largest_quota_first():
    now = what_if.words_now(EXPECTED, KO)
    assert list(now) == ["flagship", "pre"]
    assert now["flagship"] == {"quota": "80", "rate": "50.0 %", "term": "3"} and now["pre"]["rate"] == "–"


def test_numbers_that_open_carry_the_codes_of_their_firms():
    use = quota_numbers.use_numbers(USE, KO)
    assert next(iter(use)) == (("year", 2024), ("stage_code", "pre"))
    assert (("year", 2021), ("stage_code", "pre")) not in use  # nobody behind it
    ahead = quota_numbers.vacancy_numbers(EXPECTED, "undecided", KO)
    assert ahead[(("stage_code", "flagship"), ("horizon_months", 12), ("counted_in", "undecided"))].endswith("20개사")
    assert len(quota_numbers.record_numbers(EXPECTED, "ended", KO)) == 2
    months = quota_numbers.ending_numbers(ENDING, EN)
    assert months[(("month", date(2024, 12, 1)), ("programme_code", "star"))] == "2024-12 Star Firm: 3 firms"


def test_a_stage_where_nothing_ends_has_a_certain_number():
    row = vacancies("pre", 12, ending=0, undecided=0, expected_vacancies=3.0, low_vacancies=3, high_vacancies=3)
    certain = pd.DataFrame([row])
    assert "<b>3</b>" in notes(expected_vacancies_dots(certain, KO))
    assert quota_words.quota_cards(USE, certain, "pre", KO)[4] == {"label": "12개월 뒤 예상 빈자리", "value": "3자리"}
