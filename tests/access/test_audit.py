"""The audit log: one line an act, never rewritten, no money in it."""

import datetime
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from access import record
from access.audit import LOG, MoneyInAudit


def lines(home):
    return [json.loads(line) for line in (home / LOG).read_text(encoding="utf-8").splitlines()]


def test_an_act_is_one_line_with_time_person_and_facts(tmp_path):
    record(tmp_path / "new", "analyst", "publish", snapshot="2026-11-22-3", rows=90)
    record(tmp_path / "new", "analyst", "undo", reason="두 번 올림")
    first, second = lines(tmp_path / "new")
    assert datetime.datetime.fromisoformat(first.pop("at")).utcoffset() == datetime.timedelta(0)
    assert first.pop("before") == "0" * 64
    assert first == {"line": 1, "who": "analyst", "action": "publish", "snapshot": "2026-11-22-3", "rows": 90}
    assert second["reason"] == "두 번 올림"


def test_a_line_break_in_a_fact_starts_no_second_line(tmp_path):
    record(tmp_path, "analyst", "upload", file='a.csv\n{"who": "admin", "action": "undo"}')
    assert len(lines(tmp_path)) == 1


def test_money_is_refused(tmp_path):
    with pytest.raises(MoneyInAudit, match="sales_krw"):
        record(tmp_path, "analyst", "download", sales_krw=1)
    assert not (tmp_path / LOG).exists()


def test_two_writers_do_not_mix_their_lines(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: record(tmp_path, "analyst", "act", turn=number, pad="가" * 500), range(80)))
    assert sorted(line["turn"] for line in lines(tmp_path)) == list(range(80))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_its_owner_reads_the_log(tmp_path):
    record(tmp_path, "analyst", "act")
    assert stat.S_IMODE((tmp_path / LOG).stat().st_mode) == 0o600
