"""Groups of exporters, their alerts and bands over the whole sample, against the count by hand."""

from datetime import date
from pathlib import Path

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from . import money_alerts, money_exporters
from .difference import plain_rows
from .money import Purse
from .money_agreement import assert_same
from .spells import rows_of

DAYS = [date(2018, 6, 30), date(2024, 12, 31), date(2025, 10, 31)]
LAST = DAYS[-1]
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
COUNTED = ("exporters", "entrants", "exiters", "incumbents", "surviving_entrants")


@pytest.fixture(scope="module")
def industries() -> dict[str, str]:
    return {row["사업자등록번호"].replace("-", ""): row["업종"] for row in rows_of(SAMPLE / "firms.csv")}


@pytest.mark.parametrize("as_of", DAYS, ids=str)
@pytest.mark.parametrize("by", ["cohort", "district", "industry"])
def test_each_group_of_firms_is_that_of_the_files(
    street: Snapshot, purse: Purse, number_of: dict[str, str], industries: dict[str, str], by: str, as_of: date
) -> None:
    found = METRICS["exports_by_group"](street, Selection(as_of=as_of), by=by)
    rows = money_exporters.exports_by_group(purse, as_of, by, industries=industries)
    assert_same(rows, found, number_of, f"by {by} on {as_of}")


@pytest.mark.parametrize("as_of", DAYS[:2], ids=str)
def test_each_band_is_worked_out_by_hand(
    street: Snapshot, purse: Purse, number_of: dict[str, str], as_of: date
) -> None:
    found = METRICS["export_band"](street, Selection(as_of=as_of))
    assert_same(money_alerts.export_band(purse, as_of), found, number_of, f"export_band on {as_of}")


def test_alerts_of_a_stage_are_those_of_todays_members(
    street: Snapshot, purse: Purse, number_of: dict[str, str]
) -> None:
    found = METRICS["export_alerts"](street, Selection(as_of=LAST, stages=("flagship", "star")))
    assert_same(money_alerts.export_alerts(purse, LAST, {"flagship", "star"}), found, number_of, "of two stages")
    assert set(found["stage_code"]) <= {"flagship", "star"} and len(found)


def test_alerts_about_markets_look_at_their_sales(street: Snapshot, purse: Purse, number_of: dict[str, str]) -> None:
    found = METRICS["export_alerts"](street, Selection(as_of=LAST, countries=("CN", "US")))
    assert_same(money_alerts.export_alerts(purse, LAST, markets={"CN", "US"}), found, number_of, "of two markets")
    assert set(found["alert_kind"]) == {"below_band", "late", "one_market"}


@pytest.mark.parametrize("stages", [(), ("flagship",)], ids=str)
def test_what_calls_for_a_look_counts_the_alerts(
    street: Snapshot, purse: Purse, number_of: dict[str, str], stages: tuple[str, ...]
) -> None:
    selection = Selection(as_of=LAST, stages=stages)
    counts = dict(METRICS["attention"](street, selection).itertuples(index=False))
    behind = METRICS["attention"](street, selection, firms=True)
    by_hand = money_alerts.export_alerts(purse, LAST, set(stages))
    for kind in ("below_band", "late", "one_market"):
        firms = sorted(row["firm"] for row in by_hand if row["alert_kind"] == kind)
        named = behind.loc[behind["item"] == f"exports_{kind}", "firm_id"]
        assert counts[f"exports_{kind}"] == len(firms) and sorted(named.map(number_of)) == firms, kind


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_behind_each_number_of_dynamics_stand_as_many_firms(street: Snapshot, as_of: date) -> None:
    table = METRICS["exporter_dynamics"](street, Selection(as_of=as_of))
    behind = METRICS["exporter_dynamics"](street, Selection(as_of=as_of), firms=True)
    firms = plain_rows({"year": row["year"], "in": row["counted_in"]} for row in behind.to_dict("records"))
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        for number in COUNTED:
            [at] = plain_rows([{"year": row["year"], "in": number}])
            assert firms[at] == (row[number] or 0), f"{number} in {row['year']}"


def test_no_firm_enters_and_goes_on_in_one_year(street: Snapshot) -> None:
    behind = METRICS["exporter_dynamics"](street, Selection(as_of=LAST), firms=True)
    turns = behind[behind["counted_in"].isin(("entrants", "exiters", "incumbents"))]
    assert not turns.duplicated(["firm_id", "year"]).any()
