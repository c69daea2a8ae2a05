"""Invented towns with all that money does, through marts and metrics, against the sum by hand."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from metrics import METRICS
from metrics.selection import Selection
from tests.warehouse.clean_tables import export, snapshot_of, spell
from warehouse import Snapshot

from .counts import Row
from .difference import differing_rows
from .money import Purse
from .money_agreement import OF_MONEY, OF_OUTCOMES, OF_SALES
from .money_benchmarks import Published, benchmark_breaks, city_share
from .money_exports import exports_by_country, exports_by_hs, exports_by_stage_and_country
from .money_firms import exports_of_todays_members
from .money_freshness import source_freshness
from .money_kpis import money_kpi_history, money_kpis
from .town import FIRST_YEAR, YEARS, invent_town

DAYS = [date(2016, 12, 31), date(2017, 8, 30), date(2018, 6, 30), date(2021, 12, 31)]
STAGES = {"flagship", "star"}
OF_YEARS = (exports_by_country, exports_by_hs, exports_by_stage_and_country)
MONEY = ("exports_usd", "exporters", "markets", "staff", "rnd_krw")
Town = tuple[Snapshot, Purse, list[Published]]


@pytest.fixture(scope="module", params=[1, pytest.param(4, marks=pytest.mark.long)])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    snapshot, purse, published = invent_town(request.param, tmp_path_factory.mktemp("town"))
    yield snapshot, purse, published
    snapshot.close()


def assert_same(rows: list[Row], frame: pd.DataFrame, what: str) -> None:
    wrong = differing_rows(rows, frame.astype(object).where(frame.notna(), None).rename(columns={"firm_id": "firm"}))
    assert not wrong, f"{what}\n{wrong}"


def of_bukgu(purse: Purse) -> Purse:
    return purse.of_firms({firm for firm, district in purse.districts.items() if district == "북구"})


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_each_metric_says_what_the_twin_says(town: Town, as_of: date) -> None:
    snapshot, purse, _ = town
    for name, twin in OF_MONEY.items():
        assert_same(twin(purse, as_of), METRICS[name](snapshot, Selection(as_of=as_of)), name)
        within = METRICS[name](snapshot, Selection(as_of=as_of, districts=("bukgu",)))
        assert_same(twin(of_bukgu(purse), as_of), within, f"{name} in a district")


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_a_stage_filter_keeps_what_counts_for_it(town: Town, as_of: date) -> None:
    snapshot, purse, _ = town
    selection = Selection(as_of=as_of, stages=tuple(sorted(STAGES)))
    for name, twin in OF_SALES.items():
        rows = twin(purse.sold_at(STAGES), as_of)
        if name == "exports_by_stage":
            rows = [row for row in rows if row["stage_code"] in STAGES]
        assert_same(rows, METRICS[name](snapshot, selection), name)
    for name, twin in (*OF_OUTCOMES.items(), ("exports_of_todays_members", exports_of_todays_members)):
        assert_same(twin(purse, as_of, STAGES), METRICS[name](snapshot, selection), name)


def test_all_years_are_shown(town: Town) -> None:
    snapshot, purse, _ = town
    years = tuple(range(FIRST_YEAR, FIRST_YEAR + YEARS))
    for twin in OF_YEARS:
        found = METRICS[twin.__name__](snapshot, Selection(as_of=DAYS[-1], years=years))
        assert_same(twin(purse, DAYS[-1], years), found, twin.__name__)


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_the_share_of_what_others_published(town: Town, as_of: date) -> None:
    snapshot, purse, published = town
    rows = city_share(purse, published, as_of)
    assert len({row["period_kind"] for row in rows}) > 1
    assert_same(rows, METRICS["city_share"](snapshot, Selection(as_of=as_of)), "city_share")
    within = METRICS["city_share"](snapshot, Selection(as_of=as_of, districts=("bukgu",)))
    assert_same(city_share(of_bukgu(purse), published, as_of), within, "city_share in a district")


@pytest.mark.parametrize("as_of", [*DAYS, date(2019, 11, 30)], ids=str)
def test_the_breaks_in_what_others_published(town: Town, as_of: date) -> None:
    snapshot, _, published = town
    rows = benchmark_breaks(published, as_of)
    kinds = {"total_jumped", "part_year", "categories_appeared", "categories_vanished"}
    assert {row["break_kind"] for row in rows} == kinds or as_of < date(2019, 11, 30) or as_of.month == 12
    assert_same(rows, METRICS["benchmark_breaks"](snapshot, Selection(as_of=as_of)), "benchmark_breaks")


@pytest.mark.parametrize("today", [None, date(2026, 11, 25)], ids=str)
def test_each_source_says_until_when_it_speaks(town: Town, today: date | None) -> None:
    snapshot, purse, published = town
    found = METRICS["source_freshness"](snapshot, Selection(as_of=DAYS[-1]), today=today)
    assert_same(source_freshness(purse, published, today or DAYS[-1]), found, "source_freshness")


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_key_figures_speak_of_the_months_that_files_cover(town: Town, as_of: date) -> None:
    snapshot, purse, _ = town
    for part, districts in ((purse, ()), (of_bukgu(purse), ("bukgu",))):
        for name, twin in (("kpis", money_kpis), ("kpi_history", money_kpi_history)):
            found = METRICS[name](snapshot, Selection(as_of=as_of, districts=districts))
            assert_same(twin(part, as_of), found[found["kpi"].isin(MONEY)], f"{name} {districts}")


def test_a_month_without_a_file_is_no_month_without_exports(tmp_path: Path) -> None:
    """Neither is it shown as 0, nor is a year without it compared with one that has it."""
    sold = [export("alpha", f"{year}-{month:02}", 10) for year in (2021, 2022, 2023) for month in range(1, 7)]
    sold = [row for row in sold if row["month"] not in (date(2022, 6, 1), date(2023, 2, 1))]
    snapshot = snapshot_of(tmp_path, [spell("alpha", "flagship", "2020-01-01", "2025-12-31")], exports=sold)
    shown = {}
    for as_of in (date(2022, 5, 31), date(2022, 6, 30), date(2023, 1, 31), date(2023, 3, 31)):
        found = METRICS["kpis"](snapshot, Selection(as_of=as_of)).set_index("kpi").loc["exports_usd"]
        shown[as_of] = (
            found["as_of"],
            *(None if pd.isna(found[name]) else found[name] for name in ("value", "previous")),
        )
    snapshot.close()
    assert shown == {
        date(2022, 5, 31): (date(2022, 5, 31), 50, 50),
        date(2022, 6, 30): (date(2022, 5, 31), 50, 50),
        date(2023, 1, 31): (date(2023, 1, 31), 10, 10),
        date(2023, 3, 31): (date(2023, 3, 31), 20, None),
    }
