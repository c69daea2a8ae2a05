"""Thousands of invented histories through marts and metrics: the twin's rows, and sums that must close."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import METRICS
from metrics.selection import Selection
from tests.warehouse.clean_tables import snapshot_of
from warehouse import Snapshot

from .agreement import OF_SPELLS
from .balance import EXITS
from .difference import differing_rows
from .histories import EDGES, GRACE_RULES, STAGE_OF, Designation, Grace, book_of, history, number_rows, with_echoes

PROGRAMMES = [
    {"programme_code": code, "programme_ko": code, "stage_code": stage, "valid_from": date(2010, 1, 1)}
    for code, stage in STAGE_OF.items()
]
HISTORIES = st.lists(history(), min_size=60, max_size=110)
AS_OF = st.lists(st.sampled_from(EDGES) | st.dates(date(2015, 1, 1), date(2024, 12, 31)), min_size=3, max_size=3)
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}  # an example is a whole snapshot of firms


@contextmanager
def built(rows: list[Designation], grace: Grace) -> Iterator[Snapshot]:
    settings_in_force = [{"setting": "grace_days", "value": float(days), "valid_from": since} for since, days in grace]
    with tempfile.TemporaryDirectory(prefix="twin-") as folder:
        snapshot = snapshot_of(Path(folder), rows, programmes=PROGRAMMES, settings=settings_in_force)
        try:
            yield snapshot
        finally:
            snapshot.close()


def check_histories(histories: list[list[Designation]], days: list[date], grace: Grace) -> None:
    rows = number_rows(histories)
    book = book_of(rows, grace)
    first = min(row["starts_on"] for row in rows)
    with built(rows, grace) as snapshot:
        for as_of in (max(day, first) for day in days):
            for name, twin in OF_SPELLS.items():
                wrong = differing_rows(twin(book, as_of), METRICS[name](snapshot, Selection(as_of=as_of)))
                assert not wrong, f"{name} on {as_of}\n{wrong}"
            check_sums(
                snapshot, Selection(as_of=as_of), len({row["firm_id"] for row in rows if row["starts_on"] <= as_of})
            )


def check_sums(snapshot: Snapshot, selection: Selection, designated: int) -> None:
    lines = METRICS["stage_balance"](snapshot, selection).to_dict("records")
    stages = METRICS["stage_counts"](snapshot, selection).to_dict("records")
    current = {row["stage_code"]: row["current"] for row in stages}
    new = {row["stage_code"]: row["new"] for row in stages}
    closing_before: dict[str, int] = defaultdict(int)
    for line in sorted(lines, key=lambda line: line["year"]):
        stage = line["stage_code"]
        assert line["opening"] == closing_before[stage], line
        assert line["opening"] + line["entries"] - line["exits"] == line["closing"], line
        assert line["entries"] == line["entries_first"] + line["entries_returning"], line
        assert line["entries_from_other_stage"] <= line["entries"], line
        assert line["exits"] == sum(line[part] for part in EXITS), line
        closing_before[stage] = line["closing"]
        if line["year"] == selection.as_of.year:
            assert line["entries_first"] == new[stage], line
    assert {stage: closing_before[stage] for stage in current} == current
    check_flow_sums(METRICS["stage_flows"](snapshot, selection).to_dict("records"), selection, designated)


def check_flow_sums(flows: list[dict], selection: Selection, designated: int) -> None:
    """A year's flows end where the next year's begin, and in the last year every designated firm is there once."""
    arrived: Counter[str] = Counter()
    for year in sorted({flow["year"] for flow in flows}):
        here = [flow for flow in flows if flow["year"] == year]
        left = Counter()
        for flow in here:
            left[flow["from_stage"]] += flow["firms"]
        newly = left.pop("none", 0)
        assert left == arrived, f"{year}: {left} left where {arrived} had arrived"
        arrived = Counter()
        for flow in here:
            arrived[flow["to_stage"]] += flow["firms"]
        assert arrived.total() == left.total() + newly
    assert "none" not in arrived
    assert arrived.total() == designated, f"{arrived.total()} firms flow and {designated} were designated"


@settings(max_examples=2, **QUIET)
@given(HISTORIES, AS_OF, st.sampled_from(GRACE_RULES))
def test_hundreds_of_histories_balance_and_agree_with_the_twin(histories, days, grace) -> None:
    check_histories(with_echoes(histories), days, grace)


@pytest.mark.long
@settings(max_examples=100, **QUIET)
@given(HISTORIES, AS_OF, st.sampled_from(GRACE_RULES))
def test_forty_thousand_histories_balance_and_agree_with_the_twin(histories, days, grace) -> None:
    check_histories(with_echoes(histories), days, grace)
