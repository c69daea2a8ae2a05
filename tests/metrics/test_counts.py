"""The three counts, on rows whose numbers were counted on paper."""

from datetime import date

import pytest

from metrics.counts import programme_counts, stage_counts
from metrics.errors import EmptySelection
from metrics.selection import Selection
from tests.warehouse.clean_tables import day, firm, snapshot_of, spell

AS_OF = date(2020, 6, 30)
SPELLS = [
    spell("old", "flagship", "2016-01-01", "2018-12-31"),  # ended: cumulative only
    spell("held", "flagship", "2018-07-01", "2021-06-30"),  # current, not of this year
    spell("held", "star", "2020-02-01", "2022-12-31"),  # the same firm, new in a second stage
    spell("gap", "flagship", "2017-01-01", "2020-05-31"),  # in the gap on the as-of date: current all the same
    spell("gap", "flagship", "2020-08-01", "2023-07-31", began_as="redesignated"),
    spell("again", "flagship", "2020-01-01", began_as="redesignated"),  # current; 재지정 is not new
    spell("fresh", "flagship", "2020-01-01"),  # new on 1 January
    spell("last_year", "flagship", "2019-12-31"),  # not new: entered the day before
    spell("tomorrow", "flagship", "2020-07-01"),  # left out: starts after the as-of date
    spell("back", "flagship", "2015-01-01", "2016-12-31"),  # back after years: current, not new
    spell("back", "flagship", "2020-03-01"),
]
QUOTAS = [
    {"stage_code": "flagship", "quota": 100, "valid_from": day("2015-01-01"), "valid_to": day("2019-12-31")},
    {"stage_code": "flagship", "quota": 80, "valid_from": day("2020-01-01"), "valid_to": None},
    {"stage_code": "pre", "quota": 20, "valid_from": day("2020-07-01"), "valid_to": None},  # not yet in force
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    firms = [firm(name) for name in sorted({row["firm_id"] for row in SPELLS} - {"fresh"})]
    firms.append(firm("fresh", district_code="bukgu", industry_code="26"))
    with snapshot_of(tmp_path_factory.mktemp("counts"), SPELLS, quotas=QUOTAS, firms=firms) as opened:
        yield opened


def by_stage(table):
    return {row.stage_code: (row.current, row.cumulative, row.new) for row in table.itertuples()}


def test_stage_counts_counts_each_firm_once_per_stage(snapshot) -> None:
    found = stage_counts(snapshot, Selection(AS_OF))
    assert list(found.columns) == ["stage_code", "current", "cumulative", "new", "quota"]
    assert found["stage_code"].tolist() == ["pre", "flagship", "star", "global", "wc300"]
    assert by_stage(found)["flagship"] == (6, 7, 1)
    assert by_stage(found)["star"] == (1, 1, 1)
    assert by_stage(found)["wc300"] == (0, 0, 0)


def test_stage_counts_takes_the_quota_in_force_on_the_day(snapshot) -> None:
    quota = dict(stage_counts(snapshot, Selection(AS_OF))[["stage_code", "quota"]].dropna().itertuples(index=False))
    assert quota == {"flagship": 80}
    assert stage_counts(snapshot, Selection(date(2019, 12, 31)))["quota"].dropna().tolist() == [100]


def test_stage_counts_holds_no_quota_against_a_part_of_the_firms(snapshot) -> None:
    assert stage_counts(snapshot, Selection(AS_OF, districts=("bukgu",)))["quota"].isna().all()
    assert stage_counts(snapshot, Selection(AS_OF, industries=("26",)))["quota"].isna().all()
    assert stage_counts(snapshot, Selection(AS_OF, stages=("flagship",)))["quota"].tolist() == [80]


def test_a_quota_is_for_all_firms_of_a_stage(snapshot) -> None:
    by_stage_filter = stage_counts(snapshot, Selection(AS_OF, stages=("flagship",)))
    assert by_stage_filter["quota"].tolist() == [80]
    assert stage_counts(snapshot, Selection(AS_OF, districts=("bukgu",)))["quota"].isna().all()


def test_stage_counts_names_the_firms_behind_each_number(snapshot) -> None:
    counts = stage_counts(snapshot, Selection(AS_OF))
    behind = stage_counts(snapshot, Selection(AS_OF), firms=True)
    for row in counts.itertuples():
        for column in ("current", "cumulative", "new"):
            is_meant = (behind["stage_code"] == row.stage_code) & (behind["counted_in"] == column)
            assert behind.loc[is_meant, "firm_id"].nunique() == is_meant.sum() == getattr(row, column)
    flagship = behind[(behind["stage_code"] == "flagship") & (behind["counted_in"] == "new")]
    assert flagship[["firm_name", "district"]].values.tolist() == [["Fresh", "북구"]]


def test_filters_keep_firms_and_rows(snapshot) -> None:
    assert by_stage(stage_counts(snapshot, Selection(AS_OF, districts=("bukgu",))))["flagship"] == (1, 1, 1)
    assert by_stage(stage_counts(snapshot, Selection(AS_OF, industries=("26", "62"))))["flagship"] == (1, 1, 1)
    assert by_stage(stage_counts(snapshot, Selection(AS_OF, stages=("star",)))) == {"star": (1, 1, 1)}
    with pytest.raises(EmptySelection):
        stage_counts(snapshot, Selection(AS_OF, districts=("donggu",)))
    with pytest.raises(EmptySelection):
        stage_counts(snapshot, Selection(AS_OF, stages=("wc300",)))


def test_a_snapshot_without_firms_has_nothing_to_count(tmp_path) -> None:
    with snapshot_of(tmp_path, []) as empty, pytest.raises(EmptySelection):
        stage_counts(empty, Selection(AS_OF))


def test_programme_counts_joins_spells_within_the_programme_alone(tmp_path) -> None:
    spells = [
        spell("moved", "star", "2018-01-01", "2020-12-31"),
        spell("moved", "innovation_leader", "2021-01-15", "2023-12-31", began_as="new"),
        spell("gap", "innovation_leader", "2018-01-01", "2020-12-31"),
        spell("gap", "innovation_leader", "2021-02-01", "2023-12-31", began_as="redesignated"),  # not new
        spell("later", "star", "2021-02-01"),  # left out: after the as-of date
    ]
    selection = Selection(date(2021, 1, 20))
    with snapshot_of(tmp_path, spells) as snapshot:
        found = programme_counts(snapshot, selection)
        behind = programme_counts(snapshot, selection, firms=True)
        assert by_stage(stage_counts(snapshot, selection))["star"] == (2, 2, 0)  # one stay goes on
    assert found.values.tolist() == [["innovation_leader", "star", 2, 2, 1], ["star", "star", 0, 1, 0]]
    new = behind[behind["counted_in"] == "new"]
    assert new[["firm_id", "programme_code"]].values.tolist() == [["moved", "innovation_leader"]]
