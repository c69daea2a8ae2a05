"""Who stood where: small tables of all firms and days, for metrics that look at one day or at the ends of years."""

from bisect import bisect_left, bisect_right
from datetime import date
from typing import NamedTuple

from metrics.asking import kept
from metrics.selection import Selection
from warehouse import Snapshot

Firm = tuple[str, str, str]  # firm_id, firm_name, district

_HOLDINGS = """
SELECT firm_id, firm_name, district, stage_code, rank, starts_on, ends_on, is_first_entry
FROM marts.holdings
INNER JOIN marts.firms USING (firm_id)
ORDER BY rank, firm_name, firm_id, starts_on
"""
_STATES = """
SELECT firm_id, firm_name, district, state, rank, starts_on, coalesce(ends_on, DATE '9999-12-31') AS ends_on
FROM marts.firm_states
INNER JOIN marts.firms USING (firm_id)
ORDER BY rank, firm_name, firm_id, starts_on
"""
_STAGES = "SELECT stage_code FROM marts.stages ORDER BY rank"
_QUOTAS = """
SELECT stage_code, quota, valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to, source
FROM marts.quotas
ORDER BY valid_from
"""
_FIRST_YEAR = "SELECT min(year(starts_on)) AS first_year FROM marts.holdings"


class Holding(NamedTuple):
    """One unbroken time of a firm in a stage; both days belong to it."""

    firm_id: str
    firm_name: str
    district: str
    stage_code: str
    rank: int
    starts_on: date
    ends_on: date
    is_first_entry: bool

    @property
    def firm(self) -> Firm:
        """The firm as lists name it."""
        return self[:3]


class Standing(NamedTuple):
    """The days in which a firm stood somewhere: its highest stage, else how it last left; without a rank then."""

    firm_id: str
    firm_name: str
    district: str
    state: str
    rank: int | None
    starts_on: date
    ends_on: date

    @property
    def firm(self) -> Firm:
        """The firm as lists name it."""
        return self[:3]


class Quota(NamedTuple):
    """The seats of a stage while a rule is in force."""

    stage_code: str
    quota: int
    valid_from: date
    valid_to: date
    source: str


def holdings(snapshot: Snapshot, selection: Selection) -> list[Holding]:
    """Of the chosen firms, by stage and then by name. Raises EmptySelection."""
    return kept(snapshot, selection, _HOLDINGS, Holding._make)


def standings(snapshot: Snapshot, selection: Selection) -> list[Standing]:
    """Of the chosen firms, by stage and then by name; those without a stage last. Raises EmptySelection."""
    return kept(snapshot, selection, _STATES, Standing._make)


def stages_shown(snapshot: Snapshot, selection: Selection) -> list[str]:
    """The stages that have rows, from the lowest."""
    stages = [stage for (stage,) in snapshot.rows(_STAGES)]
    return [stage for stage in stages if stage in selection.stages] if selection.stages else stages


def quota_on(snapshot: Snapshot, selection: Selection, day: date) -> dict[str, Quota]:
    """The rule of each stage in force on the day, the latest where two are; none for a part of the firms."""
    if not selection.has_whole_stages:
        return {}
    rows = snapshot.rows(_QUOTAS, Quota._make)
    return {row.stage_code: row for row in rows if row.valid_from <= day <= row.valid_to}


class Closings:
    """The ends of the years in view, the last one cut at the as-of date."""

    def __init__(self, snapshot: Snapshot, selection: Selection) -> None:
        ((first,),) = snapshot.rows(_FIRST_YEAR)
        every = () if first is None else range(first, selection.as_of.year + 1)
        self.years = [year for year in every if not selection.years or year in selection.years]
        self.days = [min(date(year, 12, 31), selection.as_of) for year in self.years]

    def within(self, first: date, last: date) -> list[int]:
        """The years that close in these days, both included."""
        return self.years[bisect_left(self.days, first) : bisect_right(self.days, last)]
