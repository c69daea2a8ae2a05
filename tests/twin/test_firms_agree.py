"""Each firm's own page, over the whole sample, against the files read by hand."""

from datetime import date

import pandas as pd
import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from .cohorts import cohort_growth
from .conftest import REPO
from .difference import differing_rows
from .firm import firm_profile, firm_stays, firm_support, firm_years, lines_of_reports
from .money import Purse

SAMPLE = REPO / "data" / "sample"
DAYS = [date(2014, 1, 2), date(2018, 12, 31), date(2020, 2, 29), date(2023, 7, 1), date(2025, 10, 31)]
each_day = pytest.mark.parametrize("as_of", DAYS, ids=str)


@pytest.fixture(scope="module")
def number_of(street: Snapshot) -> dict[str, str]:
    return dict(street.query("SELECT firm_id, business_no FROM marts.firms").itertuples(index=False))


def by_number(frame: pd.DataFrame, number_of: dict[str, str], *unknown: str) -> pd.DataFrame:
    """The twin knows firms by their number, and files by nothing; missing cells of any kind are None."""
    frame = frame.astype(object).where(frame.notna(), None).drop(columns=list(unknown))
    frame["firm"] = frame.pop("firm_id").map(number_of)
    return frame


@each_day
def test_who_a_firm_is(street: Snapshot, purse: Purse, number_of: dict[str, str], as_of: date) -> None:
    found = METRICS["firm_profile"](street, Selection(as_of=as_of))
    found = by_number(found, number_of, "upload_id", "industry_code", "established_precision")
    assert not differing_rows(firm_profile(purse, SAMPLE, as_of), found)


@each_day
def test_which_stages_it_held(street: Snapshot, purse: Purse, number_of: dict[str, str], as_of: date) -> None:
    found = METRICS["firm_stays"](street, Selection(as_of=as_of))
    assert not differing_rows(firm_stays(purse, as_of), by_number(found, number_of))


@each_day
def test_what_files_say_of_its_years(street: Snapshot, purse: Purse, number_of: dict[str, str], as_of: date) -> None:
    found = METRICS["firm_years"](street, Selection(as_of=as_of))
    rows = firm_years(purse, as_of, lines_of_reports(SAMPLE))
    assert not differing_rows(rows, by_number(found, number_of, "upload_id"))


@each_day
def test_which_support_it_had_begun(street: Snapshot, purse: Purse, number_of: dict[str, str], as_of: date) -> None:
    found = METRICS["firm_support"](street, Selection(as_of=as_of))
    assert not differing_rows(firm_support(purse, SAMPLE, as_of), by_number(found, number_of, "upload_id"))


def test_one_firm_is_a_part_of_all(street: Snapshot) -> None:
    selection = Selection(as_of=date(2025, 10, 31))
    for name in ("firm_profile", "firm_stays", "firm_support", "firm_years"):
        everybody = METRICS[name](street, selection)
        firm_id = everybody["firm_id"].iloc[7]
        one = METRICS[name](street, selection, firm_id=firm_id)
        pd.testing.assert_frame_equal(
            one, everybody[everybody["firm_id"] == firm_id].reset_index(drop=True), check_dtype=False
        )
        assert METRICS[name](street, selection, firm_id="nobody").empty


@pytest.mark.parametrize(("programme", "cohort"), [("flagship", "all"), ("flagship", "4기"), ("pre", None)])
def test_firms_behind_an_index_are_as_many_as_it_says(street: Snapshot, purse: Purse, programme: str, cohort: str):
    selection = Selection(as_of=date(2024, 12, 31))
    asked = {"programme_code": programme, "cohort": cohort}
    table = METRICS["cohort_growth"](street, selection, **asked)
    behind = METRICS["cohort_growth"](street, selection, **asked, firms=True)
    keys = ["programme_code", "cohort", "years_since", "measure"]
    counted = behind.groupby(keys).agg(firms=("firm_id", "nunique"), rows=("firm_id", "size"))
    assert (counted["firms"] == counted["rows"]).all()
    assert counted["firms"].to_dict() == table.set_index(keys)["firms"].to_dict()
    by_hand = [
        row
        for row in cohort_growth(purse, selection.as_of)
        if row["programme_code"] == programme and cohort in (None, row["cohort"])
    ]
    assert by_hand and not differing_rows(by_hand, table.astype(object).where(table.notna(), None))
