"""Who is who: names and numbers that wait for a person, the firms they may mean, and what was decided."""

import pandas as pd

from metrics.asking import ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

_QUEUE = """
WITH unclaimed AS (
  SELECT business_no, max(written_name) AS written_name, sum(rows_of_it) AS rows_of_it
  FROM (
    SELECT business_no, written_name, export_rows AS rows_of_it FROM marts.exports_unclaimed
    UNION ALL
    SELECT business_no, written_name, outcome_rows FROM marts.outcomes_unclaimed
  )
  ANTI JOIN marts.match_decisions USING (business_no)
  GROUP BY business_no
),
items AS (
  SELECT
    CASE match WHEN 'none' THEN 'waiting' WHEN 'created' THEN 'created' ELSE 'joined' END AS queue_kind,
    min(written_name) AS written_name,
    district,
    max(corporate_no) AS corporate_no,
    CAST(NULL AS VARCHAR) AS business_no,
    CAST(count(*) AS BIGINT) AS rows,
    firm_id,
    name_key
  FROM marts.firm_matches
  GROUP BY queue_kind, district, firm_id, name_key
  UNION ALL
  SELECT
    'unclaimed',
    unclaimed.written_name,
    NULL,
    NULL,
    business_no,
    CAST(rows_of_it AS BIGINT),
    NULL,
    min(unclaimed_names.name_key)
  FROM unclaimed
  LEFT JOIN marts.unclaimed_names USING (business_no)
  GROUP BY business_no, unclaimed.written_name, rows_of_it
)
SELECT
  queue_kind,
  written_name,
  items.district,
  items.business_no,
  items.corporate_no,
  rows,
  firm_name,
  (
    SELECT count(*)
    FROM marts.match_candidates
    WHERE match_candidates.name_key = items.name_key AND match_candidates.firm_id IS DISTINCT FROM items.firm_id
  ) AS candidates,
  items.firm_id,
  items.name_key
FROM items
LEFT JOIN marts.firms ON items.firm_id = firms.firm_id
ORDER BY
  list_position(['waiting', 'unclaimed', 'joined', 'created'], queue_kind),
  written_name,
  items.district NULLS FIRST,
  items.business_no
"""

_CANDIDATES = """
SELECT
  name_key,
  firm_id,
  firm_name,
  business_no,
  district,
  similarity
FROM marts.match_candidates
INNER JOIN marts.firms USING (firm_id)
WHERE $name_key IS NULL OR name_key = $name_key
ORDER BY name_key, similarity DESC, firm_name, firm_id
"""

_ROWS = """
SELECT
  written_name,
  district,
  programme_code,
  cohort,
  starts_on,
  written_end,
  firm_id,
  name_key,
  upload_id,
  source_row
FROM marts.firm_matches
WHERE $name_key IS NULL OR name_key = $name_key
ORDER BY written_name, starts_on, upload_id, source_row
"""

_IDENTITY = """
SELECT
  firms.firm_id,
  firm_name,
  business_no,
  corporate_no,
  district,
  string_agg(DISTINCT written_name, ', ' ORDER BY written_name) AS written_names
FROM marts.firms
LEFT JOIN marts.firm_names ON firms.firm_id = firm_names.firm_id
WHERE $firm_id IS NULL OR firms.firm_id = $firm_id
GROUP BY ALL
ORDER BY firm_name, firms.firm_id
"""

_DECISIONS = """
SELECT
  decision,
  written_name,
  match_decisions.district,
  match_decisions.business_no,
  firm_name,
  reason,
  decided_by,
  match_decisions.source,
  match_decisions.firm_id,
  match_decisions.upload_id,
  match_decisions.source_row
FROM marts.match_decisions
LEFT JOIN marts.firms ON match_decisions.firm_id = firms.firm_id
ORDER BY written_name, match_decisions.business_no, match_decisions.upload_id, match_decisions.source_row
"""


def match_queue(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Names without a number, and numbers that no firm bears, of which no person has said yet whose they are.

    One row per kind, name, district and firm, or number: queue_kind (waiting: several firms may be meant and the
    rows count nowhere; unclaimed: a number in money files that no firm bears, counted nowhere; joined: given to a
    firm by name alone; created: a firm known by its name only), written_name, district (of the rows' address,
    missing where none), business_no (unclaimed only), corporate_no, rows (uploaded rows), firm_name (the firm that
    they count for now), candidates (other firms that may be meant), firm_id, name_key (the name without legal form
    and blanks). What was decided is left out. Whatever the as-of date and the filters.
    Source: marts.firm_matches, marts.exports_unclaimed, marts.outcomes_unclaimed, marts.match_candidates.
    """
    return ask_plainly(snapshot, selection, _QUEUE)


def match_candidates(snapshot: Snapshot, selection: Selection, *, name_key: str | None = None) -> pd.DataFrame:
    """Firms that a name in the queue may mean, by the syllables that it shares with any name they ever bore.

    One row per name and firm, the likest first, at most five a name: name_key, firm_id, firm_name, business_no,
    district, similarity (0 to 1: twice the syllables in common over the syllables of both names; 1 is the same
    name; below 0.6 is left out). `name_key` keeps one name. Whatever the as-of date and the filters.
    Source: marts.match_candidates, marts.firms.
    """
    return ask_plainly(snapshot, selection, _CANDIDATES, name_key=name_key)


def match_rows(snapshot: Snapshot, selection: Selection, *, name_key: str | None = None) -> pd.DataFrame:
    """The uploaded rows behind the names in the queue.

    One row per uploaded row: written_name, district, programme_code, cohort, starts_on, written_end (missing where
    none was written), firm_id (missing while it waits), name_key, upload_id, source_row. `name_key` keeps one name.
    Whatever the as-of date and the filters. Source: marts.firm_matches.
    """
    return ask_plainly(snapshot, selection, _ROWS, name_key=name_key)


def firm_identity(snapshot: Snapshot, selection: Selection, *, firm_id: str | None = None) -> pd.DataFrame:
    """By what a firm is known: its numbers, its district, every name that it was ever written under.

    One row per firm: firm_id, firm_name, business_no, corporate_no, district, written_names (joined by commas).
    `firm_id` keeps one firm. Whatever the as-of date and the filters. Source: marts.firms, marts.firm_names.
    """
    return ask_plainly(snapshot, selection, _IDENTITY, firm_id=firm_id)


def match_decisions(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """What people decided about names without a number and numbers that no firm bore, and why.

    One row per decision: decision (join or apart), written_name, district, business_no (as written in the rows that
    it is about), firm_name (the firm joined), reason, decided_by, source, firm_id, upload_id, source_row.
    Whatever the as-of date and the filters. Source: marts.match_decisions, marts.firms.
    """
    return ask_plainly(snapshot, selection, _DECISIONS)
