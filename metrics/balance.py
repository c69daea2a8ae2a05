"""What stood in a stage, what came, what went."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
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

# $firms: one row per firm instead of their number
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
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  stages.stage_code,
  years.year,
  movements.counted_in,
  count(firm_id) AS stays
FROM years
CROSS JOIN marts.stages
LEFT JOIN (movements INNER JOIN selected_firms($selection) USING (firm_id))
  ON movements.year = years.year AND movements.stage_code = stages.stage_code
WHERE $stages IS NULL OR list_contains($stages, stages.stage_code)
GROUP BY 1, 2, 3, 4, 5, 6, stages.rank
ORDER BY stages.rank, years.year, movements.counted_in, firm_name, firm_id
"""


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
    movements = ask(snapshot, selection, _MOVEMENTS, firms=firms)
    return _firms_behind(movements) if firms else _in_columns(movements)


def _firms_behind(movements: pd.DataFrame) -> pd.DataFrame:
    known = movements[movements["firm_id"].notna()]
    single = known.loc[known.index.repeat(known["stays"])].drop(columns="stays")  # in twice: named twice
    sums = [
        single[single["counted_in"].isin(parts)].assign(counted_in=name)
        for name, parts in (("entries", ENTRIES), ("exits", EXITS))
    ]
    return pd.concat([single, *sums], ignore_index=True)


def _in_columns(movements: pd.DataFrame) -> pd.DataFrame:
    rows: dict[tuple[str, int], dict[str, int]] = {}
    columns = (movements[name].tolist() for name in ("stage_code", "year", "counted_in", "stays"))
    for stage_code, year, counted_in, stays in zip(*columns, strict=True):
        rows.setdefault((stage_code, year), {})[counted_in] = stays
    return pd.DataFrame([_balance(*key, parts) for key, parts in rows.items()], columns=_COLUMNS)


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


def _balance(stage_code: str, year: int, parts: dict[str, int]) -> list[str | int]:
    sums = {"entries": sum(parts.get(name, 0) for name in ENTRIES), "exits": sum(parts.get(name, 0) for name in EXITS)}
    return [stage_code, year, *(sums.get(name, parts.get(name, 0)) for name in _COLUMNS[2:])]
