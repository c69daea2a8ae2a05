"""Several uploads → one row a key: an empty cell never erases, a written value beats a derived one, others are told."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.merge import merge_rows
from tests.etl.acting import business_no, corporate_no
from tests.etl.tables import Upload, assembled, table, told

A, B = business_no(1), business_no(2)
HEAD = ("기업명", "사업자등록번호", "사업명", "기수", "지정일", "종료일", "신규연장", "종료사유", "지정기관")


def upload(name: str, *rows: tuple[str, ...]) -> Upload:
    return Upload(name, HEAD, rows, "designations")


def spell(made) -> dict:
    (only,) = table(made, "designations")
    return only


def test_an_empty_cell_never_erases():
    full = upload("u1", ("가", A, "명품강소기업", "12기", "2024-01-01", "2026-06-30", "신규", "포기", "광주광역시"))
    bare = upload("u2", ("가", A, "명품강소기업", "12기", "", "", "", "", ""))
    for made in (assembled(full, bare), assembled(bare, full)):
        kept = spell(made)
        assert kept["written_end"] == dt.date(2026, 6, 30)
        assert (kept["began_as"], kept["end_reason"], kept["awarding_body"]) == ("new", "waiver", "광주광역시")
        assert told(made, "u2") == []


def test_a_written_start_beats_a_derived_one_in_either_order_and_without_a_word():
    derived = upload("u1", ("가", A, "명품강소기업", "12기", "", "", "", "", ""))  # the cohort's: 2024-01-01
    typed = upload("u2", ("가", A, "명품강소기업", "12기", "2024-02-15", "", "", "", ""))
    for made in (assembled(derived, typed), assembled(typed, derived)):
        kept = spell(made)
        assert (kept["starts_on"], kept["is_start_derived"]) == (dt.date(2024, 2, 15), False)
        assert kept["term_end"] == dt.date(2027, 2, 14)
        assert told(made, "u1") == told(made, "u2") == []


@pytest.mark.parametrize(
    ("column", "rows"),
    [
        ("starts_on", (("2024-02-15", "", "", ""), ("2024-02-16", "", "", ""))),
        ("written_end", (("2024-01-01", "2026-06-30", "", ""), ("2024-01-01", "2026-07-01", "", ""))),
        ("began_as", (("2024-01-01", "", "신규", ""), ("2024-01-01", "", "연장", ""))),
        ("end_reason", (("2024-01-01", "", "", "포기"), ("2024-01-01", "", "", "폐업"))),
    ],
)
def test_a_differing_written_value_is_told_and_the_later_one_stands(column, rows):
    first, second = (upload(f"u{at}", ("가", A, "명품강소기업", "12기", *row, "")) for at, row in enumerate(rows, 1))
    made = assembled(first, second)
    assert (told(made, "u1"), told(made, "u2")) == ([], ["value_differs"])
    (finding,) = [each for each in made.findings["u2"] if each.code == "value_differs"]
    assert (finding.row, finding.column) == (2, column)
    assert str(spell(made)[column]) == finding.value != finding.params["old"]


def test_a_derived_start_between_two_written_ones_hides_no_difference():
    # the portal's list gives no date; its cohort's start is the very day that the first file wrote
    first = upload("u1", ("가", A, "명품강소기업", "12기", "2024-01-01", "", "", "", ""))
    derived = upload("u2", ("가", A, "명품강소기업", "12기", "", "", "", "", ""))
    other = upload("u3", ("가", A, "명품강소기업", "12기", "2024-01-02", "", "", "", ""))
    for uploads in ((first, derived, other), (derived, first, other), (first, other, derived)):
        assert told(assembled(*uploads), "u3") == ["value_differs"]


def test_the_same_value_again_is_no_news():
    row = ("가", A, "명품강소기업", "12기", "2024-01-01", "2026-06-30", "신규", "포기", "광주광역시")
    made = assembled(upload("u1", row), upload("u2", row))
    assert told(made, "u2") == [] and spell(made)["upload_id"] == "u1"


def test_the_same_spell_twice_in_one_file_is_told_and_refused_where_it_differs():
    row = ("가", A, "명품강소기업", "12기", "2024-01-01", "", "", "", "")
    other = ("가", A, "명품강소기업", "12기", "2024-03-01", "", "", "", "")
    assert told(assembled(upload("u1", row, row)), "u1") == ["row_twice"]
    made = assembled(upload("u1", row, other))
    (finding,) = [each for each in made.findings["u1"] if each.code == "row_twice"]
    assert (finding.severity, finding.row, finding.params["first"]) == ("error", 3, "2")


def test_the_register_beats_what_designation_rows_say_of_a_firm():
    register = Upload("u1", ("사업자등록번호", "기업명", "업종"), [(A, "가람테크", "26")], "firms")
    listed = Upload("u2", ("기업명", "사업자등록번호", "지정단계", "지정일", "업종", "주소"),
                    [("㈜가람", A, "명품강소기업", "2024", "29", "광주 북구 첨단로 1")])  # fmt: skip
    for uploads in ((register, listed), (listed, register)):
        (firm,) = table(assembled(*uploads), "firms")
        assert (firm["firm_name"], firm["industry_code"], firm["district_code"]) == ("가람테크", "26", "bukgu")
        assert not firm["is_provisional"]


def test_a_firm_is_provisional_until_a_valid_number_is_seen():
    def firm(head: str, number: str) -> dict:
        upload = Upload("u1", ("기업명", head, "지정단계", "지정일"), [("가", number, "명품강소기업", "2024")])
        return table(assembled(upload), "firms")[0]

    assert firm("사업자등록번호", "")["is_provisional"]
    assert firm("사업자등록번호", A[:9] + str((int(A[9]) + 1) % 10))["is_provisional"]
    assert not firm("사업자등록번호", A)["is_provisional"]
    assert not firm("법인등록번호", corporate_no(1))["is_provisional"]


def test_a_firm_is_found_by_every_name_that_the_register_ever_gave_it():
    old = Upload("u1", ("사업자등록번호", "기업명"), [(A, "옛이름")], "firms")
    new = Upload("u2", ("사업자등록번호", "기업명"), [(A, "새이름")], "firms")
    listed = Upload(
        "u3", ("기업명", "지정단계", "지정일"), [("옛이름", "명품강소기업", "2024"), ("새이름", "PRE", "2020")]
    )
    found = [
        {(row["firm_id"]) for row in table(assembled(*uploads), "designation_rows")}
        for uploads in ((old, new, listed), (new, old, listed), (listed, old, new))
    ]
    assert found[0] == found[1] == found[2] and len(found[0]) == 1


@pytest.mark.parametrize(
    ("address", "district"),
    [
        ("광주 북구 첨단벤처소로 15번길 64", "bukgu"),
        ("광주광역시 광산구 진곡산단 5번로 43", "gwangsangu"),
        ("기업주소 광주 동구 금남로 1", "donggu"),
        ("광주시 서구 상무대로 1", "seogu"),
        ("남구 효천로 2", "namgu"),
        ("(61005) 광주 북구 용봉로 77", "bukgu"),
        ("인천 서구 광주로 12", "outside"),
        ("부산광역시 동구 중앙대로 1", "outside"),
        ("경기도 광주시 오포읍 1", "outside"),
        ("전남 나주시 빛가람로 1", "outside"),
        ("서울 강남구 테헤란로 1", "outside"),
        ("광주 첨단로 1", None),
        ("", None),
    ],
)
def test_the_district_comes_from_the_address(address, district):
    listed = Upload("u1", ("기업명", "지정단계", "지정일", "주소"), [("가", "명품강소기업", "2024", address)])
    assert table(assembled(listed), "firms")[0]["district_code"] == district


def test_months_cover_every_spell_also_one_that_a_late_list_still_names():
    listed = Upload("u1", ("기업명", "지정단계", "지정일", "목록기준일"), [("가", "PRE", "2015-03-01", "2024-05-01")])
    months = [row["month"] for row in table(assembled(listed), "months")]
    assert months[0] <= dt.date(2015, 3, 1) and months[-1] >= dt.date(2024, 5, 1)
    assert len(months) == len(set(months))


def test_a_reference_that_points_nowhere_is_told_to_the_upload_that_wrote_it():
    head = ("programme_code", "programme_ko", "stage_code", "valid_from", "term_years")
    made = assembled(Upload("u1", head, [("star", "스타기업", "nowhere", "2018-01-01", "3")], "programmes"))
    assert "reference_unknown" in [finding.code for finding in made.findings["u1"]]
    assert not made.findings["seed-programmes"]


CELL = st.sampled_from([None, None, 1, 2])


@settings(max_examples=100)
@given(st.lists(st.fixed_dictionaries({"k": st.sampled_from("ab"), "x": CELL, "y": CELL}), max_size=8))
def test_merging_keeps_the_last_written_value_of_every_cell(rows):
    traced = [row | {"upload_id": "u", "source_row": at} for at, row in enumerate(rows, 2)]
    merged, conflicts = merge_rows(traced, ("k",), ("x", "y"))
    assert [row["k"] for row in merged] == list(dict.fromkeys(row["k"] for row in rows))
    for each in merged:
        for column in ("x", "y"):
            values = [row[column] for row in rows if row["k"] == each["k"] and row[column] is not None]
            assert each[column] == (values[-1] if values else None)
    changes = sum(
        one != other
        for key in "ab"
        for column in ("x", "y")
        for values in [[row[column] for row in rows if row["k"] == key and row[column] is not None]]
        for one, other in zip(values, values[1:], strict=False)
    )
    assert len(conflicts) == changes
