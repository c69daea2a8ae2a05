"""Vacancies to expect: the seats whose designations end, and how many such were left at their end before."""

from datetime import date
from math import exp, lgamma, log, log1p
from typing import Any

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.errors import WrongUsage
from metrics.intervals import TOO_FEW, wilson
from metrics.selection import Selection
from warehouse import Snapshot

HORIZONS = (6, 12, 24)  # months
_TAIL = 0.025  # of a range that holds in 19 of 20 cases, on either side

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
  CAST(coalesce($quota, limits.quota) AS BIGINT) AS quota,
  CAST(coalesce($term_years, terms.term_years) AS BIGINT) AS term_years,
  count(ended.firm_id) AS ended,
  count(*) FILTER (is_renewed) AS renewed
FROM marts.stages
LEFT JOIN limits USING (stage_code)
LEFT JOIN terms USING (stage_code)
LEFT JOIN ended USING (stage_code)
WHERE $has_whole_stages
  AND ($stages IS NULL OR list_contains($stages, stages.stage_code))
  AND CASE WHEN $stage_code IS NULL THEN limits.quota ELSE coalesce($quota, limits.quota) END IS NOT NULL
  AND ($stage_code IS NULL OR stages.stage_code = $stage_code)
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
  stage_code,
  programme_code,
  cohort,
  -- in the gap before a designation that is known, that one holds the seat
  CASE WHEN is_running THEN lasts_until ELSE stay_until END AS ends_on,
  is_end_estimated,
  stay_until AS stay_ends_on
FROM seats
SEMI JOIN selected_firms($selection) USING (firm_id)
WHERE $stage_code IS NULL OR stage_code = $stage_code
"""

_ENDED = """
SELECT
  firm_id,
  stage_code,
  arg_max(programme_code, (starts_on, programme_code, cohort)) AS programme_code,
  arg_max(cohort, (starts_on, programme_code, cohort)) AS cohort,
  ends_on,
  bool_or(is_end_estimated) AS is_end_estimated,
  stay_ends_on
FROM marts.seat_spells
SEMI JOIN selected_firms($selection) USING (firm_id)
WHERE ends_on + CAST(grace_days AS INTEGER) <= $as_of
  AND ($stage_code IS NULL OR stage_code = $stage_code)
GROUP BY firm_id, stage_code, ends_on, stay_ends_on
"""

_FIRMS = """
SELECT
  selected.firm_id,
  firm_name,
  district,
  stages.stage_code,
  arg_max(other.stage_code, other.rank) AS other_stage_code
FROM selected_firms($selection) AS selected
CROSS JOIN marts.stages
LEFT JOIN marts.holdings AS other
  ON other.firm_id = selected.firm_id
  AND other.stage_code <> stages.stage_code
  AND $as_of BETWEEN other.starts_on AND other.ends_on
WHERE $stage_code IS NULL OR stages.stage_code = $stage_code
GROUP BY selected.firm_id, firm_name, district, stages.stage_code
"""

_COUNTED = [
    *("stage_code", "horizon_months", "horizon_on", "used", "quota", "vacant_now"),
    *("ending", "renewed_already", "undecided", "term_years"),
    *("ended", "renewed", "renewal_rate", "low_renewal_rate", "high_renewal_rate"),
    *("expected_to_leave", "low_to_leave", "high_to_leave"),
    *("expected_vacancies", "low_vacancies", "high_vacancies"),
]
_WHOLE = ["quota", "term_years", "ended", "renewed", "low_to_leave", "high_to_leave", "low_vacancies", "high_vacancies"]
_BEHIND = [
    *("firm_id", "firm_name", "district", "stage_code", "horizon_months", "counted_in"),
    *("programme_code", "cohort", "ends_on", "is_end_estimated", "stay_ends_on", "other_stage_code"),
]


def expected_vacancies(
    snapshot: Snapshot,
    selection: Selection,
    *,
    months: int | None = None,
    stage_code: str | None = None,
    quota: int | None = None,
    renewal_rate: float | None = None,
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
    ends too), renewed (of ended, those after which the firm's stay in the stage went on), renewal_rate (renewed /
    ended; missing below 5 ended), low_renewal_rate and high_renewal_rate (its 95 % interval after Wilson),
    expected_to_leave (ending x (1 - renewal_rate), never more than undecided; missing with the rate), low_to_leave
    and high_to_leave (the 2.5 % point of a binomial of `ending` draws at 1 - high_renewal_rate, and the 97.5 %
    point at 1 - low_renewal_rate, never more than undecided: so the range holds how little the record knows and
    chance, as if firms were renewed independently), expected_vacancies, low_vacancies and high_vacancies (vacant_now
    plus these). Nobody is admitted, promoted firms leave, and no seat is left early.
    What if: `quota` and `renewal_rate` (0 to 1) replace those in force and on record (ended and renewed are then
    missing, and the range holds chance alone); `term_years` moves ends computed from the term, never written ones;
    `stage_code` keeps a stage, with `quota` also one that has none. Empty when districts or industries are chosen.
    `firms`: firm_id, firm_name, district, stage_code, horizon_months, counted_in (used, ending, renewed_already,
    undecided, ended or renewed), programme_code, cohort, ends_on, is_end_estimated, stay_ends_on (the last day that
    is known of the firm's stay), other_stage_code (the highest other stage it holds; missing: none).
    Raises WrongUsage for a number out of its range, EmptySelection when no firm is selected.
    Source: marts.seat_spells, holdings, quotas, programmes.
    """
    _require("months", months, 1, 600)
    _require("quota", quota, 0, 1_000_000)
    _require("renewal_rate", renewal_rate, 0, 1)
    _require("term_years", term_years, 1, 100)
    asked = {"stage_code": stage_code, "quota": quota, "term_years": term_years}
    limits = ask(snapshot, selection, _LIMITS, **asked)
    seats = ask_plainly(snapshot, selection, _SEATS, **asked)
    horizons = [(each, _months_after(selection, each)) for each in (HORIZONS if months is None else (months,))]
    if firms:
        ended = ask_plainly(snapshot, selection, _ENDED, **asked)
        record = ended if renewal_rate is None else ended.head(0)
        named = ask_plainly(snapshot, selection, _FIRMS, **asked)
        return _firms_behind(limits["stage_code"], seats, record, named, horizons)
    lasting = list(zip(seats["stage_code"], seats["ends_on"], seats["stay_ends_on"], strict=True))
    rows = [
        _row(limit, [days for stage, *days in lasting if stage == limit.stage_code], *horizon, renewal_rate)
        for limit in limits.itertuples()
        for horizon in horizons
    ]
    return pd.DataFrame(rows, columns=_COUNTED).astype(dict.fromkeys(_WHOLE, "Int64"))


def _require(name: str, value: float | None, least: float, most: float) -> None:
    if value is not None and not least <= value <= most:
        raise WrongUsage("out_of_range", option=f"--{name.replace('_', '-')}", value=value, least=least, most=most)


def _months_after(selection: Selection, months: int) -> date:
    return (pd.Timestamp(selection.as_of) + pd.DateOffset(months=months)).date()


def _row(limit: Any, seats: list[list[date]], months: int, by: date, given: float | None) -> dict[str, Any]:
    """`seats` are the last days of each: of the designation that holds it, and of all that are known."""
    ending = sum(ends_on < by for ends_on, _ in seats)
    undecided = sum(ends_on < by and stay_ends_on < by for ends_on, stay_ends_on in seats)
    vacant = limit.quota - len(seats)
    record = _record(limit.ended, limit.renewed) if given is None else {"renewal_rate": given}
    leaving = _leaving(ending, undecided, record)
    return {
        **{"stage_code": limit.stage_code, "horizon_months": months, "horizon_on": by},
        **{"used": len(seats), "quota": limit.quota, "vacant_now": vacant, "term_years": limit.term_years},
        **{"ending": ending, "renewed_already": ending - undecided, "undecided": undecided, **record},
        **{f"{name}_to_leave": number for name, number in leaving.items()},
        **{f"{name}_vacancies": vacant + number for name, number in leaving.items()},
    }


def _record(ended: int, renewed: int) -> dict[str, Any]:
    counts = {"ended": ended, "renewed": renewed}
    if ended < TOO_FEW:
        return counts
    low, high = wilson(renewed, ended)
    return counts | {"renewal_rate": renewed / ended, "low_renewal_rate": low, "high_renewal_rate": high}


def _leaving(ending: int, undecided: int, record: dict[str, Any]) -> dict[str, float]:
    """How many of those whose designation ends will leave; nothing where no rate says so, 0 where none ends."""
    if "renewal_rate" not in record and ending:
        return {}
    rate = record.get("renewal_rate", 1.0)
    low, high = record.get("low_renewal_rate", rate), record.get("high_renewal_rate", rate)
    numbers = {
        "expected": ending * (1 - rate),
        "low": _binomial_point(ending, 1 - high, _TAIL),
        "high": _binomial_point(ending, 1 - low, 1 - _TAIL),
    }
    return {name: min(number, undecided) for name, number in numbers.items()}


def _binomial_point(draws: int, chance: float, reached: float) -> int:
    """The smallest number that as many draws stay within with this probability."""
    if chance <= 0 or chance >= 1:
        return draws if chance >= 1 else 0
    total = 0.0
    for number in range(draws):
        ways = lgamma(draws + 1) - lgamma(number + 1) - lgamma(draws - number + 1)
        total += exp(ways + number * log(chance) + (draws - number) * log1p(-chance))
        if total >= reached:
            return number
    return draws


def _firms_behind(
    stages: pd.Series, seats: pd.DataFrame, ended: pd.DataFrame, named: pd.DataFrame, horizons: list[tuple[int, date]]
) -> pd.DataFrame:
    """The seats that each number counts, under each horizon, with the names of their firms."""
    parts = {"ended": ended, "renewed": ended[ended["stay_ends_on"] > ended["ends_on"]]}
    behind = []
    for months, by in horizons:
        ending = seats[seats["ends_on"] < by]
        is_open = ending["stay_ends_on"] < by
        those = {"used": seats, "ending": ending, "renewed_already": ending[~is_open], "undecided": ending[is_open]}
        behind += [rows.assign(horizon_months=months, counted_in=name) for name, rows in (those | parts).items()]
    found = pd.concat(behind, ignore_index=True).merge(named, on=["firm_id", "stage_code"])
    found = found[found["stage_code"].isin(stages)]
    order = ["horizon_months", "ends_on", "firm_name", "firm_id"]
    return found.sort_values(order, kind="stable")[_BEHIND].reset_index(drop=True)
