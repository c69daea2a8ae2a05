"""Yearly lists of two layouts through the real street: who is still named, who is gone, and when each spell ends."""

import csv
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot, open_snapshot

from . import balance, counts
from .conftest import REPO
from .difference import differing_rows
from .spells import REASONS, Book, Key, NamingList, Spell, list_fate, read_reference, spell_end, term_end

PROGRAMMES = {"pre": ("PRE-명품강소기업", 2), "flagship": ("명품강소기업", 3), "star": ("스타기업", 3)}
LIST_DAYS = {"full": ("2018-03-07", "2019-03-06", "2020-02-29", "2021-01-01"), "short": ("2019-09-02", "2020-09-01")}
HEADERS = {
    "full": ("기업명", "사업자등록번호", "지정단계", "기수", "지정일", "종료일", "종료사유", "목록 기준일"),
    "short": ("기업명", "사업자등록번호", "지정단계", "기수", "지정일", "목록 기준일"),
}
Written = dict[str, str]


def business_number(serial: int) -> str:
    digits = [int(digit) for digit in f"99970{serial:04}"]
    total = sum(weight * digit for weight, digit in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=True))
    total += 5 * digits[8] // 10
    return "".join(map(str, digits)) + str((10 - total % 10) % 10)


def invent_spells(dice: random.Random) -> dict[Key, Written]:
    """Forty firms, one to three spells each; some with a written end or reason."""
    spells = {}
    for firm in range(40):
        for nth in range(dice.randint(1, 3)):
            programme = dice.choice(tuple(PROGRAMMES))
            start = date(2018, 1, 1) + timedelta(days=dice.randrange(800))
            end = start + timedelta(days=dice.choice((200, 364, 600, 1500))) if dice.random() < 0.2 else None
            number, cohort = business_number(firm), f"{nth + 1}기"
            spells[number, programme, cohort] = {
                "기업명": f"가상기업{firm}호",
                "사업자등록번호": number,
                "지정단계": PROGRAMMES[programme][0],
                "기수": cohort,
                "지정일": start.isoformat(),
                "종료일": end.isoformat() if end else "",
                "종료사유": dice.choice(tuple(REASONS)) if end else "",
            }
    return spells


def invent_lists(dice: random.Random, spells: dict[Key, Written]) -> list[NamingList]:
    """Each list names most of what has begun; one list has no PRE firms at all, so it says nothing of PRE."""
    lists = []
    for layout, days in LIST_DAYS.items():
        for day in map(date.fromisoformat, days):
            begun = [key for key, cells in spells.items() if cells["지정일"] <= day.isoformat()]
            named = {key for key in begun if dice.random() < 0.7}
            if (layout, day.year) == ("full", 2021):
                named = {key for key in named if key[1] != "pre"}
            lists.append((layout, day, named))
    return lists


def write_lists(folder: Path, spells: dict[Key, Written], lists: list[NamingList]) -> list[str]:
    paths = []
    for layout, day, named in lists:
        path = folder / f"{layout}-{day}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as lines:
            writer = csv.DictWriter(lines, HEADERS[layout], extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**spells[key], "목록 기준일": day.isoformat()} for key in sorted(named))
        paths.append(str(path))
    return paths


def read_by_hand(spells: dict[Key, Written], lists: list[NamingList]) -> Book:
    """Only what a list named is known; an end or reason only if a full list named it."""
    reference = read_reference(REPO / "data" / "reference")
    known = []
    for key, cells in spells.items():
        naming = [layout for layout, _, named in lists if key in named]
        if not naming:
            continue
        start = date.fromisoformat(cells["지정일"])
        written = date.fromisoformat(cells["종료일"]) if cells["종료일"] and "full" in naming else None
        end, gone = spell_end(written, term_end(start, PROGRAMMES[key[1]][1]), *list_fate(key, lists))
        reason = REASONS[cells["종료사유"]] if written else None
        known.append(Spell(*key, reference.stage_of[key[1]], start, end, False, reason, gone))
    return Book(known, reference)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Snapshot, Book]]:
    dice = random.Random(20180307)
    spells = invent_spells(dice)
    lists = invent_lists(dice, spells)
    folder = tmp_path_factory.mktemp("lists")
    place = {**os.environ, "GANGSO_DATA": str(folder / "home")}
    act = [sys.executable, "-m", "etl", "load", "--yes", "--source", "designations"]
    done = subprocess.run(
        [*act, *write_lists(folder, spells, lists)], cwd=REPO, env=place, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    snapshot = open_snapshot(folder / "home")
    yield snapshot, read_by_hand(spells, lists)
    snapshot.close()


SPELLS = """
SELECT business_no AS firm, programme_code AS programme, cohort, starts_on AS start, ends_on AS end, is_gone AS gone
FROM marts.spells
JOIN marts.firms USING (firm_id)
"""


def test_each_spell_ends_where_the_lists_say(listed: tuple[Snapshot, Book]) -> None:
    snapshot, book = listed
    by_hand = [
        {name: getattr(spell, name) for name in ("firm", "programme", "cohort", "start", "end", "gone")}
        for spell in book.spells
    ]
    assert {row["gone"] for row in by_hand} == {True, False}
    assert not differing_rows(by_hand, snapshot.query(SPELLS))


@pytest.mark.parametrize("as_of", ["2018-12-31", "2020-02-28", "2020-02-29", "2021-01-01", "2022-12-31"])
def test_counts_balance_and_flows_follow_the_lists(listed: tuple[Snapshot, Book], as_of: str) -> None:
    snapshot, book = listed
    day = date.fromisoformat(as_of)
    twins = (counts.stage_counts, balance.stage_balance, balance.stage_flows, counts.programme_counts)
    for twin in twins:
        wrong = differing_rows(twin(book, day), METRICS[twin.__name__](snapshot, Selection(as_of=day)))
        assert not wrong, f"{twin.__name__} on {as_of}\n{wrong}"
