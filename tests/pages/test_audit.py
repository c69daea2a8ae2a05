"""The audit page: every act, the latest first, and a plain sentence when somebody has been at the log."""

import pytest

from access import record
from access.audit import LOG
from tests.pages.test_pages import visit, words
from texts import say


@pytest.fixture
def home(tmp_path):
    record(tmp_path, "analyst", "download", page="exports", table="exports_by_year", rows=12)
    record(tmp_path, "김분석", "upload", file="<b>목록</b>.csv")
    return tmp_path


def opened(home, monkeypatch, role: str = "admin"):
    return visit(home, monkeypatch, "admin/audit.py", role=role)


def test_the_lines_stand_there_the_latest_first(home, monkeypatch):
    page = opened(home, monkeypatch)
    (table,) = [each.value for each in page.dataframe]
    assert table["done_by"].tolist() == ["김분석", say("ko", "shell.role.analyst")]
    assert table["act"].tolist() == ["업로드", "내려받기"]
    assert table["facts"].tolist() == ["file: <b>목록</b>.csv", "page: exports · table: exports_by_year · rows: 12"]
    page.multiselect(key="audit_action").select("upload").run()
    assert [each.value["audit_line"].tolist() for each in page.dataframe] == [[2]]


def test_a_line_that_was_edited_is_named(home, monkeypatch):
    assert "2줄이 적힌 그대로입니다" in words(opened(home, monkeypatch))
    log = home / LOG
    log.write_bytes(log.read_bytes().replace(b"analyst", b"nobody", 1).replace(b"20", b"x", 1))  # the moment, too
    page = opened(home, monkeypatch)
    assert "1번 줄이 고쳐졌습니다" in words(page) and len(page.dataframe[0].value) == 2


def test_only_an_administrator_reads_it(home, monkeypatch):
    for role in ("executive", "council", "analyst", "public"):
        page = opened(home, monkeypatch, role)
        closed = say("ko", "shell.not_allowed", role=say("ko", f"shell.role.{role}"))
        assert not page.dataframe and closed in words(page)
