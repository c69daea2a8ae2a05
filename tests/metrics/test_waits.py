"""How long until the next stage, worked out on paper: who counts, from when, until when, and with what outcome."""

from datetime import date

import pytest

from metrics.errors import WrongUsage
from metrics.selection import Selection
from metrics.waits import time_to_next_stage, time_to_next_stage_medians
from tests.warehouse.clean_tables import day, firm, snapshot_of, spell

AS_OF = Selection(date(2022, 12, 31))
SPELLS = [
    spell("up", "pre", "2016-01-01", "2017-12-31"),
    spell("up", "flagship", "2017-01-01", "2019-12-31"),  # a year on: promoted
    spell("later", "pre", "2016-01-01", "2017-12-31"),
    spell("later", "star", "2018-11-01"),  # 305 days out, within the year: promoted
    spell("out", "pre", "2016-01-01", "2017-12-31"),  # gone 365 days after 2018-01-01
    spell("late back", "pre", "2016-01-01", "2017-12-31"),
    spell("late back", "flagship", "2019-06-01"),  # more than a year out: had left
    spell("again", "pre", "2016-01-01", "2017-12-31"),
    spell("again", "pre", "2018-09-01", "2020-08-31"),  # came back within the year, gone 2021-09-01
    spell("shut", "pre", "2016-01-01", "2016-12-31", end_reason="closure"),  # gone on the day after
    spell("waits", "pre", "2022-01-01", "2023-12-31"),  # censored
    spell("above", "pre", "2016-01-01", "2017-12-31"),  # left out: holds star already
    spell("above", "star", "2015-01-01", "2018-12-31"),
    spell("new", "pre", "2023-01-01"),  # left out: after the as-of date
    spell("flagged", "pre", "2018-01-01", "2019-12-31", began_as="redesignated"),  # one term of two years before
    spell("no term", "flagship", "2018-01-01", began_as="extended"),  # left out of flagship: nobody knows its term
]
PROGRAMMES = [
    {"programme_code": code, "programme_ko": code, "stage_code": code, "valid_from": day("2010-01-01")}
    | {"term_years": years}
    for code, years in (("pre", 2), ("flagship", None), ("star", 3))
]
LISTED = [("up", None), ("waits", "2022-07-01"), ("out", "2016-06-30")]


def named_by(listed, spells):
    """The uploaded rows; a firm named by dated lists alone has that date on each of them."""
    dates = dict(listed)
    return [
        {name: row[name] for name in ("firm_id", "programme_code", "cohort")}
        | {"written_name": row["firm_id"], "match": "business_no", "is_provisional": False}
        | {"list_date": day(dates.get(row["firm_id"]))}
        for row in spells
    ]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    rows = named_by(LISTED, SPELLS) + named_by([("out", "2017-06-30")], [SPELLS[4]])
    firms = [
        firm(name, district_code="bukgu" if name < "o" else "donggu", industry_code="26")
        for name in sorted({row["firm_id"] for row in SPELLS})
    ]
    tables = {"programmes": PROGRAMMES, "designation_rows": rows, "firms": firms}
    with snapshot_of(tmp_path_factory.mktemp("waits"), SPELLS, **tables) as opened:
        yield opened


def of_pre(snapshot, as_of=AS_OF):
    found = time_to_next_stage(snapshot, as_of, stage_code="pre", firms=True)
    return {row["firm_id"]: row for row in found.to_dict("records")}


def test_each_firm_is_followed_to_the_day_that_decides(snapshot):
    told = {name: (row["outcome"], row["followed_to"].isoformat()) for name, row in of_pre(snapshot).items()}
    assert told == {
        "up": ("promoted", "2017-01-01"),
        "later": ("promoted", "2018-11-01"),
        "out": ("left", "2019-01-01"),
        "late back": ("left", "2019-01-01"),
        "again": ("left", "2021-09-01"),
        "shut": ("left", "2017-01-01"),
        "waits": ("censored", "2022-12-31"),
        "flagged": ("left", "2020-12-31"),
    }


def test_years_are_counted_from_the_first_entry_and_late_entries_from_when_they_are_seen(snapshot):
    rows = of_pre(snapshot)
    assert rows["up"]["years"] == round(366 / 365.25, 3)
    assert (rows["up"]["entry_years"], rows["up"]["is_late_entry"]) == (0, False)
    # 2018 to 2020-12-31, one term of two years before: at risk from two years on
    assert (rows["flagged"]["entry_years"], rows["flagged"]["is_late_entry"]) == (2, True)
    assert rows["flagged"]["years"] == round(1095 / 365.25 + 2, 3)
    assert rows["waits"]["entry_years"] == round(181 / 365.25, 3)  # only a list of 2022-07-01 names it
    assert rows["out"]["entry_years"] == round(181 / 365.25, 3)  # the first of its two lists


def test_the_as_of_date_hides_what_comes_later(snapshot):
    rows = of_pre(snapshot, Selection(date(2018, 12, 31)))
    assert {name for name, row in rows.items() if row["outcome"] == "promoted"} == {"up", "later"}
    assert {name for name, row in rows.items() if row["outcome"] == "left"} == {"shut"}


def test_the_highest_stage_and_terms_that_nobody_knows_are_left_out(snapshot):
    found = time_to_next_stage(snapshot, AS_OF, firms=True)
    assert set(found["stage_code"]) == {"pre", "flagship", "star"}
    flagship = found.loc[found["stage_code"] == "flagship", "firm_id"]
    assert sorted(flagship) == ["late back", "up"]


def test_of_fewer_than_ten_firms_only_counts_are_told(snapshot):
    table = time_to_next_stage(snapshot, AS_OF, stage_code="pre")
    assert table["probability"].isna().all() and table["ci_low"].isna().all()
    assert table.groupby("outcome")["firms"].sum().to_dict() == {"left": 5, "promoted": 2}
    [median] = time_to_next_stage_medians(snapshot, AS_OF, stage_code="pre").to_dict("records")
    assert [median[name] for name in ("firms", "promoted", "left", "censored")] == [8, 2, 5, 1]
    assert median["median_years"] != median["median_years"]


def test_each_grouping_puts_its_codes_first(snapshot):
    by = {name: time_to_next_stage_medians(snapshot, AS_OF, by=name) for name in ("cohort", "district", "industry")}
    assert list(by["cohort"].columns[:3]) == ["stage_code", "programme_code", "cohort"]
    assert set(by["district"]["district"]) == {"북구", "동구"}
    assert by["industry"]["industry_code"].unique().tolist() == ["26"]
    assert all(table["firms"].sum() == by["cohort"]["firms"].sum() for table in by.values())
    with pytest.raises(WrongUsage):
        time_to_next_stage(snapshot, AS_OF, by="moon")


# Twelve firms enter on one day. Four rise after a year, two leave, and the last six wait.
TWELVE = [
    *(spell(f"f{nth:02}", "pre", "2018-01-01", "2018-12-31") for nth in range(6)),
    *(spell(f"f{nth:02}", "flagship", "2019-01-01") for nth in range(4)),
    *(spell(f"f{nth:02}", "pre", "2018-01-01", "2023-12-31") for nth in range(6, 12)),
    spell("f06", "flagship", "2021-01-01"),
    spell("f07", "flagship", "2021-01-01"),
]


@pytest.fixture(scope="module")
def twelve(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("twelve"), TWELVE) as opened:
        yield opened


def test_twelve_firms_by_hand(twelve):
    table = time_to_next_stage(twelve, Selection(date(2022, 12, 31)), stage_code="pre")
    rows = [(row.outcome, row.years, row.at_risk, row.firms, round(row.probability, 9)) for row in table.itertuples()]
    assert rows == [
        ("promoted", 0.999, 12, 4, round(4 / 12, 9)),
        ("promoted", 3.001, 6, 2, 0.5),  # 4/12 + (8/12 × 6/8) × 2/6
        ("left", 1.999, 8, 2, round(8 / 12 * 2 / 8, 9)),  # a year after 2019-01-01
    ]
    [median] = time_to_next_stage_medians(twelve, Selection(date(2022, 12, 31)), stage_code="pre").to_dict("records")
    assert [median[name] for name in ("firms", "promoted", "left", "censored")] == [12, 6, 2, 4]
    assert (median["median_years"], median["ci_low"]) == (3.001, 0.999)
    assert median["ci_high"] != median["ci_high"]  # not reached
