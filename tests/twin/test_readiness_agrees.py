"""Readiness over the whole sample, through the real street, against the judgement by hand."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from metrics import METRICS
from metrics.selection import Selection
from metrics.thresholds import written
from warehouse import Snapshot

from . import readiness, readiness_verdicts
from .counts import Row
from .difference import differing_rows
from .money import Purse
from .readiness import Entrance, read_entrance

REPO = Path(__file__).parents[2]
OF_ENTRANCE: dict[str, Callable[[Entrance, date], list[Row]]] = {
    "readiness_criteria": readiness.readiness_criteria,
    "readiness": readiness_verdicts.readiness,
    "readiness_counts": readiness_verdicts.readiness_counts,
    "readiness_missing": readiness_verdicts.readiness_missing,
    "below_floor": readiness_verdicts.below_floor,
    "criteria_in_force": readiness_verdicts.criteria_in_force,
    "readiness_what_if": readiness_verdicts.readiness_what_if,
}
DAYS = [  # before the first year reported; global and World Class 300 open; two star programmes; inside a year; today
    *(date(2014, 6, 30), date(2017, 12, 31), date(2018, 12, 31), date(2022, 7, 1)),
    *(date(2023, 12, 30), date(2024, 12, 31), date(2025, 10, 31)),
]
TRIED = {"flagship:*:sales_cagr_5y:>=": 0.1, "global_1000:a:exports:>=": 1_000_000.0, "pre:a:sales:<": 8e9}


@pytest.fixture(scope="module")
def entrance(purse: Purse) -> Entrance:
    return read_entrance(REPO / "data" / "sample", REPO / "data" / "reference", purse)


@pytest.fixture(scope="module")
def number_of(street: Snapshot) -> dict[str, str]:
    return dict(street.query("SELECT firm_id, business_no FROM marts.firms").itertuples(index=False))


def assert_same(rows: list[Row], frame: pd.DataFrame, number_of: dict[str, str], what: str) -> None:
    frame = frame.astype(object).where(frame.notna(), None)
    if "firm_id" in frame:
        frame["firm"] = frame.pop("firm_id").map(number_of)
    wrong = differing_rows(rows, frame)
    assert not wrong, f"{what}\n{wrong}"


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("name", OF_ENTRANCE)
def test_metric_says_what_the_twin_says(
    street: Snapshot, entrance: Entrance, number_of: dict[str, str], name: str, as_of: date
) -> None:
    found = METRICS[name](street, Selection(as_of=as_of))
    assert_same(OF_ENTRANCE[name](entrance, as_of), found, number_of, f"{name} on {as_of}")


@pytest.mark.parametrize("name", ["readiness_criteria", "readiness", "readiness_what_if"])
def test_other_thresholds_are_judged_alike(
    street: Snapshot, entrance: Entrance, number_of: dict[str, str], name: str
) -> None:
    day = date(2024, 12, 31)
    found = METRICS[name](street, Selection(as_of=day), thresholds=written(TRIED))
    assert_same(OF_ENTRANCE[name](entrance, day, TRIED), found, number_of, name)


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_the_firms_behind_the_counts_are_as_many(
    street: Snapshot, entrance: Entrance, number_of: dict[str, str], as_of: date
) -> None:
    behind = METRICS["readiness_counts"](street, Selection(as_of=as_of), firms=True)
    assert_same(readiness_verdicts.states_of_candidates(entrance, as_of), behind, number_of, f"firms on {as_of}")
    counted = Counter(zip(behind["programme_code"], behind["readiness_state"], strict=True))
    for row in METRICS["readiness_counts"](street, Selection(as_of=as_of)).to_dict("records"):
        states = {state: row[state] for state in readiness_verdicts.STATES}
        assert states == {state: counted[row["programme_code"], state] for state in states}
        assert sum(states.values()) == row["candidate_firms"]


def test_the_sample_has_every_verdict(street: Snapshot) -> None:
    found = METRICS["readiness"](street, Selection(as_of=date(2017, 12, 31)))
    assert set(found["readiness_state"]) == set(readiness_verdicts.STATES)
    assert found["is_outgrown"].any()
