"""Parts of a page that run again by themselves must notice that a sign-in has ended, as whole pages do."""

import datetime
import time
from pathlib import Path

import pytest

from metrics.selection import Selection
from tests.conftest import ROOT
from web.makers import NotGiven
from web.session import NOBODY, Visit
from web.table_dialog import recorded


def visit_until(until: float, home: Path) -> Visit:
    day = datetime.date(2024, 12, 31)
    facts = {"page": "exports", "home": home, "snapshot": None, "snapshot_id": None, "as_of": day}
    told = {"is_sample": False, "is_local": False, "is_pinned": False, "is_dark": False}
    return Visit("ko", "analyst", "kim", selection=Selection(day), until=until, **facts, **told)


def test_no_part_is_drawn_by_the_framework_s_own_decorator():
    found = [
        path
        for room in ("web", "pages")
        for path in (ROOT / room).rglob("*.py")
        if "@st.fragment" in path.read_text("utf-8")
    ]
    assert [path.name for path in found] == ["figure.py"]  # where `part` is made


def test_a_role_lasts_as_long_as_the_sign_in(tmp_path):
    assert visit_until(time.time() + 60, tmp_path).role == "analyst"
    assert visit_until(time.time() - 1, tmp_path).role == NOBODY


def test_a_file_that_was_offered_is_not_made_after_the_sign_in_has_ended(tmp_path):
    assert recorded(visit_until(time.time() + 60, tmp_path), "t", "csv", 1, lambda: b"x")() == b"x"
    with pytest.raises(NotGiven):
        recorded(visit_until(time.time() - 1, tmp_path), "t", "csv", 1, lambda: b"x")()


def test_a_file_that_needs_a_reason_is_not_made_without_one(tmp_path):
    standing = visit_until(time.time() + 60, tmp_path)
    assert recorded(standing, "t", "csv", 1, lambda: b"x", "meeting")() == b"x"
    with pytest.raises(NotGiven):
        recorded(standing, "t", "csv", 1, lambda: b"x", None)()
