"""Taking back: undo returns to what was, purge destroys, both leave their line in the ledger."""

import shutil

import pytest

import warehouse
from etl import act, keep
from etl.act import NotConfirmed
from etl.folder import only_builder
from etl.ledger import read_ledger
from tests.etl.acting import (
    FOUR,
    ask,
    business_no,
    count,
    etl,
    fingerprint,
    is_whole,
    load,
    propose,
    truth,
    undo,
    written,
)

A, B = business_no(1), business_no(2)


def a_file(tmp_path, name: str = "x.csv", *rows):
    return written(tmp_path / name, FOUR, rows or [("가람", A, "명품강소기업", "2024-03-02")])


def begin_an_act(home) -> None:
    """What every act does first."""
    with only_builder(home):
        act.ready(home)


def test_load_undo_load_undo_returns_to_the_same_snapshot(home, tmp_path):
    path, before = a_file(tmp_path), fingerprint(home)
    seen = []
    for _ in range(2):
        first = load(home, path).files[0].upload_id
        seen.append(first)
        assert count(home, "spells") == 1
        undo(home, first)
        assert fingerprint(home) == before and is_whole(home)
    assert seen[0] != seen[1]  # after an undo the same file is a new upload
    assert [line.kind for line in read_ledger(home)[-4:]] == ["upload", "undo", "upload", "undo"]
    assert [each["status"] for each in keep.list_uploads(home)[-2:]] == ["undone", "undone"]


@pytest.mark.long  # five snapshots of the whole sample
@pytest.mark.parametrize("source", ["designations", "exports"])  # one merges by key, one replaces months
def test_load_undo_load_undo_returns_to_the_same_snapshot_of_the_sample(sample_home, tmp_path, source):
    home, path = shutil.copytree(sample_home, tmp_path / "home"), act.SAMPLE / f"{source}.csv"
    loaded, full = fingerprint(home), rows(home)
    undo(home, next(each["id"] for each in keep.list_uploads(home) if each["source"] == source))
    before, fewer = fingerprint(home), rows(home)
    assert before != loaded and fewer != full
    for _ in range(2):
        upload = load(home, path).files[0].upload_id
        assert fingerprint(home) != before and rows(home) == full
        undo(home, upload)
        assert fingerprint(home) == before and rows(home) == fewer
    assert is_whole(home)


def rows(home) -> dict[str, int]:
    """Rows of every published table."""
    with warehouse.open_snapshot(home) as shown:
        return {name: each["rows"] for name, each in shown.manifest["tables"].items()}


def test_an_undo_is_shown_first_and_done_only_when_confirmed(home, tmp_path):
    said = etl(home, "load", a_file(tmp_path), "--json")
    before = truth(home)
    words = ["undo", said.report["upload_id"], "--by", "김분석", "--reason", "잘못 올림"]
    preview = etl(home, *words)
    assert preview.code == 2 and "spells" in preview.out
    assert truth(home) == before
    assert etl(home, *words, "--yes").code == 0
    assert count(home, "spells") == 0
    last = read_ledger(home)[-1]
    assert (last.who, last.reason, last.withdraws) == ("김분석", "잘못 올림", said.report["upload_id"])
    again = etl(home, *words, "--yes")
    assert again.code == 3 and said.report["upload_id"] in again.err
    listed = etl(home, "uploads", "--json").reports[-1]
    assert (listed["status"], listed["withdrawn_by"]) == ("undone", "김분석")


def test_an_undo_that_would_make_other_rows_unreadable_is_refused(home, tmp_path):
    load(home, a_file(tmp_path))
    programmes = next(line.id for line in read_ledger(home) if line.source == "programmes")
    before = truth(home)
    said = etl(home, "undo", programmes, "--by", "x", "--reason", "y", "--yes")
    assert said.code == 3 and truth(home) == before


def test_what_the_earlier_file_said_speaks_again_after_an_undo(home, tmp_path):
    head = (*FOUR, "종료일")
    load(home, written(tmp_path / "a.csv", head, [("가람", A, "명품강소기업", "2024-03-02", "2025-01-31")]))
    later = load(home, written(tmp_path / "b.csv", head, [("가람", A, "명품강소기업", "2024-03-02", "2025-02-28")]))
    ends = "SELECT CAST(ends_on AS VARCHAR) FROM spells"
    assert ask(home, ends) == [("2025-02-28",)]
    undo(home, later.files[0].upload_id)
    assert ask(home, ends) == [("2025-01-31",)]


def test_a_purge_destroys_bytes_rows_and_snapshots_and_keeps_the_line(home, tmp_path):
    before = fingerprint(home)
    upload = load(home, a_file(tmp_path)).files[0].upload_id
    line = read_ledger(home)[-1]
    pending = propose(home, a_file(tmp_path, "other.csv", ("다온", "", "명품강소기업", "2024")))
    showing = warehouse.current_id(home)
    said = etl(home, "purge", upload, "--by", "김관리", "--reason", "개인정보", "--yes")
    assert said.code == 0
    assert not (home / "landing" / line.sha256).exists()
    assert not (home / "warehouse" / showing).exists()
    assert not list((home / "warehouse" / ".clean").glob(f"{upload}-*"))
    remains = b"".join(path.read_bytes() for path in home.rglob("*.parquet"))
    assert "가람".encode() not in remains and A.encode() not in remains
    assert fingerprint(home) == before and is_whole(home)
    tombstone = keep.list_uploads(home)[-1]
    assert (tombstone["id"], tombstone["status"], tombstone["reason"]) == (upload, "purged", "개인정보")
    act.confirm(home, pending.id, "tester")  # made before the purge: it is made again, without the purged rows
    assert count(home, "spells") == 1


def test_a_purge_that_was_killed_is_ended_by_the_next_act(home, tmp_path):
    path = a_file(tmp_path)
    upload = load(home, path).files[0].upload_id
    line = read_ledger(home)[-1]
    undo(home, upload, "purge")
    (home / "landing" / line.sha256).write_bytes(path.read_bytes())  # as if the kill had come before the last step
    assert not is_whole(home)
    begin_an_act(home)
    assert not (home / "landing" / line.sha256).exists() and is_whole(home)
    assert load(home, path).files[0].upload_id != upload  # the same bytes may come back, as a new upload
    assert is_whole(home) and (home / "landing" / line.sha256).exists()
    begin_an_act(home)
    assert is_whole(home)  # and no later act takes them for the purged ones


def test_a_proposal_whose_grounds_moved_is_made_again(home, tmp_path):
    mine = propose(home, a_file(tmp_path))
    load(home, a_file(tmp_path, "theirs.csv", ("나래", B, "명품강소기업", "2023-03-02")))
    receipt = act.confirm(home, mine.id, "tester")
    assert receipt.snapshot_id == warehouse.current_id(home) and count(home, "spells") == 2


def test_a_proposal_whose_moved_grounds_ask_more_of_a_person_stops(home, tmp_path):
    mine = propose(home, a_file(tmp_path))
    assert mine.verdict == "ready"
    load(home, a_file(tmp_path, "theirs.csv", ("가람", "", "PRE-명품강소기업", "2020")))  # the same firm, by its name
    before = truth(home)
    try:
        act.confirm(home, mine.id, "tester")
    except NotConfirmed as unclear:
        assert "number_joins_name" in [finding.code for finding in unclear.proposal.findings]
        assert unclear.proposal.verdict == "confirm"
        assert truth(home) == before
        act.confirm(home, unclear.proposal.id, "tester")
    assert count(home, "spells") == 2 and count(home, "firms") == 1
