"""Vacancies to expect: the seats whose designations end, and how many such were left at their end before."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.errors import WrongUsage
from metrics.leaving import leaving_by, record_of
from metrics.selection import Selection
from warehouse import Snapshot

HORIZONS = (6, 12, 24)  # months

_LIMITS = """
WITH limits AS (
  SELECT stage_code, arg_max(quota, valid_from) AS quota
  FROM marts.quotas
  WHERE valid_from <= $as_of AND (valid_to IS NULL OR valid_to >= $as_of)
  GROUP BY stage_code
),
terms AS (
  SELECT stage_code, CASE WHEN min(term_years) = max(term_years) THEN min(term_years) END AS term_years
  FROM marts.programmes
  WHERE valid_from <= $as_of AND (valid_to IS NULL OR valid_to >= $as_of)
  GROUP BY stage_code
),
ended AS (
  -- ends whose grace days have passed: whoever was to come back has come back
  SELECT DISTINCT firm_id, stage_code, ends_on, stay_ends_on > ends_on AS is_renewed
  FROM marts.seat_spells
  SEMI JOIN selected_firms($selection) USING (firm_id)
  WHERE ends_on + CAST(grace_days AS INTEGER) <= $as_of
)
SELECT
  stages.stage_code,
  limits.quota,
  terms.term_years,
  count(ended.firm_id) AS ended,
  count(*) FILTER (is_renewed) AS stayed
FROM marts.stages
LEFT JOIN limits USING (stage_code)
LEFT JOIN terms USING (stage_code)
LEFT JOIN ended USING (stage_code)
WHERE $has_whole_stages
  AND ($stages IS NULL OR list_contains($stages, stages.stage_code))
GROUP BY stages.stage_code, stages.rank, limits.quota, terms.term_years
ORDER BY stages.rank
"""

# One row per seat held on the as-of date, with the last day of the designation that holds it and of all that are known.
_SEATS = """
WITH termed AS (
  SELECT
    seat_spells.*,
    CAST(starts_on + to_years(CAST($term_years AS INTEGER)) AS DATE) AS anniversary
  FROM marts.seat_spells
  WHERE $as_of BETWEEN stay_starts_on AND stay_ends_on
),
lasting AS (
  SELECT
    termed.*,
    CASE
      WHEN $term_years IS NULL OR NOT is_end_of_term THEN ends_on
      -- the day before the anniversary; a term from 29 February ends with February
      ELSE greatest(anniversary - CASE WHEN day(anniversary) < day(starts_on) THEN 0 ELSE 1 END, last_listed_on)
    END AS lasts_until
  FROM termed
),
seats AS (
  SELECT
    lasting.*,
    max(lasts_until) OVER seat AS stay_until,
    max(CASE WHEN starts_on <= $as_of THEN ends_on END) OVER seat >= $as_of AS is_running
  FROM lasting
  WINDOW seat AS (PARTITION BY firm_id, stage_code)
  QUALIFY row_number() OVER (
    PARTITION BY firm_id, stage_code
    ORDER BY starts_on <= $as_of DESC, lasts_until DESC, starts_on DESC, programme_code, cohort
  ) = 1
)
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  rank,
  programme_code,
  cohort,
  -- in the gap before a designation that is known, that one holds the seat
  CASE WHEN is_running THEN lasts_until ELSE stay_until END AS ends_on,
  is_end_estimated,
  stay_until AS stay_ends_on
FROM seats
INNER JOIN selected_firms($selection) USING (firm_id)
"""

_ENDED = """
SELECT
  firm_id,
  firm_name,
  district,
  stage_code,
  rank,
  arg_max(programme_code, (starts_on, programme_code, cohort)) AS programme_code,
  arg_max(cohort, (starts_on, programme_code, cohort)) AS cohort,
  ends_on,
  bool_or(is_end_estimated) AS is_end_estimated,
  stay_ends_on
FROM marts.seat_spells
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE ends_on + CAST(grace_days AS INTEGER) <= $as_of
GROUP BY firm_id, firm_name, district, stage_code, rank, ends_on, stay_ends_on
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
    limits = [each for each in _limits(snapshot, selection, quota, term_years, stage_code) if each.quota is not None]
    seats = ask_plainly(snapshot, selection, _SEATS, term_years=term_years)
    horizons = [(each, _months_after(selection, each)) for each in (HORIZONS if months is None else (months,))]
    if firms:
        ended = ask_plainly(snapshot, selection, _ENDED)
        record = ended if stay_rate is None else ended.head(0)
        return _firms_behind([limit.stage_code for limit in limits], seats, record, horizons)
    lasting = list(zip(seats["stage_code"], seats["ends_on"], seats["stay_ends_on"], strict=True))
    rows = [
        _row(limit, [days for stage, *days in lasting if stage == limit.stage_code], *horizon, stay_rate)
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
    snapshot: Snapshot, selection: Selection, quota: int | None, term_years: int | None, stage_code: str | None
) -> Iterator[_Limit]:
    found = ask(snapshot, selection, _LIMITS)
    for row in _rows(found):
        limit = _Limit(*(None if pd.isna(cell) else cell for cell in row))
        if stage_code is None and limit.quota is None:
            continue  # a quota supposed without a stage is for the stages that have one
        if stage_code in (None, limit.stage_code):
            supposed = {"quota": quota, "term_years": term_years}
            yield limit._replace(**{name: value for name, value in supposed.items() if value is not None})


def _column(name: str, values: list[Any]) -> Any:
    if name in _WHOLE:
        return pd.array(values, dtype="Int64")
    return pd.Series(values, dtype="object" if name in ("stage_code", "horizon_on") else _NUMBER.get(name, "float64"))


def _require(name: str, value: float | None, least: float, most: float) -> None:
    if value is not None and not least <= value <= most:
        raise WrongUsage("out_of_range", option=f"--{name.replace('_', '-')}", value=value, least=least, most=most)


def _months_after(selection: Selection, months: int) -> date:
    return (pd.Timestamp(selection.as_of) + pd.DateOffset(months=months)).date()


def _row(limit: _Limit, seats: list[list[date]], months: int, by: date, given: float | None) -> dict[str, Any]:
    """`seats` are the last days of each: of the designation that holds it, and of all that are known."""
    ending = sum(ends_on < by for ends_on, _ in seats)
    undecided = sum(ends_on < by and stay_ends_on < by for ends_on, stay_ends_on in seats)
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
    stages: list[str], seats: pd.DataFrame, ended: pd.DataFrame, horizons: list[tuple[int, date]]
) -> pd.DataFrame:
    """The seats that each number counts, under each horizon, with the names of their firms."""
    held: dict[str, list[tuple[int, str]]] = {}
    for firm, rank, stage in zip(seats["firm_id"], seats["rank"], seats["stage_code"], strict=True):
        held.setdefault(firm, []).append((rank, stage))
    rows = []
    for months, by in horizons:
        for table, numbers_of in ((seats, _of_seat), (ended, _of_record)):
            for firm, name, district, stage, _, *spell in _rows(table):
                if stage not in stages:
                    continue
                others = [other for other in held.get(firm, []) if other[1] != stage]
                spell = (*spell, max(others)[1] if others else None)
                counted = numbers_of(spell[2], spell[4], by)
                rows += [(firm, name, district, stage, months, number, *spell) for number in counted]
    rows.sort(key=lambda row: (row[4], row[8], row[1], row[0]))  # horizon, last day, name
    return pd.DataFrame(rows, columns=_BEHIND, dtype="object").astype(_KINDS)


def _rows(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(table.itertuples(index=False, name=None))


def _of_seat(ends_on: date, stay_ends_on: date, by: date) -> tuple[str, ...]:
    """The numbers that a seat is counted in."""
    if ends_on >= by:
        return ("used",)
    return ("used", "ending", "undecided" if stay_ends_on < by else "renewed_already")


def _of_record(ends_on: date, stay_ends_on: date, by: date) -> tuple[str, ...]:
    return ("ended", "stayed") if stay_ends_on > ends_on else ("ended",)
