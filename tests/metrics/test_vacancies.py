"""Expected vacancies, on rows whose numbers were counted on paper."""

from datetime import date

import pandas as pd
import pytest

from metrics.errors import WrongUsage
from metrics.leaving import binomial_point
from metrics.selection import Selection
from metrics.vacancies import expected_vacancies
from tests.warehouse.clean_tables import day, firm, snapshot_of, spell

AS_OF = date(2023, 6, 30)
YEARS = [2014, 2016, 2017, 2018]  # the years after them have no 29 February
RECORD = [  # eight ends whose grace days have passed; four firms stayed
    *(spell(f"stayed{year}", "flagship", f"{year}-01-01", f"{year}-12-31") for year in YEARS),
    *(spell(f"stayed{year}", "flagship", f"{year + 1}-03-31", "2023-06-30") for year in YEARS),  # after 90 days
    *(spell(f"left{year}", "flagship", f"{year}-01-01", f"{year}-12-31") for year in YEARS[:3]),
    spell("late", "flagship", "2018-01-01", "2018-12-31"),
    spell("late", "flagship", "2019-04-01", "2024-01-15"),  # 91 days: left, and came back
    spell("unsettled", "flagship", "2022-01-01", "2023-04-02"),  # left out: may come back until 1 July
]
HELD = [
    # the four that stayed hold a seat until the as-of date, late until January 2024
    spell("renewed", "flagship", "2021-01-01", "2023-12-31"),  # ends within 12 months, and goes on
    spell("renewed", "flagship", "2024-02-01", "2027-01-31"),
    spell("term", "flagship", "2022-10-01"),  # no written end: 30 September 2025
    spell("waits", "flagship", "2020-06-01", "2023-05-31"),  # in the gap: the designation to come holds its seat
    spell("waits", "flagship", "2023-08-01", "2026-07-31"),
    spell("other", "star", "2022-01-01", "2023-07-31"),  # a stage without a quota
]
QUOTAS = [{"stage_code": "flagship", "quota": 10, "valid_from": day("2015-01-01"), "valid_to": None}]
SELECTION = Selection(AS_OF)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    rows = [*RECORD, *HELD]
    firms = [firm(name) for name in sorted({row["firm_id"] for row in rows} - {"term"})]
    firms.append(firm("term", district_code="bukgu"))
    with snapshot_of(tmp_path_factory.mktemp("vacancies"), rows, quotas=QUOTAS, firms=firms) as opened:
        yield opened


def one(snapshot, **asked) -> dict:
    return expected_vacancies(snapshot, SELECTION, **asked).iloc[0].to_dict()


def test_expected_vacancies_tells_all_its_parts(snapshot) -> None:
    row = one(snapshot, months=12)
    assert (row["stage_code"], row["horizon_on"]) == ("flagship", date(2024, 6, 30))
    assert (row["used"], row["quota"], row["vacant_now"]) == (8, 10, 2)
    assert (row["ending"], row["renewed_already"], row["undecided"]) == (6, 1, 5)
    assert (row["ended"], row["stayed"], row["stay_rate"]) == (8, 4, 0.5)
    assert (round(row["low_stay_rate"], 4), round(row["high_stay_rate"], 4)) == (0.2152, 0.7848)
    # six end, one of two stays: three leave; 2.5 % of B(6, 0.2152) are 0, 97.5 % of B(6, 0.7848) are 6, but five can
    assert (row["expected_to_leave"], row["low_to_leave"], row["high_to_leave"]) == (3.0, 0, 5)
    assert (row["expected_vacancies"], row["low_vacancies"], row["high_vacancies"]) == (5.0, 2, 7)


def test_nobody_leaves_before_the_day_and_who_waits_holds_its_seat(snapshot) -> None:
    found = expected_vacancies(snapshot, SELECTION)
    assert found["horizon_months"].tolist() == [6, 12, 24]
    assert found["undecided"].tolist() == [4, 5, 5]  # term ends on 30 September 2025, waits in 2026
    assert found["ending"].tolist() == [
        4,
        6,
        6,
    ]  # renewed's first designation ends on 31 December 2023, after six months


def test_a_rate_given_replaces_the_record_and_leaves_chance_alone(snapshot) -> None:
    row = one(snapshot, months=12, stay_rate=0.9)
    assert row["expected_to_leave"] == pytest.approx(0.6)
    assert (row["low_to_leave"], row["high_to_leave"]) == (0, 2)  # P(X ≤ 1) of B(6, 0.1) is 0.886, P(X ≤ 2) 0.984
    assert pd.isna(row["ended"]) and pd.isna(row["low_stay_rate"])
    assert one(snapshot, months=12, stay_rate=0.0)["low_to_leave"] == 5
    assert one(snapshot, months=12, stay_rate=1.0)["high_to_leave"] == 0


def test_a_quota_given_moves_the_vacancies_and_opens_a_stage_that_has_none(snapshot) -> None:
    assert one(snapshot, months=12, quota=6)["vacant_now"] == -2
    star = one(snapshot, months=12, quota=3, stage_code="star")
    assert (star["stage_code"], star["used"], star["vacant_now"]) == ("star", 1, 2)
    # no end on record: no rate, and none expected to leave is not claimed
    assert pd.isna(star["low_to_leave"]) and pd.isna(star["expected_vacancies"])
    assert len(expected_vacancies(snapshot, SELECTION, quota=3)) == 3  # without a stage: those that have a quota


def test_another_term_moves_computed_ends_and_never_written_ones(snapshot) -> None:
    assert one(snapshot, months=24, term_years=1)["undecided"] == 6  # term now ends on 30 September 2023
    assert one(snapshot, months=24, term_years=9)["undecided"] == 5
    behind = expected_vacancies(snapshot, SELECTION, months=24, term_years=1, firms=True)
    ends = dict(behind.loc[behind["counted_in"] == "undecided", ["firm_id", "ends_on"]].itertuples(index=False))
    assert ends["term"] == date(2023, 9, 30) and ends["late"] == date(2024, 1, 15)


def test_a_term_from_29_february_ends_with_february_and_a_list_holds_it_longer(tmp_path) -> None:
    rows = [
        spell("leap", "pre", "2020-02-28", starts_on=day("2020-02-29")),
        spell("listed", "pre", "2020-03-01", last_listed_on=day("2022-02-01")),
        spell("plain", "pre", "2020-03-01"),
    ]
    quotas = [{"stage_code": "pre", "quota": 5, "valid_from": day("2015-01-01"), "valid_to": None}]
    with snapshot_of(tmp_path, rows, quotas=quotas) as opened:
        asked = {"months": 60, "term_years": 1, "firms": True}
        behind = expected_vacancies(opened, Selection(date(2020, 6, 30)), **asked)
    ends = dict(behind.loc[behind["counted_in"] == "used", ["firm_id", "ends_on"]].itertuples(index=False))
    assert ends == {"leap": date(2021, 2, 28), "plain": date(2021, 2, 28), "listed": date(2022, 2, 1)}


def test_the_firms_behind_each_number_are_as_many(snapshot) -> None:
    table = expected_vacancies(snapshot, SELECTION)
    behind = expected_vacancies(snapshot, SELECTION, firms=True)
    for row in table.to_dict("records"):
        here = behind[behind["horizon_months"] == row["horizon_months"]]
        for name in ("used", "ending", "renewed_already", "undecided", "ended", "stayed"):
            assert (here["counted_in"] == name).sum() == row[name], name


def test_a_part_of_the_firms_has_no_quota_and_nonsense_is_refused(snapshot) -> None:
    assert expected_vacancies(snapshot, Selection(AS_OF, districts=("bukgu",))).empty
    assert expected_vacancies(snapshot, Selection(AS_OF, districts=("bukgu",)), firms=True).empty
    for asked in ({"stay_rate": 1.1}, {"quota": -1}, {"term_years": 0}, {"months": 0}):
        with pytest.raises(WrongUsage):
            expected_vacancies(snapshot, SELECTION, **asked)


def test_fewer_than_five_ends_are_no_rate(tmp_path) -> None:
    rows = [spell(name, "pre", "2018-01-01", "2019-12-31") for name in "abcd"]
    rows += [spell("e", "pre", "2022-01-01", "2023-12-31")]
    quotas = [{"stage_code": "pre", "quota": 5, "valid_from": day("2015-01-01"), "valid_to": None}]
    with snapshot_of(tmp_path, rows, quotas=quotas) as opened:
        found = expected_vacancies(opened, SELECTION)
    assert found["ended"].tolist() == [4, 4, 4] and found["stay_rate"].isna().all()
    # nothing ends within six months, so nobody leaves whatever the rate
    assert found["expected_to_leave"].isna().tolist() == [False, True, True]
    assert found["high_vacancies"].iloc[0] == 4


def test_thebinomial_point_is_the_first_number_that_holds_enough() -> None:
    # B(4, 0.5): 1/16, 5/16, 11/16, 15/16, 1
    assert [binomial_point(4, 0.5, share) for share in (0.06, 0.0625, 0.07, 0.9, 0.94)] == [0, 0, 1, 3, 4]
    assert binomial_point(0, 0.3, 0.9) == 0
    assert binomial_point(3000, 0.5, 0.5) == 1500
