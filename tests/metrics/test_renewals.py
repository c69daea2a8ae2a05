"""Of those whose term ended: renewed, promoted, left; worked out on a handful of rows."""

from datetime import date

import pytest

from metrics.cohorts import cohort_outcomes
from metrics.errors import WrongUsage
from metrics.intervals import wilson
from metrics.renewals import renewal_rates
from metrics.selection import Selection
from tests.warehouse.clean_tables import snapshot_of, spell

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


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("renewals"), SPELLS) as opened:
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
