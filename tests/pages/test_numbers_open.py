"""Each number about the ladder opens its list of firms, and the list is as long as the number says."""

import inspect
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from charts import cohort_words, numbers, quota_numbers
from charts.numbers import Codes
from charts.theme import Look
from metrics import METRICS
from metrics.balance import EXITS
from metrics.readiness import STATES
from metrics.selection import Selection
from warehouse import Snapshot, open_snapshot
from web.behind import rows_where

DAYS = [date(2019, 6, 30), date(2025, 10, 31)]
EASIER = {"thresholds": "pre:*:rnd_intensity_3y_mean:>==0.001,flagship:a:sales:>==9000000000"}
Kept = dict[str, object] | Callable[[pd.DataFrame], pd.Series]


def named(*names: str) -> dict[str, Kept]:
    """Numbers whose firms say in counted_in which of them they are in."""
    return {name: {"counted_in": name} for name in names}


ALL: dict[str, Kept] = {"firms": {}}
# metric → number → which of its firms are in it
BEHIND: dict[str, dict[str, Kept]] = {
    "stage_counts": named("current", "cumulative", "new"),
    "programme_counts": named("current", "cumulative", "new"),
    "stage_overlap": ALL,
    "stage_flows": ALL,
    "stage_stock": ALL,
    "stage_transitions": ALL,
    "stage_balance": named(
        *("opening", "entries", "entries_first", "entries_returning", "entries_from_other_stage", "exits", "closing"),
        *EXITS,
    ),
    "renewal_rates": ALL
    | named("renewed", "promoted", "left")
    | {
        "ended": lambda behind: behind["counted_in"] != "running",
        "with_applications": lambda behind: behind["has_applied"].notna(),
        "applied": {"has_applied": True},
    },
    # a curve has no step where somebody is no longer followed
    "time_to_next_stage": {"firms": lambda behind: behind["outcome"] != "censored"},
    "time_to_next_stage_medians": ALL | {name: {"outcome": name} for name in ("promoted", "left", "censored")},
    "cohort_outcomes": ALL | named("renewed", "promoted", "neither"),
    "cohort_years": ALL | named("retained", "promoted", "left"),
    "cohort_growth": ALL,
    "quota_use": {"used": {}},
    "ending_spells": ALL | {"with_later_spell": {"has_later_spell": True}},
    "expected_vacancies": named("used", "ending", "renewed_already", "undecided", "ended", "stayed"),
    "readiness_counts": {"candidate_firms": {}} | {state: {"readiness_state": state} for state in STATES},
    "readiness_what_if": named("added", "withdrawn"),
    "programmes_per_firm": ALL,
    "firms_by_district": ALL,
    "attention": ALL,
}
THEMES = (
    *("counts", "overlap", "flows", "transitions", "balance", "renewals", "waits", "cohorts", "cohort_years"),
    *("cohort_growth", "quota", "vacancies", "readiness", "criteria", "chase", "floors", "firms"),
)
# other ways of asking the same
ASKED = {
    "stage_transitions": [{"start": date(2017, 3, 1)}, {"programme_code": "flagship"}, {"cohort": "5기"}],
    "renewal_rates": [{"by": "stage"}],
    "time_to_next_stage": [{"by": by} for by in ("cohort", "district", "industry")],
    "time_to_next_stage_medians": [{"by": by} for by in ("cohort", "district", "industry")],
    "cohort_years": [{"programme_code": "pre"}],
    "cohort_growth": [{"programme_code": "pre", "measure": "sales_krw"}],
    "cohort_outcomes": [{"programme_code": "star"}],
    "ending_spells": [{"months": 6}],
    "expected_vacancies": [{"stage_code": "pre", "quota": 5, "term_years": 3, "stay_rate": 0.5, "months": 9}],
    "readiness_counts": [EASIER],
    "readiness_what_if": [EASIER],
}
CASES = [(name, asked) for name in BEHIND for asked in ({}, *ASKED.get(name, []))]


@pytest.fixture(scope="module")
def snapshot(sample_home: Path) -> Iterator[Snapshot]:
    with open_snapshot(sample_home) as opened:
        yield opened


def kept(behind: pd.DataFrame, which: Kept) -> pd.DataFrame:
    if callable(which):
        return behind[which(behind)]
    return rows_where(lambda: behind.assign(row=1), **which)()


def counted(behind: pd.DataFrame, keys: list[str]) -> dict[tuple, int]:
    """How many firms stand behind each number of a column, by what its row is called."""
    if not keys:
        return {(): len(behind)}
    groups = behind.groupby(keys if len(keys) > 1 else keys[0], dropna=False).size()
    return {at if isinstance(at, tuple) else (at,): int(many) for at, many in groups.items()}


def test_every_metric_of_the_ladder_that_lists_firms_is_looked_at() -> None:
    listing = {name for name, metric in METRICS.items() if "firms" in inspect.signature(metric).parameters}
    assert {name for name in listing if METRICS[name].__module__.split(".")[1] in THEMES} <= set(BEHIND) <= listing


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize(("name", "asked"), CASES, ids=str)
def test_the_list_of_each_number_is_as_long_as_the_number_says(
    snapshot: Snapshot, name: str, asked: dict, as_of: date
) -> None:
    metric, selection = METRICS[name], Selection(as_of=as_of)
    table, behind = metric(snapshot, selection, **asked), metric(snapshot, selection, **asked, firms=True)
    keys = [column for column in table.columns if column in behind.columns and column not in BEHIND[name]]
    looked_at = 0
    for number, which in BEHIND[name].items():
        found = counted(kept(behind, which), keys)
        told = {tuple(row[key] for key in keys): row[number] for row in table.to_dict("records")}
        told = {at: 0 if pd.isna(many) else int(many) for at, many in told.items()}
        assert {at: many for at, many in told.items() if many} == {at: many for at, many in found.items() if many}
        looked_at += sum(told.values())
    assert looked_at or as_of == DAYS[0] or not table[list(BEHIND[name])].to_numpy().any()


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_each_number_offered_on_a_page_lists_as_many_firms_as_its_words_say(snapshot: Snapshot, as_of: date) -> None:
    selection, look, opened = Selection(as_of=as_of), Look("ko"), 0
    for words, fetch in offered(snapshot, selection, look):
        for codes, said in words.items():
            many = int(re.findall(r"([0-9,]+)(?:개사|건)", said)[-1].replace(",", ""))
            assert len(rows_where(fetch, **dict(codes))()) == many, said
            opened += 1
    assert opened > 200


def offered(
    snapshot: Snapshot, selection: Selection, look: Look
) -> Iterator[tuple[dict[Codes, str], Callable[[], pd.DataFrame]]]:
    """The numbers that the pages of progression, transitions, cohorts and quota offer, with their lists."""

    def both(name: str, **asked: object) -> tuple[pd.DataFrame, Callable[[], pd.DataFrame]]:
        behind = METRICS[name](snapshot, selection, firms=True, **asked)
        return METRICS[name](snapshot, selection, **asked), lambda: behind

    counts, fetch = both("stage_counts")
    for kind in numbers.COUNTS:
        yield numbers.count_numbers(counts, kind, look), fetch
    moves, fetch = both("stage_transitions", start=date(2018, 12, 31))
    yield numbers.flow_numbers(moves, look), fetch
    balance, fetch = both("stage_balance")
    for kind in numbers.MOVEMENTS:
        yield numbers.balance_numbers(balance, kind, look), fetch
    overlap, fetch = both("stage_overlap")
    yield numbers.overlap_numbers(overlap, look), fetch
    for by in ("cohort", "stage"):
        rates, fetch = both("renewal_rates", by=by)
        yield numbers.renewal_numbers(rates, look), fetch
    yield numbers.wait_numbers(both("time_to_next_stage_medians")[0], look), both("time_to_next_stage")[1]
    cohorts, fetch = both("cohort_years", programme_code="flagship")
    for kind in cohort_words.PLACES:
        yield cohort_words.place_numbers(cohorts, kind, look), fetch
    growth, fetch = both("cohort_growth", programme_code="flagship", cohort="all")
    yield cohort_words.growth_numbers(growth, look), fetch
    expected, fetch = both("expected_vacancies")
    for kind in quota_numbers.HORIZONS:
        yield quota_numbers.vacancy_numbers(expected, kind, look), fetch
    for kind in quota_numbers.RECORD:
        yield quota_numbers.record_numbers(expected, kind, look), fetch
    ending, fetch = both("ending_spells")
    yield quota_numbers.ending_numbers(ending, look), fetch
    use, fetch = both("quota_use")
    yield quota_numbers.use_numbers(use, look), fetch
