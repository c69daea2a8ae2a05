"""Moves between any two days, cohort by cohort, and waits in every grouping: the twin over the whole sample."""

from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from .difference import differing_rows
from .moves import renewal_rates, stage_transitions
from .spells import Book
from .waits import time_to_next_stage, time_to_next_stage_medians

AS_OF = date(2024, 12, 31)
DAYS = [
    (date(2014, 1, 1), date(2014, 1, 1)),
    (date(2015, 3, 1), date(2015, 3, 2)),  # the first flagship cohort comes in
    (date(2018, 2, 28), date(2020, 2, 29)),
    (date(2016, 12, 31), date(2030, 1, 1)),  # the end never passes the as-of date
    (date(2024, 12, 31), AS_OF),
]
CHOSEN = [(None, None), ("pre", "5기"), ("flagship", None), (None, "1기"), ("pre", "99기")]


@pytest.mark.parametrize("days", DAYS, ids=lambda days: f"{days[0]}..{days[1]}")
@pytest.mark.parametrize("chosen", CHOSEN, ids=str)
def test_moves_between_any_two_days(street: Snapshot, book: Book, days: tuple[date, date], chosen: tuple) -> None:
    asked = dict(zip(("start", "end", "programme_code", "cohort"), (*days, *chosen), strict=True))
    found = METRICS["stage_transitions"](street, Selection(as_of=AS_OF), **asked)
    assert not differing_rows(stage_transitions(book, AS_OF, *days, chosen), found)
    told = found[found["share"].notna()]
    assert all(abs(total - 1) < 1e-9 for total in told.groupby("from_stage")["share"].sum())
    assert all(found.groupby("from_stage")["firms"].sum() == found.groupby("from_stage")["base"].first())


@pytest.mark.parametrize("as_of", [date(2018, 12, 31), date(2021, 3, 4), AS_OF], ids=str)
def test_renewals_by_stage(street: Snapshot, book: Book, as_of: date) -> None:
    found = METRICS["renewal_rates"](street, Selection(as_of=as_of), by="stage")
    assert not differing_rows(renewal_rates(book, as_of, by="stage"), found)
    assert (found["ended"] == found["renewed"] + found["promoted"] + found["left"]).all()


@pytest.mark.parametrize("as_of", [date(2019, 6, 30), AS_OF], ids=str)
@pytest.mark.parametrize("by", ["cohort", "district"])
def test_waits_of_each_group(street: Snapshot, book: Book, as_of: date, by: str) -> None:
    for twin in (time_to_next_stage, time_to_next_stage_medians):
        found = METRICS[twin.__name__](street, Selection(as_of=as_of), by=by)
        assert not differing_rows(twin(book, as_of, by), found), twin.__name__


def test_behind_each_median_stand_its_firms_by_outcome(street: Snapshot) -> None:
    medians = METRICS["time_to_next_stage_medians"](street, Selection(as_of=AS_OF))
    behind = METRICS["time_to_next_stage_medians"](street, Selection(as_of=AS_OF), firms=True)
    for row in medians.to_dict("records"):
        here = behind[behind["stage_code"] == row["stage_code"]]
        assert len(here) == row["firms"] == row["promoted"] + row["left"] + row["censored"]
        assert here["outcome"].value_counts().to_dict() == {
            name: row[name] for name in ("promoted", "left", "censored") if row[name]
        }


def test_the_sample_has_firms_that_enter_late(street: Snapshot) -> None:
    firms = METRICS["time_to_next_stage"](street, Selection(as_of=AS_OF), firms=True)
    assert firms["is_late_entry"].sum() >= 2  # 재지정 without a known earlier spell
