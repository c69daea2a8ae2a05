"""A damaged snapshot is told and the one before it served; a link may name an earlier one."""

import os
import shutil

import duckdb
import pytest
import streamlit as st

from tests.web.test_link import start, told, visit_of
from texts import say
from warehouse import current_id, list_snapshots, open_snapshot


@pytest.fixture
def own_home(sample_home, tmp_path):
    """A copy that may be spoilt."""
    shutil.copytree(sample_home, tmp_path / "home")
    st.cache_resource.clear()
    yield tmp_path / "home"
    st.cache_resource.clear()


def spoil(home, snapshot_id: str) -> None:
    file = home / "warehouse" / snapshot_id / "internal.duckdb"
    os.chmod(file, 0o644)
    with file.open("r+b") as page:
        page.seek(5000)
        page.write(b"\x00spoilt\x00")


def test_the_snapshot_before_stands_in_for_a_damaged_one(own_home, monkeypatch):
    damaged, before = (made["id"] for made in list_snapshots(own_home)[:2])
    spoil(own_home, damaged)
    app = start(own_home, monkeypatch)
    assert visit_of(app).snapshot_id == before
    assert say("ko", "shell.alarm.fallback") in told(app)


def test_when_none_is_whole_a_sentence_says_so(own_home, monkeypatch):
    for made in list_snapshots(own_home):
        spoil(own_home, made["id"])
    app = start(own_home, monkeypatch)
    assert visit_of(app).snapshot is None
    assert say("ko", "shell.alarm.none_whole") in told(app)
    assert app.exception == []


def test_a_link_pins_an_earlier_snapshot(own_home, monkeypatch):
    earlier = list_snapshots(own_home)[1]["id"]
    app = start(own_home, monkeypatch, snapshot=earlier)
    assert visit_of(app).snapshot_id == earlier
    assert visit_of(app).is_pinned


@pytest.mark.parametrize("asked", ["2001-01-01-1", "../../etc", "current", ".", ""])
def test_a_snapshot_that_is_not_there_is_told(own_home, monkeypatch, asked):
    app = start(own_home, monkeypatch, snapshot=asked)
    if not asked:
        assert visit_of(app).snapshot_id == current_id(own_home)
        return
    assert visit_of(app).snapshot is None
    assert say("ko", "shell.alarm.pinned_unknown_snapshot") in told(app)
    app.button(key="leave_pinned").click().run()
    assert visit_of(app).snapshot_id == current_id(own_home)


def test_a_new_snapshot_is_seen_on_the_next_run(own_home, monkeypatch):
    app = start(own_home, monkeypatch)
    newest, before = (made["id"] for made in list_snapshots(own_home)[:2])
    assert visit_of(app).snapshot_id == newest
    (own_home / "warehouse" / "current").write_text(before)
    assert visit_of(app.run()).snapshot_id == before


def test_a_snapshot_that_is_open_opens_again_and_stays_locked(sample_home):
    with open_snapshot(sample_home) as first, open_snapshot(sample_home) as second:
        assert len(first.query("SELECT firm_id FROM firms")) == len(second.query("SELECT firm_id FROM firms"))
        with pytest.raises(duckdb.Error):
            second.query("SELECT * FROM read_csv('/etc/hostname')")
