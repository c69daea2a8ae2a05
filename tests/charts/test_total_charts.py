"""What the figures of the total draw and say: each period's own amounts, ways, won, seasons, the largest firm."""

from datetime import date

import pytest

from charts.benchmarks import exports_index_lines
from charts.export_periods import exports_by_period_bars, period_numbers, period_words
from charts.exports import exports_by_season_lines
from charts.largest import exports_without_largest_bars
from charts.theme import Look
from charts.total_messages import (
    exports_by_period_message,
    exports_by_season_message,
    exports_index_message,
    exports_without_largest_message,
)
from texts import say

from .money_frames import BREAKS
from .total_frames import INDEX, LARGEST, MONTHS, PERIODS, SEASONS

KO, EN = Look("ko"), Look("en")


def notes(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_ways_stack_to_the_periods_exports_and_a_part_period_is_hatched():
    figure = exports_by_period_bars(PERIODS, SEASONS, KO)
    bars = {trace.name: trace for trace in figure.data}
    assert list(bars) == ["direct", "indirect", "unknown"] and figure.layout.barmode == "stack"
    assert [sum(parts) for parts in zip(*(bar.y for bar in bars.values()), strict=True)] == [100, 150, 60]
    assert list(bars["direct"].marker.pattern.shape) == ["", "", "/"]
    assert [codes for (codes,) in bars["direct"].customdata] == ["2023-01-01", "2024-01-01", "2025-01-01"]
    assert say("ko", "chart.part_months", months="6") in bars["direct"].hovertemplate[2]
    told = [say("ko", "chart.no_way", value="") in words for words in bars["direct"].hovertemplate]
    assert told == [True, False, False]  # else direct and indirect would not come to the whole
    assert all(say("ko", f"chart.way.{way}") in notes(figure)[-1] for way in bars)


def test_the_last_change_stands_over_its_column():
    texts = notes(exports_by_period_bars(PERIODS, SEASONS, KO))[:3]
    assert [("%" in text) for text in texts] == [False, False, True]


def test_won_are_drawn_where_the_reference_has_a_rate_and_carry_no_change_of_dollars():
    figure = exports_by_period_bars(PERIODS, SEASONS, KO, "krw")
    (bars,) = figure.data
    assert list(bars.y) == [1305.5, None, 850.0]  # 억 won
    assert not any("%" in text for text in notes(figure))
    assert "1,305.5" in bars.hovertemplate[0] and "원" not in bars.hovertemplate[1]


def test_months_lie_on_an_axis_of_time_with_what_is_left_without_the_season():
    figure = exports_by_period_bars(MONTHS, SEASONS, KO)
    assert [trace.name for trace in figure.data] == ["direct", "adjusted"]
    assert figure.layout.xaxis.type == "date" and figure.data[0].x[0] == date(2017, 1, 1)
    assert len(notes(figure)) == 2  # the last value, and what the colours are
    rolling = exports_by_period_bars(MONTHS.assign(period_kind="rolling_year"), SEASONS, KO)
    assert [trace.name for trace in rolling.data] == ["direct"]


@pytest.mark.parametrize(
    ("kind", "korean", "english"),
    [
        ("year", "2025년", "2025"),
        ("quarter", "2025년 1분기", "Q1 2025"),
        ("month", "2025년 6월", "June 2025"),
        ("rolling_year", "2025년 6월까지 12개월", "Twelve months to June 2025"),
    ],
)
def test_periods_are_said_as_people_say_them(kind, korean, english):
    row = next(PERIODS.tail(1).assign(period_kind=kind).itertuples())
    assert (period_words(row, KO), period_words(row, EN)) == (korean, english)


def test_periods_open_the_latest_first():
    numbers = period_numbers(PERIODS, KO)
    assert [dict(codes)["period"].year for codes in numbers] == [2025, 2024, 2023]
    assert numbers[(("period", date(2024, 1, 1)),)] == "2024년: 150.0백만 달러"


def test_the_last_two_years_lie_over_the_range_of_the_years_before():
    figure = exports_by_season_lines(SEASONS, KO)
    assert [trace.name for trace in figure.data] == ["low_usd", "high_usd", "2024", "2025"]
    assert figure.data[-1].line.color == KO.ink.exports and figure.data[1].fill == "tonexty"
    assert all(day.startswith("2000-") for trace in figure.data for day in trace.x)
    unknown = exports_by_season_lines(SEASONS.assign(low_usd=None, high_usd=None), KO)
    assert [trace.name for trace in unknown.data] == ["2024", "2025"]


def test_our_firms_lie_over_the_others_and_breaks_are_marked_at_their_year():
    figure = exports_index_lines(INDEX, BREAKS, KO)
    lines = {trace.name: trace for trace in figure.data}
    assert list(lines)[-1] == "firms" and lines["firms"].line.dash == "solid" != lines["광주"].line.dash
    assert lines["firms"].marker.color[2] == KO.ink.background  # a part year is hollow
    assert [shape.x0 for shape in figure.layout.shapes] == [0.5]  # 2024 breaks 광주; a break of 2023 has nothing before
    assert list(lines["광주"].y) == [100, None, 110] and list(lines["firms"].y) == [100, 150, 160]
    assert list(figure.layout.xaxis.categoryarray) == ["2023", "2024", "2025"]


def test_the_largest_stands_on_the_others_and_its_name_runs_nothing():
    figure = exports_without_largest_bars(LARGEST, KO)
    rest, largest = figure.data
    assert [sum(parts) for parts in zip(rest.y, largest.y, strict=True)] == [100, 150, 0]
    assert list(rest.x) == ["2023", "2024", "2025*"]
    assert "<b>가람" not in rest.hovertemplate[0] and "&lt;b&gt;가람" in rest.hovertemplate[0]
    assert sum("%" in text for text in notes(figure)) == 2  # nobody exported in 2025


def test_the_sentence_of_a_period_says_its_change_and_that_it_is_part():
    said = exports_by_period_message(PERIODS, KO)
    assert said == "2025년 수출은 6월까지 60백만 달러로 전년 같은 달들보다 20.0 % 줄었다"
    assert exports_by_period_message(PERIODS.head(2), EN) == "2024: exports of USD 150m, up 50.0 % on a year before"
    assert exports_by_period_message(PERIODS.head(1), KO) == "2023년 수출은 100백만 달러다"
    assert "달러로는" in exports_by_period_message(PERIODS, KO, "krw")
    assert "연평균 환율이 아직 없어" in exports_by_period_message(PERIODS.head(2), KO, "krw")
    assert exports_by_period_message(PERIODS.head(0), KO) == "기간마다 수출"


def test_the_sentence_of_a_season_places_the_month_in_its_range():
    assert "안에 있다" in exports_by_season_message(SEASONS, KO)
    assert "보다 많다" in exports_by_season_message(SEASONS.assign(high_usd=9_000_000), KO)
    assert "보다 적다" in exports_by_season_message(SEASONS.assign(low_usd=19_000_000), KO)
    assert "were" in exports_by_season_message(SEASONS.head(3), EN)
    assert exports_by_season_message(SEASONS.head(0), KO) == "달마다 수출"


def test_the_sentence_of_the_index_names_the_others_of_the_same_year():
    said = exports_index_message(INDEX, BREAKS, KO)
    assert said == "2023년을 100으로 보면 2025년 우리 기업의 수출은 160이다 (전국 108)"
    broken = BREAKS.assign(region="전국")  # in 2024: its 108 is no growth
    assert exports_index_message(INDEX, broken, KO).endswith("160이다")
    assert exports_index_message(INDEX.head(3), BREAKS, KO).endswith("160이다")
    assert exports_index_message(INDEX.head(0), BREAKS, EN) == "Exports of our firms, the region and the nation"


def test_the_sentence_without_the_largest_takes_the_last_year_in_which_somebody_exported():
    said = exports_without_largest_message(LARGEST, KO)
    assert said == "2024년 증감 +50.0 %는 1위(60.0 %)를 빼면 0.0 %다. 수출기업 중앙값 600천 달러"
    assert exports_without_largest_message(LARGEST.head(1), KO).startswith("2023년 1위 기업이 40.0 %를")
    assert exports_without_largest_message(LARGEST.head(0), KO) == "1위를 뺀 수출"
