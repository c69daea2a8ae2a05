"""The audit log's chain: whatever is done to a line afterwards is named."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access import record
from access.__main__ import main
from access.audit import HEAD, LOG, Head
from access.chain import Broken, verify

LINES = 12


@pytest.fixture
def home(tmp_path):
    for number in range(LINES):
        record(tmp_path, "analyst", "download", table=f"표 {number}", rows=number)
    return tmp_path


def change(home, how):
    lines = (home / LOG).read_bytes().splitlines(keepends=True)
    (home / LOG).write_bytes(b"".join(how(lines)))


def edited(at):
    return lambda lines: [*lines[:at], lines[at].replace(b"analyst", b"somebody"), *lines[at + 1 :]]


def without(first, last):
    return lambda lines: [*lines[:first], *lines[last:]]


def swapped(one, other):
    def swap(lines):
        lines[one], lines[other] = lines[other], lines[one]
        return lines

    return swap


def test_a_log_that_nobody_touched_is_whole(home):
    verdict = verify(home)
    assert (verdict.lines, verdict.unchained, verdict.broken) == (LINES, 0, ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(at=st.integers(0, LINES - 1))
def test_an_edited_line_is_named(home, at):
    whole = (home / LOG).read_bytes()
    change(home, edited(at))
    assert verify(home).broken == (Broken("edited", at + 1),)
    (home / LOG).write_bytes(whole)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(ends=st.tuples(st.integers(0, LINES - 1), st.integers(1, LINES)).filter(lambda each: each[0] < each[1]))
def test_removed_lines_are_named_and_cut_ones_at_the_end(home, ends):
    whole, (first, last) = (home / LOG).read_bytes(), ends
    change(home, without(first, last))
    code = "cut" if last == LINES else "removed"
    assert verify(home).broken == (Broken(code, first + 1, last),)
    (home / LOG).write_bytes(whole)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(pair=st.tuples(st.integers(0, LINES - 1), st.integers(0, LINES - 1)).filter(lambda each: each[0] < each[1]))
def test_lines_out_of_order_are_named(home, pair):
    whole = (home / LOG).read_bytes()
    change(home, swapped(*pair))
    broken = verify(home).broken
    assert {each.code for each in broken} == {"reordered"}
    assert pair[0] + 1 in {each.first for each in broken}
    (home / LOG).write_bytes(whole)


def test_a_line_that_stands_twice_is_named(home):
    change(home, lambda lines: [*lines[:4], lines[3], *lines[4:]])
    assert verify(home).broken == (Broken("repeated", 4),)


def test_a_line_half_written_is_named_and_the_next_one_begins_a_line(home):
    (home / LOG).write_bytes((home / LOG).read_bytes()[:-20])
    assert [each.code for each in verify(home).broken] == ["cut", "cut"]  # the torn line; the head knows of it
    record(home, "analyst", "act")
    assert json.loads((home / LOG).read_bytes().splitlines()[-1])["line"] == LINES + 1
    assert "unreadable" in {each.code for each in verify(home).broken}


def test_what_was_cut_stays_known_after_new_lines(home):
    change(home, without(LINES - 3, LINES))
    record(home, "analyst", "act")
    assert verify(home).broken == (Broken("removed", LINES - 2, LINES),)


def test_a_head_noted_elsewhere_finds_a_log_that_was_written_anew(home, tmp_path_factory):
    noted = verify(home).head
    other = tmp_path_factory.mktemp("anew")
    for number in range(LINES + 1):
        record(other, "somebody", "download", rows=number)
    assert verify(other).broken == ()
    assert verify(other, noted).broken == (Broken("edited", LINES),)
    assert verify(home, Head(LINES + 5, noted.sha256)).broken == (Broken("cut", LINES + 5),)


def test_a_head_that_is_gone_or_unreadable_is_told(home):
    (home / HEAD).write_text("?")
    assert verify(home).broken == (Broken("broken_head"),)
    (home / HEAD).unlink()
    assert verify(home).broken == (Broken("no_head"),)


def test_a_log_from_before_it_was_chained_is_sealed_by_the_first_new_line(tmp_path):
    old = [json.dumps({"at": "2026-11-01", "who": "a", "action": "upload", "n": number}) for number in range(3)]
    (tmp_path / LOG).write_text("\n".join(old) + "\n", encoding="utf-8")
    record(tmp_path, "analyst", "act")
    assert (verify(tmp_path).unchained, verify(tmp_path).broken) == (3, ())
    change(tmp_path, lambda lines: [*lines[:2], lines[2].replace(b"upload", b"undo"), lines[3]])
    assert verify(tmp_path).broken == (Broken("edited", 3),)


def test_a_line_that_its_head_did_not_learn_of_is_followed(home):
    before = (home / HEAD).read_bytes()
    record(home, "analyst", "act")
    (home / HEAD).write_bytes(before)  # the power went between the line and its head
    assert verify(home).broken == ()
    record(home, "analyst", "act")
    assert (verify(home).broken, verify(home).lines) == ((), LINES + 2)


@pytest.mark.parametrize(("lang", "said"), [("ko", "3번 줄이 고쳐졌습니다"), ("en", "Edited: line 3")])
def test_the_command_names_the_line_and_ends_with_three(home, monkeypatch, capsys, lang, said):
    monkeypatch.setenv("GANGSO_DATA", str(home))
    assert main(["--lang", lang, "verify"]) == 0
    change(home, edited(2))
    assert main(["--lang", lang, "verify"]) == 3
    assert said in capsys.readouterr().out


def test_a_folder_without_a_log_is_whole(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("GANGSO_DATA", str(tmp_path))
    assert main(["verify"]) == 0
    assert "0줄" in capsys.readouterr().out
