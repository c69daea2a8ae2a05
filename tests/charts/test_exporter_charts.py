"""What the charts of exporters draw and say: the table's own values, part years apart, nobody's zero."""

from datetime import date

import pandas as pd
import pytest

from charts import exporter_messages as messages
from charts.alerts import export_band_lines
from charts.dynamics import exporter_concentration_lines, exporter_dynamics_bars
from charts.exporters import MOST_GROUPS, exporter_pareto_curve, exporters_by_size_bars, exports_by_group_bars
from charts.theme import Look
from texts import say

from .exporter_frames import ALERTS, BAND, COHORTS, DYNAMICS, PARETO, SIZES, SPREAD, STAGES

KO, EN = Look("ko"), Look("en")


def notes(figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations)


def test_the_curve_marks_the_first_one_five_and_ten():
    figure = exporter_pareto_curve(PARETO, KO)
    (curve,) = figure.data
    assert list(curve.y) == PARETO["cumulative_share"].tolist() and figure.layout.xaxis.type == "log"
    assert [size > 5 for size in curve.marker.size[:10]] == [True, *[False] * 3, True, *[False] * 4, True]
    assert "상위 1개사 50.0 %" in notes(figure)
    assert curve.customdata[1] == ["f0002", 70_000_000]
    assert "&lt;b&gt;기업" in curve.hovertemplate[0]


def test_a_chosen_firm_carries_its_name():
    figure = exporter_pareto_curve(PARETO, KO, ["f0003"])
    assert figure.data[1].customdata[0][0] == "f0003" and "&lt;b&gt;기업3" in notes(figure)


def test_a_curve_of_thousands_stays_small_and_ends_with_all():
    many = pd.concat([PARETO.tail(1)] * 5000, ignore_index=True)
    many["rank"] = range(1, 5001)
    many["cumulative_share"] = many["rank"] / 5000
    (curve,) = exporter_pareto_curve(many, KO).data
    assert len(curve.x) < 500 and curve.x[-1] == 5000 and set(range(1, 101)) <= set(curve.x)


def test_a_class_without_firms_has_no_share_written():
    exports, exporters = exporters_by_size_bars(SIZES, KO).data
    assert list(exports.x) == SIZES["share"].tolist() and list(exporters.x) == SIZES["exporters_share"].tolist()
    assert exports.text[1] == "" and exporters.text[1] == "0개사"
    assert list(map(list, exports.customdata))[0] == [2024, "under_100k"]


def test_cohorts_are_the_twelve_largest_and_stages_keep_their_order():
    (cohorts,) = exports_by_group_bars(COHORTS, KO).data
    assert len(cohorts.y) == MOST_GROUPS and cohorts.y[-1] == say("ko", "chart.group.no_cohort")
    assert list(cohorts.customdata[-1]) == [2024, None, None]
    (stages,) = exports_by_group_bars(STAGES, KO).data
    assert list(stages.marker.color) == [KO.stage_colour("none"), KO.stage_colour("pre")]
    assert list(map(list, stages.customdata)) == [[2024, "none"], [2024, "pre"]]


def test_turns_are_drawn_only_where_a_year_can_be_compared():
    exporters, entrants, exiters = exporter_dynamics_bars(DYNAMICS, KO).data
    assert list(exporters.y) == [100, 104, 98] and list(exporters.marker.pattern.shape) == ["", "", "/"]
    assert list(entrants.y) == [None, 7, 0] and list(exiters.y) == [None, -3, -4]
    assert list(entrants.text) == ["", "+7", ""]
    assert say("ko", "chart.turn.nothing_before") in exporters.hovertemplate[0]
    assert list(exiters.customdata[1]) == [2023, "exiters"]


def test_both_sides_of_a_click_are_told_so_that_a_bar_answers():
    """Plotly throws in the browser when it knows how the others look and not the chosen one."""
    for figure in (
        exporters_by_size_bars(SIZES, KO),
        exports_by_group_bars(STAGES, KO),
        exporter_dynamics_bars(DYNAMICS, KO),
    ):
        for trace in figure.data:
            assert trace.unselected.textfont.color and trace.selected.textfont.color


def test_concentration_is_three_lines_with_a_hollow_part_year():
    figure = exporter_concentration_lines(SPREAD, KO)
    assert [line.name for line in figure.data] == ["firms", "markets", "products"]
    assert list(figure.data[0].y) == [14.0, 15.5, 12.0]
    assert [fill == KO.ink.background for fill in figure.data[0].marker.color] == [False, False, True]
    assert "HHI 0.071" in figure.data[0].hovertemplate[0]


def test_a_month_below_the_band_is_marked_and_a_month_without_one_has_none():
    figure = export_band_lines(BAND, KO)
    lines = {trace.name: trace for trace in figure.data}
    assert list(lines["low"].x) == [date(2024, 2, 1), date(2024, 3, 1)]
    assert list(lines["three_months"].marker.color)[-1] == KO.ink.missed
    silent = {trace.name: trace for trace in export_band_lines(BAND, KO, date(2024, 3, 1)).data}["three_months"]
    assert list(silent.marker.color)[-1] == KO.ink.background  # nobody knows


def test_sentences_are_made_of_the_figures():
    assert messages.exporter_pareto_message(PARETO, KO).startswith("1위 기업이 수출의 50.0 %")
    assert (
        messages.exporters_by_size_message(SIZES, KO)
        == "1,000만 달러 이상 기업 15개사(75.0 %)가 수출의 99.8 %를 차지한다"
    )
    assert "15.5" in messages.exporter_concentration_message(SPREAD, KO)  # the last whole year
    assert "2023" in messages.exporter_concentration_message(SPREAD, EN)
    assert messages.exports_by_group_message(COHORTS, KO).startswith("지정 없음 30개사가")
    said = messages.exporter_dynamics_message(DYNAMICS, KO)
    assert said == "2024년 10개월 동안 수출기업 98개사, 진입 0개사, 이탈 4개사(앞 해 같은 달과 견줌)"
    assert messages.exporter_dynamics_message(DYNAMICS.head(1), KO) == "2022년 수출기업은 100개사다"


@pytest.mark.parametrize(("rows", "words"), [(3, "보다 적다"), (2, "안이다"), (1, "예년 범위가 없다")])
def test_the_band_says_where_the_last_three_months_lie(rows, words):
    assert words in messages.export_band_message(BAND.head(rows), None, KO)


def test_a_silent_firm_is_not_held_against_its_band():
    silent = messages.silent_since(ALERTS, "f2")
    assert silent == date(2024, 2, 1) and messages.silent_since(ALERTS, "f1") is None
    assert "예년 범위로 보지 않는다" in messages.export_band_message(BAND, silent, KO)


def test_each_kind_of_alert_names_its_numbers():
    assert messages.alert_kinds(ALERTS, KO) == {
        "below_band": "예년 범위 아래 1",
        "late": "자료 끊김 1",
        "one_market": "한 시장 의존 1",
    }
    assert "low_usd" in messages.alerts_of(ALERTS, "below_band")
    assert messages.alerts_of(ALERTS, "one_market")["market_share"].tolist() == [0.8]
    assert messages.alerts_of(ALERTS, "late")[["silent_months", "longest_pause_months"]].values.tolist() == [[2, 0]]
    nothing = messages.alerts_of(ALERTS.head(0), "late")
    assert messages.export_alerts_message(nothing, "late", KO) == say("ko", "chart.message.export_alerts.no_late")


def test_numbers_that_open_carry_the_codes_that_find_their_firms():
    turns = messages.turn_numbers(DYNAMICS, "exiters", KO)
    assert [dict(codes)["year"] for codes in turns] == [2024, 2023]  # the latest first; 2022 knows none
    assert (("year", 2024), ("size_class", "from_10m")) in messages.size_numbers(SIZES, KO)
    groups = messages.group_numbers(COHORTS, KO)
    assert groups[(("year", 2024), ("programme_code", None), ("cohort", None))].endswith("30개사")
