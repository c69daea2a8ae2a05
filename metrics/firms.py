"""Who they are: where they sit, how many programmes they have, each firm's own history."""

from collections import Counter

import pandas as pd

from metrics.asking import ask, kept
from metrics.held import holdings
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_PROGRAMMES_PER_FIRM = """
WITH counted AS (
  SELECT firm_id, firm_name, district, count(DISTINCT programme_code) AS programmes
  FROM marts.spells
  INNER JOIN selected_firms($selection) USING (firm_id)
  WHERE starts_on <= $as_of
  GROUP BY firm_id, firm_name, district
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  programmes,
  count(*) AS firms
FROM counted
GROUP BY 1, 2, 3, 4
ORDER BY programmes, firm_name, firm_id
"""

_SPELLS = """
SELECT
  spells.firm_id,
  firm_name,
  district,
  spells.programme_code,
  spells.cohort,
  spells.stage_code,
  spells.starts_on,
  spells.start_precision,
  spells.ends_on,
  spells.end_precision,
  spells.is_end_estimated,
  spells.began_as,
  spell_endings.end_reason,
  coalesce(spell_sources.upload_id, spells.upload_id) AS upload_id,
  coalesce(spell_sources.source_row, spells.source_row) AS source_row,
  spell_sources.written_name
FROM marts.spells
INNER JOIN marts.firms USING (firm_id)
LEFT JOIN marts.spell_endings USING (firm_id, programme_code, cohort)
LEFT JOIN marts.spell_sources USING (firm_id, programme_code, cohort)
ORDER BY firm_name, spells.firm_id, spells.starts_on, spells.rank, spells.programme_code, upload_id, source_row
"""

_SPELL = FIRM | {
    **dict.fromkeys(("programme_code", "cohort", "stage_code", "starts_on", "start_precision"), "object"),
    **{"ends_on": "object", "end_precision": "object", "is_end_estimated": "boolean", "began_as": "object"},
    **{"end_reason": "object", "upload_id": "object", "source_row": "Int64", "written_name": "object"},
}


def firms_by_district(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that hold any stage on the as-of date, by the district of their address.

    One row per district, the largest first: district (its Korean name, missing where no address is
    known), firms. A firm in two stages counts once. With a stage filter only these stages count.
    `firms`: firm_id, firm_name, district.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, marts.firms.
    """
    found = {
        each.firm
        for each in holdings(snapshot, selection)
        if each.starts_on <= selection.as_of <= each.ends_on
        and (not selection.stages or each.stage_code in selection.stages)
    }
    if firms:
        return table(sorted(found, key=lambda firm: (firm[2] is None, firm[2] or "", firm[1], firm[0])), FIRM)
    counted = Counter(district for _, _, district in found)
    rows = sorted(counted.items(), key=lambda row: (-row[1], row[0] is None, row[0] or ""))
    return table(rows, {"district": "object", "firms": "int64"})


def programmes_per_firm(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms by the number of different programmes that they got an award of, up to the as-of date.

    One row per number that occurs: programmes, firms. Ended awards count; several cohorts of one
    programme count as one; a programme and its successor count as two.
    `firms`: firm_id, firm_name, district, programmes.
    Raises EmptySelection when no firm is selected. Source: marts.spells.
    """
    found = ask(snapshot, selection, _PROGRAMMES_PER_FIRM, firms=firms)
    return found.drop(columns="firms") if firms else found[["programmes", "firms"]]


def firm_spells(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """Every designation begun by the as-of date, with the uploaded rows that it comes from.

    One row per spell and uploaded row, by firm and start: firm_id, firm_name, district,
    programme_code, cohort, stage_code, starts_on, start_precision, ends_on, end_precision,
    is_end_estimated, began_as, end_reason, upload_id, source_row, written_name. `firm_id` keeps one firm.
    Raises EmptySelection when no firm is selected.
    Source: marts.spells, marts.spell_endings, marts.spell_sources.
    """
    stages = selection.stages
    rows = [
        row
        for row in kept(snapshot, selection, _SPELLS)
        if row[6] <= selection.as_of and firm_id in (None, row[0]) and (not stages or row[5] in stages)
    ]
    return table(rows, _SPELL)
