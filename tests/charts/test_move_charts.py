"""Moves, renewals and waits as they are drawn and said."""

from datetime import date

import pandas as pd
import pytest

from charts import move_messages, numbers
from charts.matrix import stage_overlap_matrix, stage_transitions_matrix
from charts.renewals import renewal_rates_dots
from charts.stock import stage_stock_area
from charts.theme import Look
from charts.waits import at_risk, time_to_next_stage_steps
from tests.charts.frames import STOCK
from tests.charts.move_frames import BREAKS, CURVES, FOLLOWED, MEDIANS, MOVES, OVERLAP, RATES, WHOLE
from texts import say

KO, EN = Look("ko"), Look("en")


def named(figure) -> dict:
    return {trace.name: trace for trace in figure.data}


def test_each_square_of_the_matrix_carries_its_two_stages_and_a_share_only_where_there_is_one():
    squares = named(stage_transitions_matrix(MOVES, KO))["firms"]
    assert [tuple(codes) for codes in squares.customdata] == list(
        MOVES[["from_stage", "to_stage"]].itertuples(index=False, name=None)
    )
    assert "70 %" in squares.text[1] and "%" not in squares.text[0]
    assert "5개사 미만" in squares.hovertemplate[0] and "48~85 %" in squares.hovertemplate[1]


def test_rows_stand_in_stage_order_with_their_base_beside_them():
    rows = list(named(stage_transitions_matrix(MOVES, EN))["share"].y)
    assert rows == ["None <b>3</b>", "PRE <b>20</b>", "Flagship <b>10</b>", "moon <b>5</b>"]


def test_pairs_that_no_firm_holds_stay_empty_and_small_stages_have_no_share():
    squares = named(stage_overlap_matrix(OVERLAP, EN))["firms"]
    told = dict(zip(map(tuple, squares.customdata), squares.text, strict=True))
    assert ("pre", "star") not in told
    assert "17 %" in told["star", "global"] and "%" not in told["global", "star"]  # 6 of 36; of 4 firms


def test_a_cohort_has_a_dot_where_its_base_is_large_enough_and_its_counts_in_any_case():
    figure = renewal_rates_dots(RATES, WHOLE, KO)
    dots = named(figure)["renewal_rate"]
    assert list(dots.x) == [9 / 19, 8 / 15]  # the stage on top, then the first cohort
    assert dots.error_x.array[1] == pytest.approx(0.75 - 8 / 15)
    applied = named(figure)["applied"]
    assert list(applied.x) == [9 / 12, 9 / 12] and list(applied.y) == [0, 1]  # of innovation_leader no file tells
    notes = [note.text for note in figure.layout.annotations]
    assert notes == ["9 / 19", "8 / 15", "1 / 4", say("ko", "chart.few_ended")]
    assert list(figure.layout.yaxis.ticktext) == ["<b>모든 기수</b>", "스타 1기", "지역혁신선도 1기"]


def test_a_curve_begins_at_nothing_and_goes_level_to_the_end_of_follow_up():
    figure = time_to_next_stage_steps(CURVES, FOLLOWED, "promoted", KO)
    curve = named(figure)["pre"]
    assert list(curve.x) == [0, 0.999, 3.001, 4.998] and list(curve.y) == [0, 4 / 12, 0.5, 0.5]
    assert curve.line.shape == "hv" and "star" not in named(figure)


def test_under_the_years_stand_the_firms_still_followed():
    # twelve at first, of which four come under observation after a year and a half only
    assert [at_risk(FOLLOWED[FOLLOWED["stage_code"] == "pre"], year) for year in range(5)] == [8, 4, 6, 6, 4]
    notes = [note.text for note in time_to_next_stage_steps(CURVES, FOLLOWED, "promoted", KO).layout.annotations]
    assert [note for note in notes if note.isdecimal()] == ["8", "4", "6", "6", "4"]


def test_at_most_five_groups_are_drawn_and_they_are_the_largest():
    groups = [CURVES[:2].assign(district=f"d{nth}") for nth in range(7)]
    firms = [FOLLOWED[: 12 - nth].assign(district=f"d{nth}", stage_code="pre") for nth in range(7)]
    columns = ["stage_code", "district", *CURVES.columns[1:]]
    figure = time_to_next_stage_steps(pd.concat(groups)[columns], pd.concat(firms), "promoted", KO)
    assert [name for name in named(figure) if " " not in name] == [f"pre/d{nth}" for nth in range(5)]


def test_the_stock_is_broken_where_a_programme_took_another_name():
    figure = stage_stock_area(STOCK, date(2025, 12, 31), KO, BREAKS)
    [mark] = [shape for shape in figure.layout.shapes if shape.line.dash == "dot"]
    assert mark.x0 == mark.x1 == 1.5  # between the closings of 2024 and 2025
    assert "2025 지역혁신선도" in [note.text for note in figure.layout.annotations]
    # left out: global has no stock here, and 2023 is the first year drawn
    assert not stage_stock_area(STOCK, date(2025, 12, 31), KO).layout.shapes


def test_messages_say_what_the_tables_hold():
    assert (
        move_messages.stage_transitions_matrix_message(MOVES, KO)
        == "PRE-명품강소기업 20개사 가운데 14개사가 그대로 있다"
    )
    said = move_messages.renewal_rates_message(WHOLE, KO)
    assert said == "스타기업: 기간이 끝난 19개사 가운데 9개사가 재지정되고(47.4 %) 3개사가 승급했다"
    said = move_messages.time_to_next_stage_message(CURVES, MEDIANS, "promoted", KO)
    assert said == "PRE-명품강소기업: 들어온 12개사 가운데 3년 안에 33.3 %가 위 단계에 올랐다"
    assert move_messages.stage_overlap_message(OVERLAP, EN).startswith("Most often held together: Star and Global")


def test_messages_say_what_cannot_be_said():
    few = WHOLE.assign(ended=4, renewal_rate=None)
    assert "too few" in move_messages.renewal_rates_message(few, EN)
    assert "10개사 미만" in move_messages.time_to_next_stage_message(CURVES[3:], MEDIANS[1:], "promoted", KO)
    assert "No firm has left" in move_messages.time_to_next_stage_message(CURVES[:2], MEDIANS, "left", EN)
    for look in (KO, EN):
        assert move_messages.stage_transitions_matrix_message(MOVES.head(0), look)
        assert move_messages.renewal_rates_message(WHOLE.head(0), look)
        assert move_messages.time_to_next_stage_message(CURVES.head(0), MEDIANS.head(0), "promoted", look)
        assert move_messages.stage_overlap_message(OVERLAP.head(0), look)


def test_a_median_is_said_with_its_interval_or_said_not_to_be_reached():
    lines = move_messages.median_lines(MEDIANS, KO)
    assert [(codes, firms) for codes, _, _, firms in lines] == [
        ({"stage_code": "pre"}, 12),
        ({"stage_code": "star"}, 1),
    ]
    assert "절반이 3년 안에 승급(95 % 구간 1년 이상)" in lines[0][2]
    assert "10개사 미만" in lines[1][2]
    open_end = MEDIANS.assign(median_years=None)
    assert "half not reached" in move_messages.median_lines(open_end, EN)[0][2]


def test_numbers_that_open_carry_their_codes():
    words = numbers.renewal_numbers(RATES, KO) | numbers.renewal_numbers(WHOLE, KO)
    key = (("stage_code", "star"), ("programme_code", "star"), ("cohort", "1기"), ("counted_in", "renewed"))
    assert words[key].endswith("1기 재지정 8개사")
    applied = [(codes, said) for codes, said in words.items() if codes[-1] == ("has_applied", True)]
    assert [said.split(" ", 1)[-1] for _, said in applied] == ["1기 신청 9개사", "모든 기수 신청 9개사"]
    assert words[("stage_code", "star"), ("counted_in", "left")].endswith("모든 기수 이탈 7개사")
    assert numbers.overlap_numbers(OVERLAP, EN)[("stage_code", "star"), ("other_stage_code", "global")].endswith(
        "6 firms"
    )
    assert numbers.wait_numbers(MEDIANS, KO)[("stage_code", "pre"), ("outcome", "censored")].endswith("4개사")
