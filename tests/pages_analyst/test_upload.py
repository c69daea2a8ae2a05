"""The upload page, driven as a person drives it, through the real ETL."""

import json

import pytest

import warehouse
from access.chain import read_log
from tests.pages_analyst.visitor import DESIGNATIONS, FIRMS, Visitor, spells
from texts import say

BAD = """기업명,사업자등록번호,지정단계,지정일
㈜가람테크,999-01-00009,명품강소기업,2024-13-40
나래정밀,999-01-00012,PRE-명품강소기업,2025-01-01
"""
LIST = """구분,기수,기업명,주소
명품강소기업,12기,㈜가람테크,광주 북구 첨단과기로 1
"""


def ledger(home) -> list[dict]:
    return [json.loads(line) for line in (home / "ledger.jsonl").read_text("utf-8").splitlines()]


def test_two_files_dropped_together_are_shown_and_published_as_one_act(home, children, visitor):
    before = warehouse.current_id(home)
    visitor.drop(("firms.csv", FIRMS), ("designations.csv", DESIGNATIONS))
    said = visitor.said
    assert warehouse.current_id(home) == before  # looking changes nothing
    assert "기업 명부" in said and "지정 이력" in said and "읽은 2행 가운데 2행 받음" in said
    assert "2개사 더함" in said and "㈜가람테크" in said and "2건 더함" in said
    assert "명품강소기업" in said and say("ko", "upload.figures.first") in said
    visitor.publish()
    assert visitor.accidents == []
    assert warehouse.current_id(home) != before and warehouse.current_id(home) in visitor.said.replace("\\", "")
    assert spells(home) == 2
    assert {line["file"] for line in ledger(home) if line["origin"] == "upload"} == {"firms.csv", "designations.csv"}
    assert not list((home / "warehouse" / ".candidates").iterdir())


def test_a_bad_cell_names_row_column_value_and_cure_and_publishes_nothing(home, visitor):
    before, seeds = warehouse.current_id(home), len(ledger(home))
    visitor.drop(("bad.csv", BAD))
    said = visitor.said
    assert "2행" in said and "‘지정일’" in said and "2024-13-40" in said
    assert say("ko", "cure.date_impossible") in said and say("ko", "upload.refused") in said
    assert "publish" not in visitor.keys
    assert warehouse.current_id(home) == before and len(ledger(home)) == seeds


def test_bad_rows_may_be_left_out_and_the_rest_is_published(home, visitor):
    visitor.drop(("bad.csv", BAD))
    visitor.app.session_state["every"] = True  # the table of every finding stays open
    visitor.tick("skip_")
    table = next(each.value for each in visitor.app.dataframe if "problem" in each.value)
    bad = table[table["severity"].str.startswith("■")]
    assert bad[["source_row", "written_column", "written_value"]].values.tolist() == [[2, "지정일", "2024-13-40"]]
    assert bad["cure"].tolist() == [say("ko", "cure.date_impossible")]
    assert "1행 뺌" in visitor.said
    visitor.publish()
    assert visitor.accidents == [] and spells(home) == 1
    assert ledger(home)[-1]["rejected_rows"] == [2]


def test_the_same_file_again_says_so_and_changes_nothing(register):
    visitor = Visitor("upload")
    published, lines = warehouse.current_id(register), len(ledger(register))
    visitor.drop(("renamed.csv", FIRMS))
    told = say("ko", "upload.loaded", file="x", when="x", who="x").split("이미")[1]
    assert "이미" + told in visitor.said and "publish" not in visitor.keys
    assert (warehouse.current_id(register), len(ledger(register))) == (published, lines)


def test_what_is_said_of_a_file_reaches_the_ledger_and_the_comparison_of_lists(home, visitor):
    visitor.drop(("list.csv", LIST))
    asked = next(each for each in visitor.app.date_input if each.key.startswith("list_date_"))
    asked.set_value("2026-03-07").run()
    assert "2026-03-07 목록" in visitor.said
    next(each for each in visitor.app.text_input if each.key.startswith("given_awarding_body_")).input("광주광역시")
    next(each for each in visitor.app.button if each.label == say("ko", "upload.given_go")).click().run()
    visitor.publish()
    assert ledger(home)[-1]["given"] == {"list_date": "2026-03-07", "awarding_body": "광주광역시"}
    assert spells(home) == 1
    visitor.drop(("list.csv", LIST))  # the same bytes, with nothing said of them this time
    assert say("ko", "upload.loaded_cure") in visitor.said and "publish" not in visitor.keys


def test_the_kind_of_data_can_be_corrected(visitor):
    visitor.drop(("firms.csv", FIRMS))
    box = next(each for each in visitor.app.selectbox if each.key.startswith("source_"))
    assert box.value == "firms"
    box.select("designations").run()
    assert say("ko", "finding.columns_missing", columns="지정단계") in visitor.said


def test_a_file_of_no_known_kind_is_refused_in_words(home, visitor):
    visitor.drop(("notes.csv", "가,나\n1,2\n"))
    assert say("ko", "finding.source_unknown") in visitor.said and visitor.accidents == []


def test_a_hostile_file_name_is_shown_as_text_and_what_was_read_is_thrown_away_when_asked(home, visitor):
    visitor.drop(("../../<img src=x onerror=alert(1)>![x](a).csv", FIRMS))
    said = visitor.said
    assert "&lt;img src=x onerror=alert(1)&gt;![x](a).csv" in said  # in HTML of ours
    assert "\\<img src\\=x onerror\\=alert\\(1\\)\\>\\!\\[x\\]\\(a\\)\\.csv" in said  # in markdown
    assert "<img" not in said.replace("\\<img", "") and "../" not in said
    visitor.press("discard")
    assert "publish" not in visitor.keys and not list((home / "warehouse" / ".candidates").iterdir())
    assert not visitor.app.file_uploader[0].value


@pytest.mark.long  # three acts in a row, each with its children
def test_someone_elses_upload_in_between_shows_the_preview_anew(home, children, visitor):
    other = Visitor("upload")
    visitor.drop(("firms.csv", FIRMS))
    other.drop(("designations.csv", DESIGNATIONS))
    other.publish()
    visitor.publish()
    assert visitor.accidents == [] and {line["file"] for line in ledger(home)} >= {"firms.csv", "designations.csv"}


def test_a_folder_with_the_sample_takes_no_file_and_says_where_one_may_go(sample_home, monkeypatch):
    monkeypatch.setenv("GANGSO_DATA", str(sample_home))
    visitor = Visitor("upload")
    assert not visitor.app.file_uploader and say("ko", "upload.sample_folder") in visitor.said
    assert any("GANGSO_DATA=" in each.value for each in visitor.app.code)


def test_an_empty_folder_is_filled_with_the_sample_by_one_button(tmp_path, monkeypatch):
    monkeypatch.setenv("GANGSO_DATA", str(tmp_path / "new"))
    visitor = Visitor("upload", lang="en")
    assert "fill_sample" in visitor.keys
    visitor.press("fill_sample")
    assert visitor.accidents == [] and spells(tmp_path / "new") > 600
    (line,) = warehouse.list_releases(tmp_path / "new")  # and the council and the public see it
    assert line["who"] == "analyst" and read_log(tmp_path / "new")[-1]["release"] == line["id"]
    assert say("en", "shell.sample") in visitor.said and "fill_sample" not in visitor.keys


def test_every_kind_of_data_offers_its_template(visitor):
    for name in visitor.app.selectbox(key="template_of").options:
        visitor.app.selectbox(key="template_of").select(name).run()
        assert visitor.accidents == [], name


def test_a_day_takes_so_many_bytes_of_one_person(home, monkeypatch):
    monkeypatch.setenv("GANGSO_UPLOAD_MB", "0")
    visitor = Visitor("upload")
    visitor.drop(("firms.csv", FIRMS))
    assert say("ko", "upload.quota", limit="0", left="0") in visitor.said and visitor.accidents == []
    assert "publish" not in visitor.keys
