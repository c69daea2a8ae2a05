"""What institutions support and recommend, on rows worked by hand."""

from datetime import date

import pytest

from metrics.institutions import institution_recommendations, institution_summary, institution_support
from metrics.selection import Selection
from tests.warehouse.clean_tables import GRACE, day, export, firm, participation, snapshot_of, spell

DAY = Selection(date(2020, 12, 31))
SPELLS = [
    spell("a", "pre", "2018-01-01", "2019-12-31"),
    spell("a", "flagship", "2020-01-01"),
    spell("b", "flagship", "2018-01-01", "2020-06-30", end_reason="closure"),
]
FIRMS = [firm(name) for name in "abc"]
KITA = {"recommended_by": "KITA"}
SUPPORT = [
    participation("a", "2019-04-02", "package", agency="City", support_krw=30, **KITA),
    participation("a", "2019-06-01", "package", agency="City"),  # the same firm again, the amount is not known
    participation("b", "2019-04-02", "package", agency="City", support_krw=5, **KITA),
    participation("b", "2020-04-02", "coaching", agency="Park"),  # no amount is known
    participation("c", "2020-05-01", "coaching", support_krw=7, **KITA),  # nobody is named as the agency
    participation("c", "2020-03-01", "coaching", agency="Park", recommended_by="Customs"),
    participation("c", "2021-01-01", "package", agency="City", support_krw=9, **KITA),  # begun after the day
    participation(None, "2019-04-02", "package", agency="City", support_krw=9, **KITA),  # of a number nobody bears
]
INSTITUTIONS = [
    {"institution": "City", "role": "host", "export_package": "yes", "valid_from": day("2015-01-01")},
    {"institution": "KITA", "role": "trade", "export_package": "no", "valid_from": day("2019-01-01")},
    {"institution": "Later", "role": "new", "export_package": "yes", "valid_from": day("2021-01-01")},  # not yet
]
EXPORTS = [export("a", f"2018-{month:02}", 10) for month in range(1, 13)]
EXPORTS += [export("a", f"2020-{month:02}", 20) for month in range(1, 13)]
EXPORTS += [export("b", "2019-01", 5)]  # files cover one month of 2019: no whole year


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    tables = {"firms": FIRMS, "participation": SUPPORT, "institutions": INSTITUTIONS, "exports": EXPORTS}
    with snapshot_of(tmp_path_factory.mktemp("institutions"), SPELLS, **tables, settings=[GRACE]) as opened:
        yield opened


def rows(table, *columns: str) -> list[tuple]:
    told = table[list(columns)].astype(object)
    return list(told.where(told.notna(), None).itertuples(index=False, name=None))


def test_institution_support_counts_a_firm_once_and_adds_known_amounts(snapshot):
    told = ("institution", "year", "support_programme", "firms", "participations", "priced_participations",
            "support_krw")  # fmt: skip
    assert rows(institution_support(snapshot, DAY), *told) == [
        ("City", 2019, "package", 2, 3, 2, 35),
        ("Park", 2020, "coaching", 2, 2, 0, None),  # missing, not 0
    ]
    behind = institution_support(snapshot, DAY, institution="City", firms=True)
    assert rows(behind, "firm_id", "participations", "support_krw") == [("a", 2, 30), ("b", 1, 5)]
    assert rows(institution_support(snapshot, Selection(DAY.as_of, years=(2020,))), "institution") == [("Park",)]
    assert rows(institution_support(snapshot, Selection(DAY.as_of, firm_ids=("c",))), "institution") == [("Park",)]


def test_institution_recommendations_say_where_firms_stood_and_stand(snapshot):
    found = institution_recommendations(snapshot, DAY, institution="KITA")
    assert rows(found, "stage_then", "state", "firms", "risen_firms") == [
        ("pre", "flagship", 1, 1), ("flagship", "closed", 1, 0), ("none", "none", 1, 0),
    ]  # fmt: skip
    told = ("firm_id", "recommended_on", "has_risen", "before_exports_usd", "latest_exports_usd", "latest_year")
    assert rows(institution_recommendations(snapshot, DAY, institution="KITA", firms=True), *told) == [
        ("a", date(2019, 4, 2), True, 120, 240, 2020),
        ("b", date(2019, 4, 2), False, None, None, None),  # no row of a whole year names it
        ("c", date(2020, 5, 1), False, None, None, None),
    ]
    early = institution_recommendations(snapshot, Selection(date(2019, 12, 31)), firms=True)
    assert rows(early, "firm_id", "state", "has_risen") == [("a", "pre", False), ("b", "flagship", False)]


def test_institution_summary_lists_members_and_whoever_else_is_named(snapshot):
    told = ("institution", "role", "is_in_export_package", "member_since", "supported_firms", "participations",
            "support_krw", "recommended_firms", "risen_firms")  # fmt: skip
    assert rows(institution_summary(snapshot, DAY), *told) == [
        ("City", "host", True, date(2015, 1, 1), 2, 3, 35, 0, 0),
        ("KITA", "trade", False, date(2019, 1, 1), 0, 0, None, 3, 1),
        ("Customs", None, False, None, 0, 0, None, 1, 0),
        ("Park", None, False, None, 2, 2, None, 0, 0),
    ]
    behind = institution_summary(snapshot, DAY, firms=True)
    assert rows(behind[behind["institution"] == "City"], "firm_id", "counted_in") == [
        ("a", "supported"), ("b", "supported"),
    ]  # fmt: skip
