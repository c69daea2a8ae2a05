"""How far the data can be trusted: what is known of each firm."""

import pandas as pd

from metrics.asking import ask
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_COMPLETENESS = """
WITH held AS (
  SELECT
    firm_id,
    bool_and(start_precision = 'day') AS is_start_day_known,
    bool_and(NOT is_end_estimated) AS is_end_written
  FROM marts.spells
  WHERE $as_of BETWEEN starts_on AND ends_on
    AND ($stages IS NULL OR list_contains($stages, stage_code))
  GROUP BY firm_id
),
asked AS (
  SELECT
    firm_id,
    selected.firm_name,
    selected.district,
    unnest([
      {'nth': 1, 'item': 'business_no', 'is_known': firms.business_no IS NOT NULL},
      {'nth': 2, 'item': 'corporate_no', 'is_known': firms.corporate_no IS NOT NULL},
      {'nth': 3, 'item': 'industry', 'is_known': coalesce(firms.industry_code, firms.industry) IS NOT NULL},
      {'nth': 4, 'item': 'district', 'is_known': firms.district_code IS NOT NULL},
      {'nth': 5, 'item': 'established_on', 'is_known': firms.established_on IS NOT NULL},
      {'nth': 6, 'item': 'start_day', 'is_known': held.is_start_day_known},
      {'nth': 7, 'item': 'written_end', 'is_known': held.is_end_written}
    ], recursive := TRUE)
  FROM held
  INNER JOIN marts.firms USING (firm_id)
  INNER JOIN selected_firms($selection) AS selected USING (firm_id)
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  item,
  CASE WHEN $firms THEN if(is_known, 'known', 'missing') END AS counted_in,
  count(*) AS firms,
  count(*) FILTER (WHERE is_known) AS known,
  CAST(count(*) FILTER (WHERE is_known) AS DOUBLE) / nullif(count(*), 0) AS known_share
FROM asked
GROUP BY 1, 2, 3, 4, 5, nth
ORDER BY nth, counted_in, firm_name, firm_id
"""


def completeness(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Of the firms with a designation on the as-of date, how many have each item of information.

    One row per item: item, firms, known (firms), known_share (0 to 1). Items: business_no,
    corporate_no, industry (KSIC division or words), district, established_on, start_day (all starts of
    the designations held are known to the day), written_end (all their ends were written, none computed).
    Firms in a gap between two designations are left out. `firms`: firm_id, firm_name, district, item,
    counted_in (known or missing). Raises EmptySelection when no firm is selected.
    Source: marts.spells, marts.firms.
    """
    found = ask(snapshot, selection, _COMPLETENESS, firms=firms)
    if firms:
        return found[["firm_id", "firm_name", "district", "item", "counted_in"]]
    return found[["item", "firms", "known", "known_share"]]
