"""By hand: a designation spell, and how one is read out of two CSV files.

The twin follows DOMAIN.md alone. It knows csv, datetime and collections, and none of our rooms.
"""

import csv
import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

DAY = timedelta(days=1)
REASONS = {
    "승급": "promotion",
    "졸업": "graduation",
    "만료": "expiry",
    "포기": "waiver",
    "탈락": "failure",
    "지정취소": "revocation",
    "폐업": "closure",
    "합병": "merger",
    "타지역 이전": "relocation",
    "불명": "unknown",
}
AGAIN = {"재지정": "redesignated", "연장": "extended", "신규": "new"}
DISTRICTS = ("동구", "서구", "남구", "북구", "광산구")


Key = tuple[str, str, str]  # firm, programme, cohort
NamingList = tuple[str, date, set[Key]]  # layout, the day it shows, whom it names


class Spell(NamedTuple):
    """One firm in one programme and cohort; both days belong to it."""

    firm: str
    programme: str
    cohort: str
    stage: str
    start: date
    end: date
    again: bool = False  # written as 재지정 or 연장
    reason: str | None = None
    gone: bool = False  # ended only because a later list no longer names it
    start_is_a_day: bool = True  # written to the day, not to the month or year
    end_is_written: bool = True


class Application(NamedTuple):
    """A firm asks to be designated."""

    firm: str
    programme: str
    cohort: str
    stage: str
    day: date
    is_new: bool


@dataclass
class Reference:
    """The reference rows that the counting needs."""

    ranks: dict[str, int]
    stage_of: dict[str, str]  # programme → stage
    quotas: list[tuple[str, int, date, date]] = field(default_factory=list)
    grace: list[tuple[date, int]] = field(default_factory=list)
    published: list[dict[str, str]] = field(default_factory=list)
    targets: list[dict[str, str]] = field(default_factory=list)
    quota_sources: dict[tuple[str, date], str] = field(default_factory=dict)  # stage and first day
    terms: list[tuple[str, int, date, date]] = field(default_factory=list)  # stage, years, from, to
    programmes: list[dict[str, str]] = field(default_factory=list)

    @property
    def programme_terms(self) -> dict[str, int]:
        """Years of a programme's term, where it has one."""
        return {row["programme_code"]: int(row["term_years"]) for row in self.programmes if row["term_years"]}

    def grace_days(self, gap_starts: date) -> int:
        """Days in force when the gap begins; before the first rule only spells without a gap are one stay."""
        in_force = [days for since, days in sorted(self.grace) if since <= gap_starts]
        return in_force[-1] if in_force else 1

    def quota(self, stage: str, day: date) -> int | None:
        return next((many for code, many, since, until in self.quotas if code == stage and since <= day <= until), None)

    def quota_source(self, stage: str, day: date) -> str | None:
        in_force = [since for code, _, since, until in self.quotas if code == stage and since <= day <= until]
        return self.quota_sources.get((stage, in_force[0])) if in_force else None

    def term_years(self, stage: str, day: date) -> int | None:
        """The term that the programmes of a stage in force on the day share."""
        years = {many for code, many, since, until in self.terms if code == stage and since <= day <= until}
        return years.pop() if len(years) == 1 else None


@dataclass(eq=False)  # a book is itself: two with the same rows are two
class Book:
    """All that the twin knows: spells, reference, and of each firm the district and what else is written."""

    spells: list[Spell]
    reference: Reference
    districts: dict[str, str | None] = field(default_factory=dict)
    known_items: dict[str, set[str]] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    applications: list[Application] = field(default_factory=list)
    since: date | None = None  # the first day of the whole book, where this one is a part of it

    @property
    def first_day(self) -> date:
        return self.since or min(spell.start for spell in self.spells)

    def of_firms(self, firms: set[str]) -> "Book":
        """The part of the book that speaks of these firms; years are still counted from the whole book's first."""
        spells = [spell for spell in self.spells if spell.firm in firms]
        whole = (self.districts, self.known_items, self.status, self.applications)
        return Book(spells, self.reference, *whole, self.first_day)


def written_day(text: str) -> date | None:
    """A date as people write it, counted from its first day: 2017, 2017-05, 2017.5.3, 2017년 5월."""
    parts = [int(part) for part in re.findall(r"\d+", text or "")]
    return date(*(parts + [1, 1])[:3]) if parts else None


def start_in_words(text: str) -> str:
    """The name of a cohort without a number: its start, to the day, month or year that is known."""
    return "-".join(f"{int(part):02}" for part in re.findall(r"\d+", text))


def term_end(start: date, years: int) -> date:
    """Last day of a term: start + years − 1 day; from 29 February, the last day of February."""
    year = start.year + years
    if start.day > monthrange(year, start.month)[1]:
        return date(year, start.month, monthrange(year, start.month)[1])
    return start.replace(year=year) - DAY


def spell_end(written: date | None, term: date, last_listed: date | None, gone_on: date | None) -> tuple[date, bool]:
    """The last day and whether the spell ended only because a list dropped it."""
    if written:
        return written, False
    estimate = max(term, last_listed or term)
    if gone_on and gone_on <= estimate:
        return gone_on - DAY, True
    return estimate, False


def list_fate(key: Key, lists: list[NamingList]) -> tuple[date | None, date | None]:
    """The newest list that names the spell, and the next of a layout that once named it, which does not.

    A list without any firm of the programme says nothing about the programme.
    """
    naming = [(layout, day) for layout, day, named in lists if key in named]
    if not naming:
        return None, None
    last = max(day for _, day in naming)
    layouts = {layout for layout, _ in naming}
    later = [
        day
        for layout, day, named in lists
        if day > last and layout in layouts and any(programme == key[1] for _, programme, _ in named)
    ]
    return last, min(later, default=None)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines)]


def read_reference(folder: Path) -> Reference:
    open_end = date(9999, 12, 31)
    quotas = [
        (row["stage_code"], int(row["quota"]), written_day(row["valid_from"]), written_day(row["valid_to"]) or open_end)
        for row in rows_of(folder / "quotas.csv")
    ]
    settings = [row for row in rows_of(folder / "settings.csv") if row["setting"] == "grace_days"]
    targets = folder / "targets.csv"
    programmes = rows_of(folder / "programmes.csv")
    return Reference(
        ranks={row["stage_code"]: int(row["rank"]) for row in rows_of(folder / "stages.csv")},
        stage_of={row["programme_code"]: row["stage_code"] for row in programmes},
        quotas=quotas,
        grace=[(written_day(row["valid_from"]), int(row["value"])) for row in settings],
        published=rows_of(folder / "published_figures.csv"),
        targets=rows_of(targets) if targets.exists() else [],
        quota_sources={
            (row["stage_code"], written_day(row["valid_from"])): row["source"] for row in rows_of(folder / "quotas.csv")
        },
        terms=[
            (
                *(row["stage_code"], int(row["term_years"])),
                *(written_day(row["valid_from"]), written_day(row["valid_to"]) or open_end),
            )
            for row in programmes
        ],
        programmes=rows_of(folder / "programmes.csv"),
    )


def read_spells(rows: list[dict[str, str]], folder: Path, firm_of_name: dict[str, str]) -> list[Spell]:
    """Designation rows to spells: missing starts, ends and cohorts follow from reference."""
    programmes = {row["programme_ko"]: row for row in rows_of(folder / "programmes.csv")}
    cohorts = {(row["programme_code"], row["cohort"]): row for row in rows_of(folder / "cohorts.csv")}
    merged: dict[tuple[str, str, str], Spell] = {}
    for row in rows:
        firm = row["사업자등록번호"].replace("-", "") or firm_of_name[row["기업명"]]
        spell = read_spell(row, firm, programmes[row["지정단계"]], cohorts)
        key = (spell.firm, spell.programme, spell.cohort)
        assert key not in merged, f"two rows for {key}: the twin does not merge"
        merged[key] = spell
    return list(merged.values())


def read_spell(
    row: dict[str, str], firm: str, programme: dict[str, str], cohorts: dict[tuple[str, str], dict[str, str]]
) -> Spell:
    code, cohort = programme["programme_code"], row["기수"]
    start = written_day(row["지정일"]) or written_day(cohorts[code, cohort]["start"])
    if not cohort:
        names = [name for (owner, name), at in cohorts.items() if (owner, written_day(at["start"])) == (code, start)]
        cohort = names[0] if names else start_in_words(row["지정일"])
    years = int(cohorts.get((code, cohort), {}).get("term_years") or programme["term_years"])
    end, _ = spell_end(written_day(row["종료일"]), term_end(start, years), None, None)
    again = AGAIN.get(row["신규연장"]) in ("redesignated", "extended")
    return Spell(
        *(firm, code, cohort, programme["stage_code"], start, end, again, REASONS.get(row["종료사유"])),
        start_is_a_day=len(re.findall(r"\d+", row["지정일"])) == 3,
        end_is_written=bool(row["종료일"]),
    )


def read_applications(sample: Path, reference: Reference) -> list[Application]:
    codes = {row["programme_ko"]: row["programme_code"] for row in reference.programmes}
    return [
        Application(
            *(row["사업자등록번호"].replace("-", ""), codes[row["사업"]], row["기수"]),
            *(reference.stage_of[codes[row["사업"]]], written_day(row["신청일"]), row["신청구분"] == "신규"),
        )
        for row in rows_of(sample / "applications.csv")
    ]


def district_of(address: str) -> str | None:
    """The district an address names; another city is 광주 밖; no address is not known."""
    if not address:
        return None
    named = [district for district in DISTRICTS if re.search(rf"(^|\s){district}(\s|$)", address)]
    return named[0] if named and "광주" in address else "광주 밖"


def read_book(sample: Path, reference_folder: Path) -> Book:
    """The invented sample as a book of spells; its targets are reference rows too."""
    firms = {row["사업자등록번호"].replace("-", ""): row for row in rows_of(sample / "firms.csv")}
    number_of = {row["기업명"]: number for number, row in firms.items()}
    spells = read_spells(rows_of(sample / "designations.csv"), reference_folder, number_of)
    reference = read_reference(reference_folder)
    reference.targets += rows_of(sample / "targets.csv")
    items = {"corporate_no": "법인등록번호", "industry": "업종", "district": "주소", "established_on": "설립일"}
    known = {
        number: {"business_no"} | {item for item, header in items.items() if row[header]}
        for number, row in firms.items()
    }
    districts = {number: district_of(row["주소"]) for number, row in firms.items()}
    status = {number: row["상태"] for number, row in firms.items()}
    return Book(spells, reference, districts, known, status, read_applications(sample, reference))
