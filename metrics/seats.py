"""Designations as seats: who held which until when, and what the record of ended ones says."""

from datetime import date, timedelta
from typing import NamedTuple

from metrics.asking import kept
from metrics.days import months_after
from metrics.selection import Selection
from warehouse import Snapshot

_SEATS = """
SELECT
  seat_spells.firm_id,
  firm_name,
  district,
  stage_code,
  rank,
  programme_code,
  cohort,
  starts_on,
  ends_on,
  is_end_estimated,
  is_end_of_term,
  last_listed_on,
  stay_starts_on,
  stay_ends_on,
  CAST(grace_days AS INTEGER) AS grace_days
FROM marts.seat_spells
INNER JOIN marts.firms USING (firm_id)
ORDER BY ends_on, rank, programme_code, firm_name, seat_spells.firm_id, starts_on, cohort
"""


class Seat(NamedTuple):
    """One designation beside the stay that it is a part of."""

    firm_id: str
    firm_name: str
    district: str
    stage_code: str
    rank: int
    programme_code: str
    cohort: str
    starts_on: date
    ends_on: date
    is_end_estimated: bool
    is_end_of_term: bool
    last_listed_on: date | None
    stay_starts_on: date
    stay_ends_on: date
    grace_days: int

    @property
    def has_later_spell(self) -> bool:
        """Whether the stay goes on: a later designation is known."""
        return self.stay_ends_on > self.ends_on

    def lasts_until(self, term_years: int | None) -> date:
        """Its last day if the term were of so many years: only an end that was computed from the term moves."""
        if term_years is None or not self.is_end_of_term:
            return self.ends_on
        anniversary = months_after(self.starts_on, 12 * term_years)
        # the day before the anniversary; a term from 29 February ends with February
        end = anniversary - timedelta(days=0 if anniversary.day < self.starts_on.day else 1)
        return max(end, self.last_listed_on or end)


class Held(NamedTuple):
    """One seat of the as-of date, or one end on record: the last day, and the last that is known of the stay."""

    firm_id: str
    firm_name: str
    district: str
    stage_code: str
    rank: int
    programme_code: str
    cohort: str
    ends_on: date
    is_end_estimated: bool
    stay_ends_on: date

    @property
    def is_renewed(self) -> bool:
        """Whether the stay went on beyond it."""
        return self.stay_ends_on > self.ends_on


def designations(snapshot: Snapshot, selection: Selection) -> list[Seat]:
    """Of the chosen firms, in order of their last days. Raises EmptySelection."""
    return kept(snapshot, selection, _SEATS, Seat._make)


def seats_held(every: list[Seat], day: date, term_years: int | None) -> list[Held]:
    """One row per seat held on the day, by the designation that holds it."""
    found: dict[tuple[str, str], list[tuple[date, Seat]]] = {}
    for each in every:
        if each.stay_starts_on <= day <= each.stay_ends_on:
            found.setdefault((each.firm_id, each.stage_code), []).append((each.lasts_until(term_years), each))
    return [_held(those, day) for those in found.values()]


def _held(those: list[tuple[date, Seat]], day: date) -> Held:
    those = sorted(those, key=lambda each: (each[1].programme_code, each[1].cohort))
    those.sort(key=lambda each: (each[1].starts_on <= day, each[0], each[1].starts_on), reverse=True)
    (last, holder), stay_until = those[0], max(until for until, _ in those)
    is_running = any(each.starts_on <= day <= each.ends_on for _, each in those)
    # in the gap before a designation that is known, that one holds the seat
    ends_on = last if is_running else stay_until
    return Held(*holder[:7], ends_on, holder.is_end_estimated, stay_until)


def ended_by(every: list[Seat], day: date) -> list[Held]:
    """The ends of designations whose grace days have passed by the day: whoever was to come back has come back."""
    found: dict[tuple[str, str, date, date], list[Seat]] = {}
    for each in every:
        if each.ends_on + timedelta(days=each.grace_days) <= day:
            found.setdefault((each.firm_id, each.stage_code, each.ends_on, each.stay_ends_on), []).append(each)
    return [_ended(those) for those in found.values()]


def _ended(those: list[Seat]) -> Held:
    last = max(those, key=lambda each: (each.starts_on, each.programme_code, each.cohort))
    return Held(*last[:7], last.ends_on, any(each.is_end_estimated for each in those), last.stay_ends_on)
