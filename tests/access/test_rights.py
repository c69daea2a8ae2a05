"""Every page × role × action is written down, and what is not written is refused."""

import csv
from pathlib import Path

import pytest

from access import ROLES, may, may_see
from access.rights import MATRIX, matrix

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py") if path.stem != "__init__")

# What ARCHITECTURE.md says, written a second time by hand: executives read, analysts and administrators
# also load, outsiders see definitions only until there are releases.
OPEN = {
    "overview": {"executive", "analyst", "admin"},
    "progression": {"executive", "analyst", "admin"},
    "upload": {"analyst", "admin"},
    "uploads": {"analyst", "admin"},
    "definitions": set(ROLES),
}
ACTS = {("upload", "publish"): {"analyst", "admin"}, ("uploads", "undo"): {"analyst", "admin"}}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", sorted(OPEN))
def test_a_role_opens_and_downloads_what_the_house_says(page, role):
    assert may(role, page) == (role in OPEN[page])
    assert may(role, page, "download") == (role in OPEN[page])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("page", "action"), sorted(ACTS))
def test_only_analysts_and_administrators_change_data(page, action, role):
    assert may(role, page, action) == (role in ACTS[page, action])


def test_whatever_is_not_written_is_refused():
    assert not may("analyst", "no_such_page")
    assert not may("analyst", "overview", "no_such_action")
    assert not may("nobody", "definitions")
    assert not may("", "definitions")
    assert not may("page", "definitions")  # a column of the file, no role


def test_the_matrix_answers_for_each_role_with_yes_or_no_and_once():
    with MATRIX.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == ["page", "action", *ROLES]
    assert all(row[role] in ("yes", "no") for row in rows for role in ROLES)
    assert len(matrix()) == len(rows)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_its_lines(page):
    assert (page, "open") in matrix()
    assert (page, "download") in matrix()


@pytest.mark.parametrize(("page", "action"), sorted(matrix()))
def test_whoever_may_act_on_a_page_may_open_it(page, action):
    assert [role for role in ROLES if may(role, page, action) and not may(role, page)] == []


def test_a_reader_sees_what_was_made_for_an_audience_that_holds_the_role():
    audiences = ("internal", "council", "public")
    seen = {audience: {role for role in ROLES if may_see(role, audience)} for audience in audiences}
    secretariat = {"executive", "analyst", "admin"}
    assert seen == {"internal": secretariat, "council": secretariat | {"council"}, "public": set(ROLES)}


def test_nobody_sees_what_was_made_for_an_unknown_audience_and_a_stranger_sees_nothing():
    assert not any(may_see(role, audience) for role in ROLES for audience in ("", "everybody", "analyst"))
    assert not any(may_see(role, "public") for role in ("", "nobody"))
