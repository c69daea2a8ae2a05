"""Of those whose term ended: renewed, promoted, left; worked out on a handful of rows."""

from datetime import date

import pandas as pd
import pytest

from metrics.cohorts import cohort_outcomes
from metrics.errors import WrongUsage
from metrics.intervals import wilson
from metrics.renewals import renewal_rates
from metrics.selection import Selection
from tests.warehouse.clean_tables import application, snapshot_of, spell

AS_OF = Selection(date(2022, 6, 30))
SPELLS = [
    *(spell(name, "pre", "2018-01-01", "2019-12-31", cohort="1기") for name in "abcdef"),
    spell("a", "pre", "2020-02-01", "2022-01-31", cohort="2기"),  # renewed
    spell("b", "pre", "2020-02-01", "2022-01-31", cohort="2기"),  # renewed and then promoted: promoted
    spell("b", "flagship", "2022-02-01", "2025-01-31", cohort="9기"),  # runs on
    spell("c", "flagship", "2020-01-01", "2022-12-31", cohort="8기"),  # promoted
    spell("d", "pre", "2022-07-01", "2024-06-30", cohort="3기"),  # after the as-of date: d has left
    spell("g", "pre", "2020-07-01", "2022-06-30", cohort="2기"),  # its last day is the as-of date: not ended
    spell("h", "star", "2018-05-01", "2021-04-30", cohort="1기"),
    spell("h", "innovation_leader", "2022-05-01", "2025-04-30", cohort="1기"),  # the successor: renewed
]
APPLICATIONS = [
    application("a", "pre", "2019-11-01"),
    application("a", "pre", "2021-11-01", applied_as="extended"),  # of its second term
    application("b", "pre", "2020-01-15"),  # after the last day, before it began again
    application("c", "pre", "2018-12-01"),  # more than a year before the end: its own, and tells of nobody else's
    application("d", "pre", "2020-03-31"),  # 91 days after the last day: too late for a stay to go on
    application("e", "pre", "2019-11-02", applied_as="new"),
    application("f", "flagship", "2019-11-03"),  # for another stage
    application(None, "pre", "2019-12-31"),  # an applicant that no firm bears
    application("g", "pre", "2022-07-01"),  # after the as-of date
    application("b", "pre", "2020-02-10", cohort="2기"),  # of the start it led to, written late: of no other term
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("renewals"), SPELLS, applications=APPLICATIONS) as opened:
        yield opened


def by_cohort(table):
    names = ("firms", "ended", "renewed", "promoted", "left")
    return {(row["programme_code"], row["cohort"]): tuple(row[name] for name in names) for _, row in table.iterrows()}


def test_only_terms_that_ended_are_the_base(snapshot):
    assert by_cohort(renewal_rates(snapshot, AS_OF)) == {
        ("pre", "1기"): (6, 6, 1, 2, 3),
        ("pre", "2기"): (3, 2, 0, 1, 1),
        ("flagship", "8기"): (1, 0, 0, 0, 0),
        ("flagship", "9기"): (1, 0, 0, 0, 0),
        ("star", "1기"): (1, 1, 1, 0, 0),
        ("innovation_leader", "1기"): (1, 0, 0, 0, 0),
    }


def test_the_rate_is_of_the_base_and_missing_where_it_is_small(snapshot):
    first, second, *_ = renewal_rates(snapshot, AS_OF).to_dict("records")
    assert (first["renewal_rate"], first["ci_low"], first["ci_high"]) == (1 / 6, *wilson(1, 6))
    assert all(second[name] != second[name] for name in ("renewal_rate", "ci_low", "ci_high"))


def test_a_stage_is_the_sum_of_its_cohorts(snapshot):
    rows = {row["stage_code"]: row for row in renewal_rates(snapshot, AS_OF, by="stage").to_dict("records")}
    pre = rows["pre"]
    assert [pre[name] for name in ("firms", "ended", "renewed", "promoted", "left")] == [9, 8, 1, 3, 4]
    assert pre["renewal_rate"] == 1 / 8
    assert "cohort" not in pre and list(rows) == ["pre", "flagship", "star"]


def test_applied_is_counted_where_a_file_tells_and_missing_elsewhere(snapshot):
    told = {(row["programme_code"], row["cohort"]): row for row in renewal_rates(snapshot, AS_OF).to_dict("records")}
    first, second, star = told["pre", "1기"], told["pre", "2기"], told["star", "1기"]
    assert (first["with_applications"], first["applied"]) == (6, 3)  # a, b and c
    assert (second["with_applications"], second["applied"]) == (2, 1)  # a; of b's second term nothing was filed
    assert star["with_applications"] == 0 and pd.isna(star["applied"])
    by_stage = renewal_rates(snapshot, AS_OF, by="stage").set_index("stage_code")
    assert (by_stage["with_applications"]["pre"], by_stage["applied"]["pre"]) == (8, 4)
    assert pd.isna(by_stage["applied"]["star"])


def test_what_was_filed_after_the_as_of_date_is_not_known_yet(snapshot):
    early = renewal_rates(snapshot, Selection(date(2020, 1, 10))).iloc[0]
    assert (early["with_applications"], early["applied"]) == (6, 2)  # b applies five days later


def test_behind_applied_stand_its_firms(snapshot):
    behind = renewal_rates(snapshot, AS_OF, firms=True)
    told = behind[behind["stage_code"].eq("pre") & behind["has_applied"].eq(True)]
    assert sorted(zip(told["cohort"], told["firm_id"], strict=True)) == [
        ("1기", "a"),
        ("1기", "b"),
        ("1기", "c"),
        ("2기", "a"),
    ]
    assert behind[behind["counted_in"].eq("running") | behind["stage_code"].eq("star")]["has_applied"].isna().all()


def test_the_firms_say_what_became_of_them(snapshot):
    behind = renewal_rates(snapshot, AS_OF, firms=True)
    first = behind[behind["cohort"].eq("1기") & behind["programme_code"].eq("pre")]
    assert dict(zip(first["firm_id"], first["counted_in"], strict=True)) == {
        "a": "renewed",
        "b": "promoted",
        "c": "promoted",
        "d": "left",
        "e": "left",
        "f": "left",
    }
    by_stage = renewal_rates(snapshot, AS_OF, by="stage", firms=True)
    assert by_stage.equals(behind)


def test_where_all_terms_ended_it_agrees_with_the_outcomes_of_cohorts(snapshot):
    outcomes = cohort_outcomes(snapshot, AS_OF, programme_code="pre")
    first = outcomes[outcomes["cohort"] == "1기"].iloc[0]
    assert (first["renewed"], first["promoted"], first["neither"]) == (1, 2, 3)


def test_an_unknown_grain_is_wrong_usage(snapshot):
    with pytest.raises(WrongUsage):
        renewal_rates(snapshot, AS_OF, by="moon")
