"""What institutions did, over the whole sample, against the files read by hand."""

from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from . import institutions
from .conftest import REPO
from .difference import differing_rows
from .money import Purse
from .test_firms_agree import by_number

SAMPLE = REPO / "data" / "sample"
DAYS = [date(2014, 1, 2), date(2018, 12, 31), date(2019, 6, 30), date(2021, 2, 28), date(2025, 10, 31)]
each_day = pytest.mark.parametrize("as_of", DAYS, ids=str)


@each_day
@pytest.mark.parametrize("name", ["institution_support", "institution_recommendations", "institution_summary"])
def test_what_institutions_did(street: Snapshot, purse: Purse, name: str, as_of: date) -> None:
    found = METRICS[name](street, Selection(as_of=as_of))
    assert not differing_rows(getattr(institutions, name)(purse, SAMPLE, as_of), found)


@each_day
def test_whom_they_recommended(street: Snapshot, purse: Purse, number_of: dict[str, str], as_of: date) -> None:
    found = METRICS["institution_recommendations"](street, Selection(as_of=as_of), firms=True)
    assert not differing_rows(institutions.recommended(purse, SAMPLE, as_of), by_number(found, number_of))


def test_as_many_firms_stand_behind_a_number_as_it_says(street: Snapshot) -> None:
    selection = Selection(as_of=date(2025, 10, 31))
    keys = {
        "institution_support": ["institution", "year", "support_programme"],
        "institution_recommendations": ["institution", "stage_then", "state"],
    }
    for name, columns in keys.items():
        behind = METRICS[name](street, selection, firms=True).groupby(columns)["firm_id"].nunique()
        told = METRICS[name](street, selection).set_index(columns)["firms"]
        assert behind.to_dict() == told.to_dict(), name
    behind = METRICS["institution_summary"](street, selection, firms=True)
    told = METRICS["institution_summary"](street, selection).set_index("institution")
    for kind in ("supported", "recommended"):
        counted = behind[behind["counted_in"] == kind].groupby("institution")["firm_id"].nunique()
        assert counted.reindex(told.index, fill_value=0).to_dict() == told[f"{kind}_firms"].to_dict()
