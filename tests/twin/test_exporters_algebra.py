"""Invented panels of exporters through marts and metrics: the twin's rows, and numbers that must close."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import METRICS
from metrics.selection import Selection
from tests.warehouse.clean_tables import export, firm, snapshot_of, spell
from warehouse import Snapshot

from . import money_alerts, money_exporters
from .difference import differing_rows
from .histories import REFERENCE, book_of
from .money import Purse
from .money_alerts import months_back
from .town import to_sale

LAST_MONTH, MONTHS = date(2022, 12, 1), 96
FIRMS, MARKETS, PRODUCTS = tuple("abcdefgh"), ("US", "CN", "VN"), ("850440", "8504409000", "330499")
# amounts: nothing, ties, the bounds of the classes, one firm above all
AMOUNTS = st.sampled_from((0, 1, 3_000, 10_000, 10_000, 99_999, 100_000, 5_000_000, 987_654_321))
SPELLS = [
    spell("a", "pre", "2016-06-15", "2019-02-10", cohort="1기"),
    spell("a", "flagship", "2019-02-11", "2022-06-30", cohort="4기"),
    spell("b", "star", "2018-01-01", "2023-12-31", cohort="4기"),
]
TWINS = {
    "exporter_concentration": money_exporters.exporter_concentration,
    "exporters_by_size": money_exporters.exporters_by_size,
    "exporter_pareto": money_exporters.exporter_pareto,
    "exports_by_group": money_exporters.exports_by_group,
    "exporter_dynamics": money_exporters.exporter_dynamics,
    "export_alerts": money_alerts.export_alerts,
    "export_band": money_alerts.export_band,
}
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck)}  # an example is a whole snapshot


@st.composite
def sold_by(draw: st.DrawFn, name: str) -> list[dict]:
    """One firm's exports: a usual amount from some month on, then less or nothing, and a few odd ones."""
    begins = draw(st.sampled_from((MONTHS - 1, MONTHS - 1, 60, 30)) | st.integers(0, MONTHS - 1))
    ends = draw(st.sampled_from((0, 0, 0, 1, 2, 4)) | st.integers(0, MONTHS - 1))  # 0 is the last month of all
    usual, market = draw(AMOUNTS), draw(st.sampled_from(MARKETS))
    amounts = dict.fromkeys(range(begins, ends - 1, -draw(st.sampled_from((1, 1, 1, 2, 5)))), usual)
    fades = draw(st.sampled_from((None, None, usual * 7 // 10, usual // 2, 0)))
    amounts |= {back: fades for back in (0, 1, 2) if back in amounts and fades is not None}
    amounts |= draw(st.dictionaries(st.integers(0, MONTHS - 1), AMOUNTS, max_size=3))
    rows = [export(name, f"{months_back(LAST_MONTH, back):%Y-%m}", usd, market) for back, usd in amounts.items()]
    return rows + draw(st.lists(odd_sale(name), max_size=6))


@st.composite
def odd_sale(draw: st.DrawFn, name: str) -> dict:
    month = months_back(LAST_MONTH, draw(st.integers(0, MONTHS - 1)))
    market, product = draw(st.sampled_from(MARKETS)), draw(st.sampled_from(PRODUCTS))
    return export(name, f"{month:%Y-%m}", draw(AMOUNTS), market, product, channel="direct")


PANELS = st.tuples(*(sold_by(name) for name in FIRMS)).map(lambda firms: [row for rows in firms for row in rows])
WITHOUT_FILE = st.sets(st.integers(0, MONTHS - 1), max_size=4)
DAYS = st.sampled_from((*[date(2022, 12, 31)] * 3, date(2022, 11, 15), date(2020, 3, 31)))


@contextmanager
def built(panel: list[dict], without_file: set[int]) -> Iterator[tuple[Snapshot, Purse]]:
    missing = {months_back(LAST_MONTH, back) for back in without_file}
    keys = ("firm_id", "month", "hs_code", "country", "channel")
    kept = list({tuple(row.get(key) for key in keys): row for row in panel if row["month"] not in missing}.values())
    firms = [firm(name, district_code="bukgu") for name in FIRMS]
    designations = [row | {"last_listed_on": None, "gone_on": None} for row in SPELLS]
    for row in designations:
        row.setdefault("began_as", None)
        row.setdefault("end_reason", None)
    purse = Purse(
        book_of(designations, REFERENCE.grace),
        [to_sale({"channel": None} | row) for row in kept],
        {},
        months=sorted({row["month"] for row in kept}),
        years=[],
        names={name: name.title() for name in FIRMS},
        districts=dict.fromkeys(FIRMS, "북구"),
    )
    with tempfile.TemporaryDirectory(prefix="panel-") as folder:
        snapshot = snapshot_of(Path(folder), SPELLS, exports=kept, firms=firms)
        try:
            yield snapshot, purse
        finally:
            snapshot.close()


def check(panel: list[dict], without_file: set[int], as_of: date) -> None:
    with built(panel, without_file) as (snapshot, purse):
        for name, twin in TWINS.items():
            found = METRICS[name](snapshot, Selection(as_of=as_of)).rename(columns={"firm_id": "firm"})
            wrong = differing_rows(twin(purse, as_of), found.astype(object).where(found.notna(), None))
            assert not wrong, f"{name} on {as_of}\n{wrong}"
        in_us = METRICS["export_alerts"](snapshot, Selection(as_of, countries=("US",))).rename(
            columns={"firm_id": "firm"}
        )
        rows = money_alerts.export_alerts(purse, as_of, markets={"US"})
        assert not differing_rows(rows, in_us.astype(object).where(in_us.notna(), None))
        check_sums(snapshot, Selection(as_of=as_of))


def check_sums(snapshot: Snapshot, selection: Selection) -> None:
    years = METRICS["exports_by_year"](snapshot, selection).set_index("year")
    dynamics = METRICS["exporter_dynamics"](snapshot, selection).set_index("year")
    assert dynamics["exporters"].to_dict() == years["exporters"].to_dict()
    assert dynamics["exports_usd"].to_dict() == years["exports_usd"].to_dict()
    told = dynamics[dynamics["entrants"].notna()]
    assert (told["entrants"] + told["incumbents"] == told["compared_exporters"]).all()
    assert (told["exiters"] + told["incumbents"] == told["exporters_before"]).all()
    spread = METRICS["exporter_concentration"](snapshot, selection)
    assert (spread["hhi"] <= 1 + 1e-12).all() and (spread["hhi"] * spread["parts"] >= 1 - 1e-9).all()
    assert (spread["effective_number"] <= spread["parts"] + 1e-9).all()
    assert set(zip(spread["year"], spread["exports_usd"], strict=True)) == {
        (year, usd) for year, usd in years["exports_usd"].items() if usd
    }
    sizes = METRICS["exporters_by_size"](snapshot, selection)
    last = years.loc[sizes["year"].iloc[0]] if len(sizes) else None
    assert last is None or (sizes["exporters"].sum(), sizes["exports_usd"].sum()) == (last.exporters, last.exports_usd)


@settings(max_examples=3, **QUIET)
@given(PANELS, WITHOUT_FILE, DAYS)
def test_three_panels_agree_with_the_twin(panel, without_file, as_of) -> None:
    check(panel, without_file, as_of)


@pytest.mark.long
@settings(max_examples=300, **QUIET)
@given(PANELS, WITHOUT_FILE, DAYS)
def test_hundreds_of_panels_agree_with_the_twin(panel, without_file, as_of) -> None:
    check(panel, without_file, as_of)
