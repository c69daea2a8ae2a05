"""Dated lists: what a later list does to the spells that an earlier one named, and to nothing else."""

import datetime as dt

from etl.lists import compare_lists
from tests.etl.acting import business_no
from tests.etl.tables import Upload, assembled, read, table

A, B, C = (business_no(serial) for serial in (1, 2, 3))
HEAD = ("기업명", "사업자등록번호", "구분", "기수")


def listed(name: str, day: str | None, *firms: str, programme: str = "명품강소기업", head=HEAD) -> Upload:
    rows = [(f"기업{number}", number, programme, "12기") for number in firms]
    return Upload(name, head, rows, given={"list_date": day} if day else {})


def fates(*uploads: Upload) -> dict[str, tuple]:
    """Number → (last_listed_on, gone_on) of its spell."""
    made = assembled(*uploads)
    numbers = {row["firm_id"]: row["business_no"] for row in table(made, "firms")}
    return {
        numbers[row["firm_id"]]: tuple(row[name] and str(row[name]) for name in ("last_listed_on", "gone_on"))
        for row in table(made, "designations")
    }


def test_a_spell_that_the_next_list_no_longer_names_is_gone_on_its_day():
    first, second = listed("u1", "2024-03-01", A, B), listed("u2", "2024-09-01", A)
    expected = {A: ("2024-09-01", None), B: ("2024-03-01", "2024-09-01")}
    assert fates(first, second) == fates(second, first) == expected


def test_the_first_list_that_misses_a_spell_counts():
    lists = [listed("u1", "2024-03-01", A, B), listed("u2", "2024-09-01", A), listed("u3", "2025-03-01", A)]
    assert fates(*lists)[B] == ("2024-03-01", "2024-09-01")


def test_a_spell_that_comes_back_was_never_gone():
    lists = [listed("u1", "2024-03-01", A, B), listed("u2", "2024-09-01", A), listed("u3", "2025-03-01", A, B)]
    assert fates(*lists)[B] == ("2025-03-01", None)


def test_no_file_ends_a_spell_that_no_list_has_named():
    history = listed("u1", None, B)
    assert fates(history, listed("u2", "2024-03-01", A), listed("u3", "2024-09-01", A))[B] == (None, None)


def test_a_list_of_another_programme_or_layout_ends_nothing():
    first = listed("u1", "2024-03-01", A, B)
    pre = Upload("u2", HEAD, [("기업", C, "PRE-명품강소기업", "7기")], given={"list_date": "2024-09-01"})
    assert fates(first, pre)[B] == ("2024-03-01", None)
    other = listed("u3", "2024-09-01", A, head=("업체명", "사업자번호", "사업명", "기수"))
    assert fates(first, other)[B] == ("2024-03-01", None)


def test_a_list_without_a_date_ends_nothing():
    assert fates(listed("u1", "2024-03-01", A, B), listed("u2", None, A))[B] == ("2024-03-01", None)


def test_what_a_list_adds_drops_and_keeps_is_counted_per_programme():
    uploads = [listed("u1", "2024-03-01", A, B), listed("u2", "2024-09-01", A, C)]
    layouts = {upload.id: read(upload)[1] for upload in uploads}
    rows = table(assembled(*uploads), "designation_rows")
    common = {"programme_code": "flagship", "list_date": "2024-09-01", "previous": "2024-03-01"}
    assert compare_lists(rows, layouts, {"u2"}) == [common | {"new": 1, "gone": 1, "unchanged": 1}]
    first = {"programme_code": "flagship", "list_date": "2024-03-01", "previous": None}
    assert compare_lists(rows, layouts, {"u1"}) == [first | {"new": 2, "gone": 0, "unchanged": 0}]


def test_a_list_that_names_a_spell_that_was_over_by_its_term_says_so_and_no_more():
    # how far the end moves is the mart's affair (tests/warehouse); etl hands over the day
    late = listed("u1", "2030-01-01", A)
    made = assembled(late)
    (spell,) = table(made, "designations")
    assert spell["term_end"] == dt.date(2026, 12, 31) and spell["last_listed_on"] == dt.date(2030, 1, 1)
