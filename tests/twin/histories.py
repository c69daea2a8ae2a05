"""Invented histories of firms: overlaps, gaps on both sides of the grace days, skips, re-entries, dropped names."""

from datetime import date, timedelta

from hypothesis import strategies as st

from .spells import DAY, Book, Reference, Spell, spell_end

RANKS = {"pre": 1, "flagship": 2, "star": 3, "global": 4, "wc300": 5}
STAGE_OF = {
    "pre": "pre",
    "flagship": "flagship",
    "star": "star",
    "innovation_leader": "star",
    "global": "global",
    "global_1000": "global",
    "wc300": "wc300",
    "wc_plus": "wc300",
}
Grace = list[tuple[date, int]]  # from which day on, how many days
REFERENCE = Reference(RANKS, STAGE_OF, grace=[(date(2015, 1, 1), 90)])
GRACE_RULES: tuple[Grace, ...] = (
    REFERENCE.grace,
    [(date(2015, 1, 1), 90), (date(2018, 1, 1), 30)],
    [(date(2011, 1, 1), 0), (date(2017, 7, 1), 400)],
)
REASONS = (
    *(None, None, None, "promotion", "graduation", "expiry", "waiver", "failure"),
    *("revocation", "closure", "merger", "relocation", "unknown"),
)
# days at which calendars and inclusive ends break
EDGES = [date(year, *day) for year in range(2015, 2022) for day in ((1, 1), (1, 2), (6, 30), (12, 30), (12, 31))]
EDGES += [date(2016, 2, 29), date(2020, 2, 29), date(2019, 2, 28), date(2014, 3, 1)]
GAPS = (-800, -400, -30, -1, 0, 1, 2, 30, 89, 90, 91, 92, 200, 500)  # from the last end to the next start
LENGTHS = (0, 1, 29, 90, 364, 365, 729, 1094, 1825)  # days after the first one
ECHO_DAYS = (0, 1, -1, 59, 180, -31)
Designation = dict[str, object]


@st.composite
def designation(draw: st.DrawFn, start: date) -> Designation:
    """One clean designation: its end written, or computed, or moved by lists."""
    ends = start + timedelta(days=draw(st.sampled_from(LENGTHS)))
    how = draw(st.sampled_from(("written", "written", "term", "listed", "gone", "gone late")))
    listed = ends + timedelta(days=draw(st.sampled_from((-20, 0, 1, 45))))
    gone = (listed if how == "gone" else ends) + timedelta(days=draw(st.sampled_from((1, 2, 60))))
    has_list = how not in ("written", "term")
    return {
        "programme_code": draw(st.sampled_from(tuple(STAGE_OF))),
        "starts_on": start,
        "written_end": ends if how == "written" else None,
        "term_end": ends,
        "last_listed_on": max(listed, start) if has_list else None,
        "gone_on": max(gone, start + 2 * DAY) if how.startswith("gone") else None,
        "began_as": draw(st.sampled_from((None, "new", "new", "redesignated", "extended"))),
        "end_reason": draw(st.sampled_from(REASONS)),
    }


@st.composite
def history(draw: st.DrawFn) -> list[Designation]:
    """Up to six designations of one firm; each begins at an edge or near the end of an earlier one."""
    rows = [draw(designation(draw(st.sampled_from(EDGES))))]
    for _ in range(draw(st.integers(0, 5))):
        gap = draw(st.sampled_from((*GAPS, None)))
        last = rows[-1]["written_end"] or rows[-1]["term_end"]
        start = draw(st.sampled_from(EDGES)) if gap is None else last + timedelta(days=gap)
        row = draw(designation(start))
        if draw(st.booleans()):  # stay on the same rung often: joins, gaps and re-entries need it
            row["programme_code"] = rows[-1]["programme_code"]
        rows.append(row)
    return rows


def with_echoes(histories: list[list[Designation]]) -> list[list[Designation]]:
    """Each history also some days earlier and later, on the next rungs: other year ends, other ranks, no more draws."""
    return [[moved(row, days, steps) for row in rows] for rows in histories for steps, days in enumerate(ECHO_DAYS)]


def moved(row: Designation, days: int, steps: int) -> Designation:
    programmes = tuple(STAGE_OF)
    dates = {name: value + days * DAY for name, value in row.items() if isinstance(value, date)}
    programme = programmes[(programmes.index(row["programme_code"]) + steps) % len(programmes)]
    return {**row, **dates, "programme_code": programme}


def number_rows(histories: list[list[Designation]]) -> list[Designation]:
    """All histories as one table: firm f0001 …, cohorts 1기, 2기 … within a firm."""
    day_known = {"start_precision": "day", "is_start_derived": False, "end_precision": "day"}
    return [
        {"firm_id": f"f{firm:04}", "cohort": f"{nth}기", "stage_code": STAGE_OF[row["programme_code"]]}
        | row
        | day_known
        for firm, rows in enumerate(histories)
        for nth, row in enumerate(rows, start=1)
    ]


def book_of(rows: list[Designation], grace: Grace) -> Book:
    """The same designations as the twin reads them."""
    spells = []
    for row in rows:
        end, gone = spell_end(row["written_end"], row["term_end"], row["last_listed_on"], row["gone_on"])
        again = row["began_as"] in ("redesignated", "extended")
        spells.append(
            Spell(
                *(row["firm_id"], row["programme_code"], row["cohort"], row["stage_code"]),
                *(row["starts_on"], end, again, row["end_reason"], gone),
            )
        )
    return Book(spells, Reference(RANKS, STAGE_OF, grace=grace))
