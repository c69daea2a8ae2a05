"""What is known, what needs attention, what changed."""

from datetime import date

import pytest

from metrics.attention import attention, stage_changes
from metrics.quality import completeness
from metrics.selection import Selection
from tests.warehouse.clean_tables import day, firm, snapshot_of, spell

AS_OF = date(2020, 3, 15)
SPELLS = [
    spell("known", "flagship", "2018-01-01", "2020-12-31"),
    spell("vague", "flagship", "2018-01-01", start_precision="year"),  # an end that was computed
    spell("waiting", "pre", "2018-01-01", "2019-12-31"),  # in the gap on the as-of date
    spell("waiting", "pre", "2020-03-30", "2022-03-29", began_as="redesignated"),
    spell("ending", "pre", "2018-09-01", "2020-08-31"),
    spell("silent", "star", "2017-02-01", "2020-01-31"),  # left this year, no reason
    spell("told", "star", "2017-02-01", "2020-01-31", end_reason="waiver"),  # left this year, and said why
    spell("silent_but_held", "pre", "2018-02-01", "2020-01-31"),  # left one stage, holds another
    spell("silent_but_held", "flagship", "2019-01-01", "2021-12-31"),
]
FIRMS = [
    firm(
        "known",
        business_no="1234567890",
        corporate_no="1101110000000",
        industry="부품",
        district_code="bukgu",
        established_on=day("2001-01-01"),
    ),
    firm("vague", business_no="1234567891", status="closed"),
    *(firm(name, business_no=name) for name in ("ending", "silent", "told", "silent_but_held")),
    firm("waiting"),  # no business number
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quality")
    with snapshot_of(folder, SPELLS, firms=FIRMS) as opened:
        yield opened


def test_completeness_asks_of_firms_that_hold_a_designation_that_day(snapshot) -> None:
    found = completeness(snapshot, Selection(AS_OF))
    # known, vague, ending, silent_but_held; waiting is in a gap: left out
    assert found["firms"].unique().tolist() == [4]
    assert dict(zip(found["item"], found["known"], strict=True)) == {
        "business_no": 4,
        "corporate_no": 1,
        "industry": 1,
        "district": 1,
        "established_on": 1,
        "start_day": 3,  # not vague
        "written_end": 3,  # not vague
    }
    assert found["known_share"].tolist() == [1.0, 0.25, 0.25, 0.25, 0.25, 0.75, 0.75]
    behind = completeness(snapshot, Selection(AS_OF), firms=True)
    missing = behind[(behind["item"] == "start_day") & (behind["counted_in"] == "missing")]
    assert missing["firm_id"].tolist() == ["vague"]


def test_attention_names_who_to_look_at(snapshot) -> None:
    found = attention(snapshot, Selection(AS_OF))
    assert dict(found.itertuples(index=False)) == {
        "ending_within_6_months": 1,  # ending, on 31 August; 15 September is too late
        "awaiting_redesignation": 1,  # waiting
        "left_without_reason": 1,  # silent; not told, not silent_but_held
        "closed_but_designated": 0,  # a status is known only from the last day of the data on
        "without_business_no": 1,  # waiting
        "exports_below_band": 0,  # nobody exports
        "exports_late": 0,
        "exports_one_market": 0,
    }
    behind = attention(snapshot, Selection(AS_OF), firms=True)
    assert behind.loc[behind["item"] == "left_without_reason", "firm_id"].tolist() == ["silent"]
    later = dict(attention(snapshot, Selection(date(2020, 3, 30))).itertuples(index=False))
    assert later["closed_but_designated"] == 1 and later["awaiting_redesignation"] == 0


def test_stage_changes_tells_what_the_earlier_snapshot_did_not_know(snapshot, tmp_path) -> None:
    earlier = [spell("known", "flagship", "2018-01-01", "2020-12-31"), spell("gone", "flagship", "2018-01-01")]
    with snapshot_of(tmp_path, earlier) as before:
        found = stage_changes(snapshot, Selection(AS_OF), before=before).set_index("stage_code")
        behind = stage_changes(snapshot, Selection(AS_OF), before=before, firms=True)
    assert found.loc["flagship"].tolist() == [2, 3, 2, 1]  # before, now, added, withdrawn
    assert found.loc["pre"].tolist() == [0, 2, 2, 0]
    withdrawn = behind[behind["counted_in"] == "withdrawn"]
    assert withdrawn[["firm_id", "firm_name", "stage_code"]].values.tolist() == [["gone", "Gone", "flagship"]]
    alone = stage_changes(snapshot, Selection(AS_OF)).set_index("stage_code")
    assert alone.loc["flagship"].tolist() == [0, 3, 3, 0]
