"""Exports by period, by season, without the largest firm and indexed: the sample and invented towns, by hand."""

from collections.abc import Iterator
from datetime import date

import pytest

from metrics import METRICS
from metrics.export_periods import GRAINS
from metrics.selection import Selection
from warehouse import Snapshot

from .money import Purse
from .money_agreement import assert_same
from .money_benchmarks import Published, exports_index
from .money_periods import exports_by_period, exports_by_season, exports_without_largest
from .town import invent_town

Town = tuple[Snapshot, Purse, list[Published]]
DAYS = [date(2016, 6, 30), date(2024, 12, 31), date(2025, 10, 31)]
TOWN_DAYS = [date(2017, 8, 30), date(2019, 12, 31), date(2021, 12, 31)]


@pytest.fixture(scope="module", params=[1, 4, 9])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    snapshot, purse, published = invent_town(request.param, tmp_path_factory.mktemp("town"))
    yield snapshot, purse, published
    snapshot.close()


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("grain", GRAINS)
def test_each_grain_has_the_sums_by_hand(
    street: Snapshot, purse: Purse, number_of: dict[str, str], grain: str, as_of: date
) -> None:
    found = METRICS["exports_by_period"](street, Selection(as_of), grain=grain)
    assert_same(exports_by_period(purse, as_of, grain), found, number_of, f"{grain} on {as_of}")


@pytest.mark.parametrize("as_of", TOWN_DAYS, ids=str)
def test_months_without_a_file_are_missing_from_every_grain(town: Town, as_of: date) -> None:
    snapshot, purse, _ = town
    for grain in GRAINS:
        found = METRICS["exports_by_period"](snapshot, Selection(as_of), grain=grain)
        assert_same(exports_by_period(purse, as_of, grain), found.rename(columns={"firm_id": "firm"}), {}, grain)
    for name, twin in (("exports_by_season", exports_by_season), ("exports_without_largest", exports_without_largest)):
        found = METRICS[name](snapshot, Selection(as_of)).rename(columns={"firm_id": "firm"})
        assert_same(twin(purse, as_of), found, {}, name)


@pytest.mark.parametrize("as_of", TOWN_DAYS, ids=str)
def test_series_are_indexed_to_their_first_common_year(town: Town, as_of: date) -> None:
    snapshot, purse, published = town
    found = METRICS["exports_index"](snapshot, Selection(as_of))
    assert_same(exports_index(purse, published, as_of), found, {}, "exports_index")
