"""Vacancies to expect: the seats whose designations end, and how many such were left at their end before."""

from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from metrics.asking import remembered
from metrics.days import months_after
from metrics.errors import WrongUsage
from metrics.held import quota_on, stages_shown
from metrics.leaving import leaving_by, record_of
from metrics.seats import Held, designations, ended_by, seats_held
from metrics.selection import Selection
from warehouse import Snapshot

HORIZONS = (6, 12, 24)  # months

_TERMS = """
SELECT stage_code, term_years, valid_from, coalesce(valid_to, DATE '9999-12-31') AS valid_to
FROM marts.programmes
WHERE term_years IS NOT NULL
"""

_COUNTED = [
    *("stage_code", "horizon_months", "horizon_on", "used", "quota", "vacant_now"),
    *("ending", "renewed_already", "undecided", "term_years"),
    *("ended", "stayed", "stay_rate", "low_stay_rate", "high_stay_rate"),
    *("expected_to_leave", "low_to_leave", "high_to_leave"),
    *("expected_vacancies", "low_vacancies", "high_vacancies"),
]
_WHOLE = ("term_years", "ended", "stayed", "low_to_leave", "high_to_leave", "low_vacancies", "high_vacancies")
_NUMBER = dict.fromkeys(
    ("horizon_months", "used", "quota", "vacant_now", "ending", "renewed_already", "undecided"), "int64"
)
_BEHIND = [
    *("firm_id", "firm_name", "district", "stage_code", "horizon_months", "counted_in"),
    *("programme_code", "cohort", "ends_on", "is_end_estimated", "stay_ends_on", "other_stage_code"),
]
_KINDS = {"horizon_months": "int64", "is_end_estimated": "bool"}


@remembered
def expected_vacancies(
    snapshot: Snapshot,
    selection: Selection,
    *,
    months: int | None = None,
    stage_code: str | None = None,
    quota: int | None = None,
    stay_rate: float | None = None,
    term_years: int | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Seats that will be free some months after the as-of date when none is filled anew, as the record leads to expect.

    One row per stage with a quota on the as-of date and horizon (6, 12 and 24 months, or `months`): stage_code,
    horizon_months, horizon_on (the as-of date so many months later), used (firms that hold the stage on the as-of
    date), quota, vacant_now (quota - used; negative: over it), ending (of used, those whose designation's last day
    lies before horizon_on), renewed_already (of ending, those held on beyond it by a later designation that is
    known), undecided (ending - renewed_already), term_years (that the programmes of the stage share; missing where
    they differ), ended (record: ends of designations of the stage by the as-of date, the grace days gone; early
    ends too), stayed (of ended, those after which the firm's stay in the stage went on), stay_rate (stayed /
    ended; missing below 5 ended), low_stay_rate and high_stay_rate (its 95 % interval after Wilson),
    expected_to_leave (ending x (1 - stay_rate), never more than undecided; missing with the rate), low_to_leave
    and high_to_leave (the 2.5 % point of a binomial of `ending` draws at 1 - high_stay_rate, and the 97.5 %
    point at 1 - low_stay_rate, never more than undecided: so the range holds how little the record knows and
    chance, as if each firm were decided by itself), expected_vacancies, low_vacancies and high_vacancies (vacant_now
    plus these). Nobody is admitted, promoted firms leave, and no seat is left early.
    What if: `quota` and `stay_rate` (0 to 1) replace those in force and on record (ended and stayed are then
    missing, and the range holds chance alone); `term_years` moves ends computed from the term, never written ones;
    `stage_code` keeps a stage, with `quota` also one that has none. Empty when districts or industries are chosen.
    `firms`: firm_id, firm_name, district, stage_code, horizon_months, counted_in (used, ending, renewed_already,
    undecided, ended or stayed), programme_code, cohort, ends_on, is_end_estimated, stay_ends_on (the last day that
    is known of the firm's stay), other_stage_code (the highest other stage it holds; missing: none).
    Raises WrongUsage for a number out of its range, EmptySelection when no firm is selected.
    Source: marts.seat_spells, quotas, programmes.
    """
    _require("months", months, 1, 600)
    _require("quota", quota, 0, 1_000_000)
    _require("stay_rate", stay_rate, 0, 1)
    _require("term_years", term_years, 1, 100)
    # what is supposed is put in here, so that trying numbers asks the snapshot nothing anew
    every = designations(snapshot, selection)
    ended = ended_by(every, selection.as_of)
    limits = _limits(snapshot, selection, ended, stage_code, quota=quota, term_years=term_years)
    seats = seats_held(every, selection.as_of, term_years)
    horizons = [(each, _months_after(selection, each)) for each in (HORIZONS if months is None else (months,))]
    if firms:
        record = ended if stay_rate is None else []
        return _firms_behind([limit.stage_code for limit in limits], seats, record, horizons)
    rows = [
        _row(limit, [seat for seat in seats if seat.stage_code == limit.stage_code], *horizon, stay_rate)
        for limit in limits
        for horizon in horizons
    ]
    columns = {name: [row.get(name) for row in rows] for name in _COUNTED}
    return pd.DataFrame({name: _column(name, values) for name, values in columns.items()})


class _Limit(NamedTuple):
    """A stage's quota and usual term, and what its designations that ended led to."""

    stage_code: str
    quota: int | None
    term_years: int | None
    ended: int
    stayed: int


def _limits(
    snapshot: Snapshot, selection: Selection, ended: list[Held], stage_code: str | None, **supposed: int | None
) -> list[_Limit]:
    """The stages with a quota; one supposed without a stage is for those that have one."""
    if not selection.has_whole_stages:
        return []
    day = selection.as_of
    quotas, terms = quota_on(snapshot, selection, day), snapshot.rows(_TERMS)
    found = []
    for stage in stages_shown(snapshot, selection):
        years = {years for code, years, since, until in terms if code == stage and since <= day <= until}
        of_stage = {(each.firm_id, each.ends_on, each.is_renewed) for each in ended if each.stage_code == stage}
        quota = quotas[stage].quota if stage in quotas else None
        term = years.pop() if len(years) == 1 else None
        limit = _Limit(stage, quota, term, len(of_stage), sum(is_renewed for *_, is_renewed in of_stage))
        if stage_code in (None, stage) and not (stage_code is None and quota is None):
            found.append(limit._replace(**{name: value for name, value in supposed.items() if value is not None}))
    return [limit for limit in found if limit.quota is not None]


def _column(name: str, values: list[Any]) -> Any:
    if name in _WHOLE:
        return pd.array(values, dtype="Int64")
    return pd.Series(values, dtype="object" if name in ("stage_code", "horizon_on") else _NUMBER.get(name, "float64"))


def _require(name: str, value: float | None, least: float, most: float) -> None:
    if value is not None and not least <= value <= most:
        raise WrongUsage("out_of_range", option=f"--{name.replace('_', '-')}", value=value, least=least, most=most)


def _months_after(selection: Selection, months: int) -> date:
    return months_after(selection.as_of, months)


def _row(limit: _Limit, seats: list[Held], months: int, by: date, given: float | None) -> dict[str, Any]:
    ending = sum(seat.ends_on < by for seat in seats)
    undecided = sum(seat.ends_on < by and seat.stay_ends_on < by for seat in seats)
    vacant = limit.quota - len(seats)
    record = record_of(limit.ended, limit.stayed) if given is None else {"stay_rate": given}
    leaving = leaving_by(ending, undecided, record)
    return {
        **{"stage_code": limit.stage_code, "horizon_months": months, "horizon_on": by},
        **{"used": len(seats), "quota": limit.quota, "vacant_now": vacant, "term_years": limit.term_years},
        **{"ending": ending, "renewed_already": ending - undecided, "undecided": undecided, **record},
        **{f"{name}_to_leave": number for name, number in leaving.items()},
        **{f"{name}_vacancies": vacant + number for name, number in leaving.items()},
    }


def _firms_behind(
    stages: list[str], seats: list[Held], ended: list[Held], horizons: list[tuple[int, date]]
) -> pd.DataFrame:
    """The seats that each number counts, under each horizon, with the names of their firms."""
    held: dict[str, list[tuple[int, str]]] = {}
    for seat in seats:
        held.setdefault(seat.firm_id, []).append((seat.rank, seat.stage_code))
    rows = []
    for months, by in horizons:
        for table, numbers_of in ((seats, _of_seat), (ended, _of_record)):
            for firm, name, district, stage, _, *spell in table:
                if stage not in stages:
                    continue
                others = [other for other in held.get(firm, []) if other[1] != stage]
                spell = (*spell, max(others)[1] if others else None)
                counted = numbers_of(spell[2], spell[4], by)
                rows += [(firm, name, district, stage, months, number, *spell) for number in counted]
    rows.sort(key=lambda row: (row[4], row[8], row[1], row[0]))  # horizon, last day, name
    return pd.DataFrame(rows, columns=_BEHIND, dtype="object").astype(_KINDS)


def _of_seat(ends_on: date, stay_ends_on: date, by: date) -> tuple[str, ...]:
    """The numbers that a seat is counted in."""
    if ends_on >= by:
        return ("used",)
    return ("used", "ending", "undecided" if stay_ends_on < by else "renewed_already")


def _of_record(ends_on: date, stay_ends_on: date, by: date) -> tuple[str, ...]:
    return ("ended", "stayed") if stay_ends_on > ends_on else ("ended",)
