"""What stood in a stage, what came, what went."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from metrics.asking import ask, kept, remembered
from metrics.held import Closings, stages_shown
from metrics.selection import Selection
from metrics.tables import table
from warehouse import Snapshot

ENTRIES = ("entries_first", "entries_returning")
EXITS = (
    "exits_to_other_stage",
    "exits_promotion",
    "exits_graduation",
    "exits_expiry",
    "exits_waiver",
    "exits_failure",
    "exits_revocation",
    "exits_closure",
    "exits_merger",
    "exits_relocation",
    "exits_expired",
    "exits_unknown",
)

# Entries and exits alone; what stood there at an opening or a closing is what came until then less what went.
_MOVES = """
SELECT
  firm_id,
  stage_code,
  entered_on AS moved_on,
  CASE WHEN is_first_entry THEN 'entries_first' ELSE 'entries_returning' END AS counted_in,
  is_from_other_stage
FROM marts.stage_entries
UNION ALL
SELECT firm_id, stage_code, exited_on, 'exits_' || exit_kind, FALSE
FROM marts.stage_exits
"""

# One row per firm
_MOVEMENTS = """
WITH years AS (
  SELECT
    CAST(year AS BIGINT) AS year,
    make_date(year, 1, 1) AS opens_on,
    least(make_date(year, 12, 31), $as_of) AS closes_on
  FROM range((SELECT year(min(starts_on)) FROM marts.holdings), year($as_of) + 1) AS each(year)
  WHERE $years IS NULL OR list_contains($years, year)
),
movements AS (
  SELECT firm_id, stage_code, year, 'opening' AS counted_in
  FROM years
  INNER JOIN marts.holdings ON starts_on < opens_on AND ends_on >= opens_on - INTERVAL 1 DAY
  UNION ALL
  SELECT firm_id, stage_code, year, 'closing'
  FROM years
  INNER JOIN marts.holdings ON closes_on BETWEEN starts_on AND ends_on
  UNION ALL
  SELECT firm_id, stage_code, year, CASE WHEN is_first_entry THEN 'entries_first' ELSE 'entries_returning' END
  FROM years
  INNER JOIN marts.stage_entries ON entered_on BETWEEN opens_on AND closes_on
  UNION ALL
  SELECT firm_id, stage_code, year, 'entries_from_other_stage'
  FROM years
  INNER JOIN marts.stage_entries ON entered_on BETWEEN opens_on AND closes_on AND is_from_other_stage
  UNION ALL
  SELECT firm_id, stage_code, year, 'exits_' || exit_kind
  FROM years
  INNER JOIN marts.stage_exits ON exited_on BETWEEN opens_on AND closes_on
)
SELECT firm_id, firm_name, district, stage_code, year, counted_in
FROM movements
INNER JOIN selected_firms($selection) USING (firm_id)
INNER JOIN marts.stages USING (stage_code)
WHERE $stages IS NULL OR list_contains($stages, stage_code)
ORDER BY rank, year, counted_in, firm_name, firm_id
"""


@remembered
def stage_balance(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Stays in each stage over a year: at its opening, entered, left, at its closing; they add up.

    One row per stage and year, from the year of the first designation to that of the as-of date:
    stage_code, year, opening (on 31 December before), entries = entries_first + entries_returning,
    entries_from_other_stage (of the entries: held another stage the day before), exits = the sum of
    the exits_* columns, closing (on 31 December, or on the as-of date); all in firms holding the
    stage, opening + entries - exits = closing. An exit is dated the day after the last day held.
    exits_to_other_stage: holds a higher stage that day; else by the written reason; else
    exits_unknown when a later list no longer names the firm, exits_expired when the end was simply
    reached. A firm may stand in two stages, and enter one twice in a year.
    `firms`: firm_id, firm_name, district, stage_code, year, counted_in (a column of the table).
    Raises EmptySelection when no firm is selected. Source: marts.holdings, stage_entries, stage_exits.
    """
    if firms:
        return _firms_behind(ask(snapshot, selection, _MOVEMENTS))
    return _year_by_year(snapshot, selection)


def _firms_behind(movements: pd.DataFrame) -> pd.DataFrame:
    sums = [
        movements[movements["counted_in"].isin(parts)].assign(counted_in=name)
        for name, parts in (("entries", ENTRIES), ("exits", EXITS))
    ]
    return pd.concat([movements, *sums], ignore_index=True)  # in twice: named twice


def _year_by_year(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    parts: dict[tuple[str, int], Counter[str]] = {}
    for _, stage_code, moved_on, counted_in, is_from_other_stage in kept(snapshot, selection, _MOVES):
        if moved_on <= selection.as_of:
            of_year = parts.setdefault((stage_code, moved_on.year), Counter())
            of_year[counted_in] += 1
            of_year["entries_from_other_stage"] += is_from_other_stage
    rows, years = [], Closings(snapshot, replace(selection, years=())).years
    for stage_code in stages_shown(snapshot, selection):
        held = 0
        for year in years:
            row = _balance(held, parts.get((stage_code, year), {}))
            held = row["closing"]
            if not selection.years or year in selection.years:
                rows.append([stage_code, year, *(row.get(name, 0) for name in _COLUMNS[2:])])
    return table(rows, {"stage_code": "object"} | dict.fromkeys(_COLUMNS[1:], "int64"))


_COLUMNS = [
    "stage_code",
    "year",
    "opening",
    "entries",
    *ENTRIES,
    "entries_from_other_stage",
    "exits",
    *EXITS,
    "closing",
]


def _balance(opening: int, parts: Mapping[str, int]) -> dict[str, int]:
    entries, exits = (sum(parts.get(name, 0) for name in names) for names in (ENTRIES, EXITS))
    sums = {"opening": opening, "entries": entries, "exits": exits, "closing": opening + entries - exits}
    return {**parts, **sums}
