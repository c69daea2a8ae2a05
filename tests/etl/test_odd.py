"""What is odd in a file though every cell can be read: each question has one test, and says nothing of a sound file."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from etl import reader
from etl.calendar import today
from etl.contract import contract
from etl.findings import Finding
from etl.money import Part, stand
from etl.reading import Request
from tests.etl.acting import business_no
from tests.etl.tables import Upload, assembled

A, B, C, D = (business_no(serial) for serial in (1, 2, 3, 4))
FIRMS = {A: "fa", B: "fb", C: "fc", D: "fd"}
HEADS = {
    "exports": ["사업자등록번호", "기업명", "연월", "HS코드", "국가", "수출액(USD)"],
    "outcomes": ["사업자등록번호", "기업명", "연도", "매출액(원)"],
}


class Desk:
    """Writes files of one source, reads them as the street does, and keeps what was found in the last one."""

    def __init__(self, folder: Path, source: str = "exports") -> None:
        self.folder, self.source, self.parts = folder, source, []

    def load(self, *rows: tuple) -> list[Finding]:
        name = f"u{len(self.parts)}"
        path, clean = self.folder / f"{name}.csv", self.folder / f"{name}.parquet"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADS[self.source], *rows])
        reading = reader.read_one(Request(str(path), path.name, name, str(clean), self.source))
        assert reading.rows_accepted == len(rows), reading.findings
        self.parts = [Part(part.upload_id, part.path) for part in self.parts] + [Part(name, clean, is_fresh=True)]
        return [finding for _, finding in stand(contract(self.source), self.parts, FIRMS).findings]


def sold(number: str, month: str, usd: int, name: str = "") -> tuple:
    return (number, name or FIRMS[number], month, "850440", "US", usd)


def earned(number: str, year: int, krw: int) -> tuple:
    return (number, FIRMS[number], year, krw)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def years(tmp_path: Path) -> Desk:
    return Desk(tmp_path, "outcomes")


def codes(found: list[Finding]) -> list[str]:
    return [finding.code for finding in found]


def test_a_sound_file_and_its_next_months_give_no_finding(desk):
    assert desk.load(sold(A, "2024-01", 10), sold(B, "2024-01", 900), sold(A, "2024-02", 12)) == []
    assert desk.load(sold(A, "2024-03", 15), sold(B, "2024-04", 800)) == []


def test_a_month_that_has_not_come_is_an_error_at_its_row(desk):
    now = today()
    coming = (now.replace(day=1) + dt.timedelta(days=32)).strftime("%Y-%m")
    (found,) = desk.load(sold(A, now.strftime("%Y-%m"), 1), sold(A, coming, 1))
    assert (found.code, found.severity, found.row, found.value) == ("period_in_future", "error", 3, coming)


def test_a_year_that_has_not_come_is_an_error_at_its_row(years):
    (found,) = years.load(earned(A, today().year, 1), earned(A, today().year + 1, 1))
    assert (found.code, found.severity, found.row) == ("period_in_future", "error", 3)


def test_months_missing_between_the_first_and_the_last_are_named_unless_they_are_loaded(desk):
    (found,) = desk.load(sold(A, "2023-11", 1), sold(A, "2024-03", 1), sold(B, "2024-01", 1))
    assert (found.code, found.severity, found.value) == ("period_gap", "warning", "2023-12, 2024-02")
    assert codes(desk.load(sold(A, "2023-12", 1), sold(A, "2024-02", 1))) == []  # November and January stand already


def test_one_number_with_two_names_is_told_once_and_two_spellings_are_one_name(desk):
    rows = [sold(A, f"2024-0{month}", 1, name) for month, name in enumerate(("㈜가람", "가람(주)", "나래", "나래"), 1)]
    (found,) = desk.load(*rows)
    assert (found.code, found.row, found.value) == ("number_with_two_names", 4, "㈜가람, 나래")
    assert found.params == {"number": A}


def test_one_name_with_two_numbers_is_told_with_both(desk):
    (found,) = desk.load(sold(A, "2024-01", 1, "보&봉"), sold(B, "2024-01", 1, "㈜보앤봉"))
    assert (found.code, found.severity, found.row) == ("name_with_two_numbers", "warning", 3)
    assert set(found.value.split(", ")) == {A, B}


def test_a_month_far_above_the_firms_largest_one_names_firm_and_both_values(desk):
    desk.load(sold(A, "2024-01", 100), sold(A, "2024-02", 5), sold(B, "2024-01", 100), sold(C, "2024-02", 5))
    found = desk.load(sold(A, "2024-03", 2001), sold(B, "2024-03", 2000), sold(C, "2024-03", 501))
    assert codes(found) == ["unit_jump", "far_from_history"]  # C is told of once: its unit is wrong
    assert found[0].value == C
    assert (found[1].value, found[1].params) == (A, {"firm": "fa", "period": "2024-03", "old": "100", "new": "2,001"})


def test_sales_up_or_down_more_than_ten_times_are_told_within_a_file_and_against_what_is_loaded(years):
    found = years.load(earned(A, 2022, 100), earned(A, 2023, 1001), earned(B, 2022, 100), earned(B, 2023, 1000))
    assert [(each.code, each.value, each.params["period"]) for each in found] == [("far_from_history", A, "2023")]
    found = years.load(earned(A, 2024, 1100), earned(B, 2024, 99))
    assert [(each.code, each.value, each.params["new"]) for each in found] == [("far_from_history", B, "99")]


def test_a_file_that_lost_most_firms_of_its_months_says_how_many(desk):
    desk.load(*(sold(number, "2024-01", 10) for number in FIRMS))
    found = desk.load(sold(A, "2024-01", 11))
    assert codes(found) == ["firm_vanishes"] * 3 + ["most_firms_lost"]
    assert (found[-1].value, found[-1].params) == ("75%", {"firms": "4", "lost": "3"})
    assert "most_firms_lost" not in codes(desk.load(sold(A, "2024-01", 11), sold(B, "2024-01", 10)))


def test_the_same_rows_under_another_name_are_known_and_one_other_value_is_not(desk):
    rows = [sold(A, "2024-01", 10), sold(B, "2024-01", 20)]
    desk.load(*rows)
    assert [(each.code, each.severity) for each in desk.load(*rows[::-1])] == [("rows_known", "correction")]
    assert codes(desk.load(sold(A, "2024-01", 20), sold(B, "2024-01", 10))) == []  # the same sum, other values


LIST = ("기업명", "사업자등록번호", "지정단계", "지정일")


def test_names_and_numbers_at_odds_are_told_of_designations_and_registers_too():
    rows = [
        ("가람", A, "명품강소기업", "2024-01-01"),
        ("㈜나래", A, "스타기업", "2020-01-01"),
        ("가람", B, "pre", "2022"),
    ]
    found = {finding.code: finding.row for finding in assembled(Upload("u", LIST, rows)).findings["u"]}
    assert (found["number_with_two_names"], found["name_with_two_numbers"]) == (3, 4)
    register = Upload("r", ("기업명", "사업자등록번호"), [("가람", A), ("(주)가람", B)], "firms")
    assert "name_with_two_numbers" in [finding.code for finding in assembled(register).findings["r"]]


def test_rows_of_a_list_are_known_only_while_they_are_what_was_written_last():
    old, new = ([("가람", A, "명품강소기업", day)] for day in ("2024-01-01", "2024-01-02"))
    made = assembled(*(Upload(name, LIST, rows) for name, rows in (("1", old), ("2", old), ("3", new), ("4", old))))
    told = [name for name in "1234" if any(each.code == "rows_known" for each in made.findings[name])]
    assert told == ["2"]
