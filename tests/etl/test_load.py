"""Loading by the command line: exit codes, --json, all or nothing."""

import json
import os
import shutil
import subprocess
import sys

import pytest

import warehouse
from etl.ledger import read_ledger
from tests.conftest import ROOT, run_module
from tests.corpus.books import book
from tests.etl.acting import FOUR, ask, business_no, count, etl, is_whole, truth, written

A, B, C = (business_no(serial) for serial in (1, 2, 3))
GOOD = [("㈜가람테크", A, "명품강소기업", "2024-03-02"), ("나래정밀", B, "PRE-명품강소기업", "2023.09")]
FIELDS = ["file", "source", "layout", "encoding", "rows_read", "rows_accepted", "rows_rejected", "corrections",
          "warnings", "errors", "reconciliation", "upload_id", "snapshot"]  # fmt: skip


@pytest.fixture
def good(tmp_path):
    return written(tmp_path / "good.csv", FOUR, GOOD)


@pytest.fixture
def bad(tmp_path):
    return written(tmp_path / "bad.csv", FOUR, [*GOOD, ("다온", C, "명품강소기업", "2024-13-40")])


def test_four_columns_load_without_a_warning_and_the_end_is_a_correction(home, good):
    said = etl(home, "load", good, "--json", "--by", "김분석")
    report = said.report
    assert said.code == 0
    assert [name for name in report if name in FIELDS] == FIELDS
    assert report["warnings"] == report["errors"] == []
    assert (report["file"], report["source"], report["encoding"]) == ("good.csv", "designations", "UTF-8 BOM")
    assert (report["rows_read"], report["rows_accepted"], report["rows_rejected"]) == (2, 2, 0)
    assert report["reconciliation"]["difference"] == 0
    ends = [each for each in report["corrections"] if each["code"] == "end_from_term"]
    assert [each["row"] for each in ends] == [2, 3] and "2027-03-01" in ends[0]["message"]
    assert report["snapshot"] == warehouse.current_id(home)
    assert report["upload_id"] == read_ledger(home)[-1].id
    audited = json.loads((home / "audit.jsonl").read_text("utf-8").splitlines()[-1])
    assert (audited["who"], audited["action"]) == ("김분석", "upload")
    spells = ask(home, "SELECT programme_code, starts_on, start_precision, ends_on FROM spells ORDER BY starts_on")
    assert [tuple(map(str, spell)) for spell in spells] == [
        ("pre", "2023-09-01", "month", "2025-08-31"),
        ("flagship", "2024-03-02", "day", "2027-03-01"),
    ]
    assert ask(home, "SELECT count(*) FROM firms WHERE is_provisional") == [(0,)]


def test_the_same_file_twice_changes_nothing_however_it_is_named(home, good, tmp_path):
    assert etl(home, "load", good).code == 0
    before = truth(home)
    renamed = shutil.copy(good, tmp_path / "other name.csv")
    for words in ((good,), (good, "--source", "designations"), (renamed, "--yes"), (good, renamed)):
        said = etl(home, "load", *words, "--json")
        assert said.code == 0
        assert [each["code"] for each in said.reports[0]["warnings"]] == ["already_loaded"]
        assert truth(home) == before


def test_one_bad_cell_is_refused_with_its_place_value_and_cure_and_nothing_changes(home, bad):
    before = truth(home)
    said = etl(home, "load", bad, "--yes", "--json")
    (error,) = said.report["errors"]
    assert said.code == 3
    assert (error["row"], error["column"], error["value"]) == (4, "지정일", "2024-13-40")
    assert "달력에 없는 날" in error["message"] and "확인" in error["message"]  # what is wrong, and how to mend it
    assert (said.report["rows_read"], said.report["rows_accepted"], said.report["rows_rejected"]) == (3, 2, 1)
    assert truth(home) == before and is_whole(home)


def test_a_bad_cell_of_a_workbook_is_told_with_its_sheet(home, tmp_path):
    path = tmp_path / "bad.xls"  # XLSX by another name
    path.write_bytes(book(None, (3, 5, "#N/A")))
    said = etl(home, "load", path, "--json")
    (error,) = said.report["errors"]
    assert said.code == 3 and said.report["encoding"] == "XLSX"
    assert (error["sheet"], error["row"], error["column"], error["value"]) == ("수출", 3, "수출액(USD)", "#N/A")


def test_a_column_is_named_as_the_file_names_it(home, tmp_path):
    head = ("회사명", "사업자번호", "사업명", "선정 일자")
    path = written(tmp_path / "x.csv", head, [("가", "12", "명품강소기업", "2024"), ("나", A, "없는사업", "2024")])
    errors = etl(home, "load", path, "--json").report["errors"]
    assert [(each["row"], each["column"], each["value"]) for each in errors] == [
        (2, "사업자번호", "12"),
        (3, "사업명", "없는사업"),
    ]


def test_bad_rows_are_left_out_only_when_two_words_say_so(home, bad):
    before = truth(home)
    assert etl(home, "load", bad, "--skip-bad-rows").code == 2
    assert truth(home) == before
    said = etl(home, "load", bad, "--skip-bad-rows", "--yes", "--json")
    assert said.code == 0
    assert (said.report["rows_read"], said.report["rows_accepted"], said.report["rows_rejected"]) == (3, 2, 1)
    assert count(home, "spells") == 2
    assert read_ledger(home)[-1].rejected_rows == [4]


def test_a_row_that_only_the_build_refuses_is_skipped_too(home, tmp_path):
    path = written(tmp_path / "x.csv", FOUR, [*GOOD, ("다온", C, "star", "2022-06-01")])  # two programmes fit
    said = etl(home, "load", path, "--json")
    (error,) = said.report["errors"]
    assert said.code == 3 and (error["row"], error["code"]) == (4, "stage_ambiguous")
    assert "스타기업, 지역혁신선도기업" in error["message"]
    assert etl(home, "load", path, "--skip-bad-rows", "--yes").code == 0
    assert count(home, "spells") == 2


def test_nothing_is_skipped_when_nothing_would_be_left(home, tmp_path):
    path = written(tmp_path / "x.csv", FOUR, [("가", A, "명품강소기업", "어제")])
    before = truth(home)
    assert etl(home, "load", path, "--skip-bad-rows", "--yes").code == 3
    assert truth(home) == before


def test_a_warning_stops_until_it_is_confirmed(home, tmp_path):
    wrong = A[:9] + str((int(A[9]) + 1) % 10)
    path = written(tmp_path / "x.csv", FOUR, [("가", wrong, "명품강소기업", "2024")])
    before = truth(home)
    said = etl(home, "load", path, "--json")
    assert said.code == 2
    assert [each["code"] for each in said.report["warnings"]] == ["business_no_checksum"]
    assert truth(home) == before
    assert etl(home, "load", path, "--yes", "--json").code == 0
    assert ask(home, "SELECT is_provisional FROM firms") == [(True,)]


def test_a_dry_run_changes_nothing(home, good):
    before = truth(home)
    assert etl(home, "load", good, "--dry-run", "--yes").code == 0
    assert truth(home) == before


def test_several_files_load_as_one_act_or_not_at_all(home, good, bad, tmp_path):
    firms = written(tmp_path / "firms.csv", ("사업자등록번호", "기업명", "자치구"), [(A, "가람테크", "북구")])
    before = truth(home)
    refused = etl(home, "--lang", "en", "load", firms, bad, "--yes")
    assert refused.code == 3 and "row 4" in refused.out and "2024-13-40" in refused.out
    assert truth(home) == before
    said = etl(home, "load", firms, good, "--json")
    assert said.code == 0
    assert [report["source"] for report in said.reports] == ["firms", "designations"]
    assert len({report["snapshot"] for report in said.reports}) == 1
    assert len({line.act for line in read_ledger(home)[-2:]}) == 1
    assert ask(home, "SELECT firm_name, district FROM firms WHERE district IS NOT NULL") == [("가람테크", "북구")]


def test_a_value_that_the_file_lacks_can_be_said(home, tmp_path):
    path = written(tmp_path / "x.csv", ("기업명", "기수"), [("가", "12기"), ("나", "12기")])
    words = ["load", path, "--set", "구분=명품강소기업", "--set", "list_date=2026-03-07", "--yes", "--json"]
    assert etl(home, *words).code == 0
    assert ask(home, "SELECT DISTINCT programme_code FROM spells") == [("flagship",)]
    assert ask(home, "SELECT DISTINCT CAST(list_date AS VARCHAR) FROM spell_sources") == [("2026-03-07",)]


@pytest.mark.parametrize(
    ("given", "code"),
    [("list_date=어제", "date_unreadable"), ("없는열=1", "set_unknown"), ("지정일=2024", "set_in_file")],
)
def test_a_said_value_is_checked_like_a_cell(home, good, given, code):
    said = etl(home, "load", good, "--set", given, "--json")
    assert said.code == 3 and said.report["errors"][0]["code"] == code


def test_a_folder_with_the_sample_refuses_real_files_but_not_its_own(sample_home, tmp_path, good):
    home = shutil.copytree(sample_home, tmp_path / "home")
    before = truth(home)
    said = etl(home, "load", good, "--json")
    assert said.code == 3
    assert [each["code"] for each in said.report["errors"]] == ["folder_holds_sample"]
    own = etl(home, "load", "data/sample/designations.csv", "--json")
    assert own.code == 0 and own.report["warnings"][0]["code"] == "already_loaded"
    assert etl(home, "sample").code == 0
    assert truth(home) == before


def test_a_folder_with_real_files_refuses_the_sample(home, good):
    assert etl(home, "load", good).code == 0
    before = truth(home)
    assert etl(home, "sample").code == 3
    assert truth(home) == before


def test_a_new_programme_is_a_reference_row_and_nothing_more(home, tmp_path):
    head = ("programme_code", "programme_ko", "programme_en", "stage_code", "valid_from", "term_years")
    row = ("rising", "도약강소기업", "Rising Firm", "flagship", "2025-01-01", "4")
    assert etl(home, "load", written(tmp_path / "programmes.csv", head, [row])).code == 0
    path = written(tmp_path / "x.csv", FOUR, [("가", A, "도약강소기업", "2025-05-01")])
    assert etl(home, "load", path).code == 0
    found = ask(home, "SELECT programme_code, stage_code, CAST(ends_on AS VARCHAR) FROM spells")
    assert found == [("rising", "flagship", "2029-04-30")]


def test_a_reference_row_that_makes_loaded_rows_unreadable_is_refused(home, tmp_path):
    assert etl(home, "load", written(tmp_path / "x.csv", FOUR, [("가", A, "star", "2023-05-01")])).code == 0
    head = ("programme_code", "programme_ko", "stage_code", "valid_from", "valid_to", "term_years")
    row = ("star", "스타기업", "star", "2018-01-01", "2024-12-31", "3")  # from now on two programmes fit 2023
    before = truth(home)
    said = etl(home, "load", written(tmp_path / "programmes.csv", head, [row]), "--yes", "--json")
    assert said.code == 3
    (error,) = said.report["errors"]
    assert error["code"] == "breaks_loaded" and "x.csv" in error["message"]
    assert truth(home) == before


def test_a_reference_value_out_of_bounds_is_a_bad_cell(home, tmp_path):
    head = ("programme_code", "programme_ko", "stage_code", "valid_from", "term_years")
    rows = [("long", "오래", "star", "2018-01-01", "9000"), ("nowhere", "어디", "moon", "2018-01-01", "3")]
    said = etl(home, "load", written(tmp_path / "programmes.csv", head, rows), "--json")
    assert said.code == 3
    assert [(each["row"], each["code"]) for each in said.report["errors"]] == [
        (2, "number_out_of_range"),
        (3, "reference_unknown"),
    ]


def test_a_file_that_makes_an_older_rows_firm_unclear_stops(home, tmp_path):
    listed = written(tmp_path / "list.csv", ("기업명", "지정단계", "지정일"), [("가람", "명품강소기업", "2024")])
    assert etl(home, "load", listed, "--yes").code == 0
    twins = written(tmp_path / "twins.csv", ("사업자등록번호", "기업명"), [(A, "가람"), (B, "가람")])
    said = etl(home, "load", twins, "--yes", "--json")
    assert said.code == 0 and said.report["verdict"] == "confirm"
    lost = [each for each in said.report["warnings"] if each["code"] == "match_lost"]
    assert len(lost) == 1 and "가람" in lost[0]["message"]
    third = written(tmp_path / "third.csv", ("사업자등록번호", "기업명"), [(C, "다른")])
    assert etl(home, "load", third).code == 0  # told once, not with every later file


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("fly",),
        ("load",),
        ("load", "no-such-file.csv"),
        ("load", "{good}", "--source", "toys"),
        ("load", "{good}", "--set", "list_date"),
        ("load", "{good}", "--lang", "fr"),
        ("template", "toys"),
        ("undo", "u1"),
        ("restore", "{empty}"),
    ],
)
def test_what_cannot_be_understood_is_wrong_usage(tmp_path, good, words):
    places = {"good": good, "empty": tmp_path}
    said = etl(tmp_path / "none", *(word.format(**places) for word in words))
    assert said.code == 64 and said.err
    assert not (tmp_path / "none").exists()  # nothing was made either


def test_a_name_that_is_no_text_and_a_path_that_climbs_are_only_names(home, good):
    strange = os.fsdecode(os.fsencode(good.parent) + b"/\xb1\xe2\xbe\xf7.csv")  # CP949, as old archives unpack
    shutil.copy(good, strange)
    said = etl(home, "load", strange, "--json")
    assert said.code == 0
    assert read_ledger(home)[-1].file == said.report["file"]
    assert "/" not in said.report["file"]


def test_no_trace_reaches_the_user_when_the_folder_itself_is_broken(home, good):
    ledger = home / "ledger.jsonl"
    ledger.write_bytes(b"no ledger\n" + ledger.read_bytes())
    said = etl(home, "load", good)
    assert said.code == 70 and "1" in said.err and said.out == ""


def test_the_real_command_prints_json_and_nothing_else_on_stdout(home, good):
    env = os.environ | {"GANGSO_DATA": "home", "PYTHONPATH": str(ROOT)}  # a relative folder, from another place
    words = [sys.executable, "-m", "etl", "load", good.name, "--json"]
    done = subprocess.run(words, cwd=home.parent, env=env, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["rows_accepted"] == 2 and json.loads(line)["snapshot"] == warehouse.current_id(home)
    assert run_module("etl", "fly", home=home).returncode == 64
