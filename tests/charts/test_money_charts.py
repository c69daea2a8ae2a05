"""What the charts of money draw: the table's own values, part years apart, nothing that a firm's name could run."""

import plotly.graph_objects as go

from charts.benchmarks import city_share_line
from charts.entry import exports_around_entry_line
from charts.exports import (
    exports_by_stage_bars,
    exports_of_todays_members_bars,
)
from charts.markets import MOST_BARS, exports_by_country_bars
from charts.money import bare, told, year_label
from charts.outcomes import outcomes_by_year_band
from charts.reporting import page_of, pages_of, report_grid_heat, response_rate_heat
from charts.theme import Look
from texts import say

from .money_frames import (
    AROUND,
    BREAKS,
    COUNTRIES,
    GRID,
    MEMBERS,
    OUTCOMES,
    SHARES,
    STAGES,
    YEARS,
)

KO = Look("ko", names={"country": {"US": "미국"}})


def notes(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_stage_bars_stack_to_the_years_exports_and_no_stage_comes_last():
    figure = exports_by_stage_bars(STAGES, YEARS, KO)
    assert [trace.name for trace in figure.data] == ["pre", "flagship", "none"]
    assert [sum(parts) for parts in zip(*(trace.customdata for trace in figure.data), strict=True)] == [
        100_000_000, 150_000_000, 60_000_000,
    ]  # fmt: skip
    assert say("ko", "held.none") not in " ".join(notes(figure))  # nothing of it in the last year


def test_todays_members_stand_in_front_of_all():
    whole, members = exports_of_todays_members_bars(MEMBERS, YEARS, KO).data
    assert all(mine <= of_all for mine, of_all in zip(members.customdata, whole.customdata, strict=True))
    assert list(members.customdata) == MEMBERS["exports_usd"].tolist()


def test_markets_beyond_the_first_ten_stand_together_at_the_foot():
    (bars,) = exports_by_country_bars(COUNTRIES, KO).data
    assert len(bars.y) == MOST_BARS + 1
    assert bars.y[-1] == "미국"
    assert sum(value for _, value in bars.customdata) == COUNTRIES["exports_usd"].sum()
    assert bars.marker.color[0] != bars.marker.color[1]  # the others are no market
    assert (bars.customdata[0][0], bars.customdata[-1][0]) == (None, "US")  # and a click on them chooses none


def test_what_is_chosen_stands_out_among_the_others():
    (marks,) = exports_by_country_bars(COUNTRIES, KO, chosen=("US",)).data
    inks = {of: ink for (of, _), ink in zip(marks.customdata, marks.marker.color, strict=True)}
    assert {of for of, ink in inks.items() if ink == KO.ink.exports} == {"US"} and len(inks) > 1
    (marks,) = exports_by_country_bars(COUNTRIES, KO).data
    assert all(ink == KO.ink.exports for (of, _), ink in zip(marks.customdata, marks.marker.color, strict=True) if of)


def test_a_small_amount_keeps_a_digit():
    assert bare(40_000, "usd", 600_000, KO) == "0.04"
    assert bare(40_000, "usd", 6_000_000, KO) == "<0.1"  # a little is not nothing
    assert bare(0, "usd", 6_000_000, KO) == "0"


def test_a_year_without_exporters_is_left_out_of_the_line_around_the_entry():
    figure = exports_around_entry_line(AROUND, KO)
    assert [trace.name for trace in figure.data] == ["mean", "median"]
    assert len(figure.data[1].x) == 2
    assert list(figure.data[1].customdata) == [90_000, 120_000]
    assert any("12" in text for text in figure.layout.xaxis.ticktext)  # the firms that each year knows


def test_a_share_that_is_not_known_is_a_gap_and_a_part_year_is_hollow():
    figure = city_share_line(SHARES, BREAKS, KO)
    (line,) = figure.data
    assert line.y[1] is None and not line.connectgaps
    assert line.marker.color[-1] == KO.ink.background != line.marker.color[0]
    assert [shape.x0 for shape in figure.layout.shapes] == [0.5]  # 2024 alone: others break no series of this region


def test_no_line_leads_over_a_break_of_its_series():
    (line,) = city_share_line(SHARES.assign(share=[0.1, 0.05, 0.06]), BREAKS, KO).data
    assert (list(line.x), list(line.y)) == (["2023", "2024", "2024", "2025"], [10, None, 5, 6])


def test_a_part_year_says_up_to_which_month_or_how_many_it_has():
    labels = [year_label(row, KO) for row in YEARS.assign(months=[12, 12, 5]).itertuples()]
    assert [year_label(row, KO) for row in YEARS.itertuples()] == ["2023", "2024", "2025<br>(6월까지)"]
    assert labels == ["2023", "2024", "2025<br>(5개월)"]  # one of the six is missing


def test_a_year_that_nobody_reported_is_not_drawn_as_zero():
    figure = outcomes_by_year_band(OUTCOMES, KO)
    median = next(trace for trace in figure.data if trace.name == "median")
    assert list(median.x) == ["2023", "2024"]
    answers = next(trace for trace in figure.data if trace.name == "response_rate")
    assert list(answers.y) == [0.8, 0.5]


def test_the_heat_of_answers_has_a_row_per_measure_and_a_column_per_year():
    (heat,) = response_rate_heat(OUTCOMES, KO).data
    assert list(heat.x) == ["2022", "2023", "2024"]
    assert [list(row) for row in heat.z] == [[0.0, 0.8, 0.5]]
    assert list(heat.text[0]) == ["0", "80", "50"]


def test_the_grid_keeps_namesakes_apart_and_draws_only_years_that_were_asked_for():
    figure = report_grid_heat(GRID, KO)
    cells = {(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y, strict=True)}
    assert cells == {("2023", "가람 0001"), ("2024", "가람 0001"), ("2024", "가람 0002")}


def test_firms_that_missed_most_years_come_first_in_parts_of_a_page():
    assert list(pages_of(GRID, KO)) == [0]
    assert page_of(GRID, 0)["firm_id"].tolist() == ["f0001", "f0001", "f0002"]
    assert page_of(GRID, 1).empty


def test_a_unit_without_words_is_shown_as_it_is_written_and_never_acts():
    assert told(12.5, "<b>상자</b>", Look("ko")) == "12.5 &lt;b&gt;상자&lt;/b&gt;"
