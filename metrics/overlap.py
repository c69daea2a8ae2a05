"""Which stages are held by the same firms at once, and when a stage's programme took another name."""

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_OVERLAP = """
WITH held AS (
  SELECT firm_id, firm_name, district, stage_code
  FROM marts.holdings
  INNER JOIN selected_firms($selection) USING (firm_id)
  WHERE $as_of BETWEEN starts_on AND ends_on
),
pairs AS (
  SELECT one.firm_id, one.firm_name, one.district, one.stage_code, other.stage_code AS other_stage_code
  FROM held AS one
  INNER JOIN held AS other USING (firm_id)
)
SELECT
  CASE WHEN $firms THEN pairs.firm_id END AS firm_id,
  CASE WHEN $firms THEN pairs.firm_name END AS firm_name,
  CASE WHEN $firms THEN pairs.district END AS district,
  one.stage_code,
  other.stage_code AS other_stage_code,
  count(pairs.firm_id) AS firms
FROM marts.stages AS one
CROSS JOIN marts.stages AS other
LEFT JOIN pairs ON pairs.stage_code = one.stage_code AND pairs.other_stage_code = other.stage_code
WHERE $stages IS NULL OR list_contains($stages, one.stage_code)
GROUP BY 1, 2, 3, one.stage_code, other.stage_code, one.rank, other.rank
ORDER BY one.rank, other.rank, firm_name, 1
"""

_SUCCESSIONS = """
SELECT
  ended.stage_code,
  ended.programme_code,
  ended.valid_to,
  ended.successor,
  following.valid_from AS succeeded_on
FROM marts.programmes AS ended
INNER JOIN marts.programmes AS following ON following.programme_code = ended.successor
INNER JOIN marts.stages ON stages.stage_code = ended.stage_code
WHERE following.valid_from <= $as_of
  AND ($stages IS NULL OR list_contains($stages, ended.stage_code))
ORDER BY following.valid_from, stages.rank, ended.programme_code
"""


def stage_overlap(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that hold two stages at once on the as-of date, for each two stages.

    One row per stage and other stage, both from the lowest, pairs that no firm holds too: stage_code,
    other_stage_code, firms (that hold both; where the two are the same stage, all that hold it). Each pair stands
    there twice, once from each side; with a stage filter only the rows whose stage_code is chosen. Days in a gap up
    to the grace days count as held. `firms`: firm_id, firm_name, district, stage_code, other_stage_code.
    Raises EmptySelection when no firm is selected. Source: marts.holdings.
    """
    found = ask(snapshot, selection, _OVERLAP, firms=firms)
    if firms:
        return found[found["firm_id"].notna()].drop(columns="firms").reset_index(drop=True)
    return found.drop(columns=["firm_id", "firm_name", "district"])


def programme_successions(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Programmes that another one has succeeded by the as-of date, and the day on which it did.

    One row per programme with a successor, in order of that day: stage_code, programme_code, valid_to (last day of
    the programme's validity; missing while it runs on), successor (programme_code), succeeded_on (first day of the
    successor's validity). A series of the stage breaks there: other criteria, another name. No firm is counted, so
    districts and industries change nothing; a stage filter keeps its programmes. Source: marts.programmes.
    """
    return ask_plainly(snapshot, selection, _SUCCESSIONS)
