"""Where the firms of a cohort stand one year, two years … after their designation."""

from collections import Counter

import pandas as pd

from metrics.asking import ask, remembered, require_firms
from metrics.intervals import TOO_FEW
from metrics.selection import Selection
from metrics.tables import table
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_YEARS = """
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  programme_code,
  cohort,
  years_since,
  CASE WHEN $firms THEN counted_in END AS counted_in,
  count(*) AS firms,
  count(*) FILTER (WHERE counted_in = 'retained') AS retained,
  count(*) FILTER (WHERE counted_in = 'promoted') AS promoted,
  count(*) FILTER (WHERE counted_in = 'left') AS "left",
  CASE WHEN firms >= $too_few THEN CAST(retained AS DOUBLE) / firms END AS retained_share,
  CASE WHEN firms >= $too_few THEN CAST(promoted AS DOUBLE) / firms END AS promoted_share
FROM marts.spell_years
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE counted_on <= $as_of
  AND ($stages IS NULL OR list_contains($stages, stage_code))
  AND ($programme_code IS NULL OR programme_code = $programme_code)
  AND ($cohort IS NULL OR cohort = $cohort)
GROUP BY 1, 2, 3, 4, 5, 6, 7, rank, cohort_starts_on
ORDER BY rank, programme_code, cohort_starts_on, cohort, years_since, counted_in, firm_name, firm_id
"""
# The same without filters, for all days: firms of a cohort that began together make one row.
_ALL_YEARS = """
SELECT programme_code, cohort, years_since, counted_in, counted_on, count(*) AS firms
FROM marts.spell_years
GROUP BY programme_code, cohort, years_since, counted_in, counted_on, rank, cohort_starts_on
ORDER BY rank, programme_code, cohort_starts_on, cohort, years_since, counted_on, counted_in
"""
_BEHIND = ["firm_id", "firm_name", "district", "counted_in"]
_COUNTED = ["firms", "retained", "promoted", "left", "retained_share", "promoted_share"]
_KINDS = dict.fromkeys(("programme_code", "cohort"), "object")
_KINDS |= dict.fromkeys(("years_since", *_COUNTED[:4]), "int64") | dict.fromkeys(_COUNTED[4:], "float64")


@remembered
def cohort_years(
    snapshot: Snapshot,
    selection: Selection,
    *,
    programme_code: str | None = None,
    cohort: str | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Firms of a cohort that still hold its stage, have risen, or have left it, so many years after their designation.

    One row per programme, cohort and whole years since the designation, in order of stage and start:
    programme_code, cohort, years_since (0 = the day of the designation, 1 = the same day a year later, … 20), firms
    (of the cohort whose day lies on or before the as-of date: each is seen on its own day), retained (hold the
    stage that day; the grace days before a re-designation count as held, another programme of the stage too),
    promoted (entered a higher stage after the designation and by that day, whether they still hold it; or hold a
    higher one and this one no longer), left (the rest), retained_share and promoted_share (of firms, 0 to 1;
    missing below 5 firms). Promoted wins over retained, so the three add up to firms. Re-designated firms of a
    cohort count in it. `programme_code` and `cohort` keep one.
    `firms`: firm_id, firm_name, district, programme_code, cohort, years_since, counted_in.
    Raises EmptySelection when no firm is selected. Source: marts.spell_years.
    """
    own = {"programme_code": programme_code, "cohort": cohort}
    if firms or not selection.is_of_all_firms:
        found = ask(snapshot, selection, _YEARS, firms=firms, **own, too_few=TOO_FEW)
        return found.drop(columns=_COUNTED if firms else _BEHIND)
    require_firms(snapshot, selection)
    groups: dict[tuple[str, str, int], Counter[str]] = {}
    for *of, counted_in, counted_on, many in snapshot.rows(_ALL_YEARS):
        if counted_on <= selection.as_of and programme_code in (None, of[0]) and cohort in (None, of[1]):
            groups.setdefault(tuple(of), Counter())[counted_in] += many
    rows = [(*of, fates.total(), *(fates[name] for name in _COUNTED[1:4])) for of, fates in groups.items()]
    return table([(*row, *_shares(*row[3:6])) for row in rows], _KINDS)


def _shares(firms: int, retained: int, promoted: int) -> tuple[float | None, float | None]:
    return (retained / firms, promoted / firms) if firms >= TOO_FEW else (None, None)
