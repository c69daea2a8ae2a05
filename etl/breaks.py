"""Breaks in published series: another unit than before, categories that appear or vanish, a total that leaps.

Asked of the views of etl.standing, for sources without firms: what a region's rows of one breakdown say of one period
beside what they say of the period before. A break is told before anything is published; nothing is smoothed over.
"""

from collections.abc import Iterator

import duckdb

from etl.findings import Finding, warning

STEP_TIMES = 3  # a total above or below the period before by more: another coverage, not trade
CHANGED_SHARE = 0.2  # of the categories of two periods beside each other: more come and go than trade makes
UNIT_TIMES = 100  # as etl.money.JUMP: ×1,000 with some growth between

_UNITS = """
WITH totals AS (
  SELECT rest, slot, upload_id, is_fresh, sum(amount) AS total, min(source_row) AS source_row
  FROM (
    SELECT rest, slot, upload_id, is_fresh, amount, source_row FROM line WHERE is_fresh
    UNION ALL
    SELECT rest, slot, upload_id, false, amount, source_row FROM before
  )
  WHERE amount > 0
  GROUP BY ALL
),
old AS (SELECT rest, median(total) AS typical FROM totals WHERE NOT is_fresh GROUP BY rest),
fresh AS (
  SELECT upload_id, rest, min(source_row) AS source_row, median(total) AS typical
  FROM totals
  WHERE is_fresh
  GROUP BY upload_id, rest
)
SELECT fresh.upload_id, fresh.source_row, rest, old.typical, fresh.typical
FROM fresh
INNER JOIN old USING (rest)
WHERE fresh.typical > $times * old.typical OR old.typical > $times * fresh.typical
ORDER BY ALL
"""

_BREAKS = """
WITH totals AS (
  SELECT
    rest,
    slot,
    part,
    sum(amount) AS amount,
    max(upload_id) FILTER (WHERE is_fresh) AS upload_id,
    min(source_row) FILTER (WHERE is_fresh) AS source_row
  FROM standing
  GROUP BY rest, slot, part
),
slots AS (
  SELECT
    rest,
    slot,
    max(upload_id) AS upload_id,
    min(source_row) AS source_row,
    lag(slot) OVER series AS earlier,
    lag(max(upload_id)) OVER series AS earlier_upload,
    lag(min(source_row)) OVER series AS earlier_row
  FROM totals
  GROUP BY rest, slot
  WINDOW series AS (PARTITION BY rest ORDER BY slot)
),
pairs AS (
  SELECT slots.rest, slots.slot, totals.part, totals.amount AS now, NULL AS was
  FROM slots
  INNER JOIN totals ON totals.rest = slots.rest AND totals.slot = slots.slot
  WHERE slots.earlier IS NOT NULL
  UNION ALL
  SELECT slots.rest, slots.slot, totals.part, NULL, totals.amount
  FROM slots
  INNER JOIN totals ON totals.rest = slots.rest AND totals.slot = slots.earlier
),
merged AS (
  SELECT rest, slot, part, max(now) AS now, max(was) AS was
  FROM pairs
  GROUP BY rest, slot, part
),
compared AS (
  SELECT
    rest,
    slot,
    count(*) FILTER (WHERE now IS NULL) AS gone,
    count(*) FILTER (WHERE was IS NULL) AS come,
    count(*) AS parts,
    CAST(sum(now) AS BIGINT) AS total,
    CAST(sum(was) AS BIGINT) AS earlier_total
  FROM merged
  GROUP BY rest, slot
)
SELECT
  coalesce(slots.upload_id, slots.earlier_upload),
  coalesce(slots.source_row, slots.earlier_row),
  rest,
  CAST(slots.earlier AS VARCHAR),
  CAST(slot AS VARCHAR),
  gone,
  come,
  earlier_total,
  total,
  gone + come > $share * parts AS is_another_set
FROM compared
INNER JOIN slots USING (rest, slot)
WHERE (slots.upload_id IS NOT NULL OR slots.earlier_upload IS NOT NULL)
  AND (gone + come > $share * parts OR total > $times * earlier_total OR earlier_total > $times * total)
ORDER BY ALL
"""


def broken_series(connection: duckdb.DuckDBPyConnection, had_rows: bool) -> Iterator[tuple[str, Finding]]:
    """(upload_id, warning) for each break that a new upload makes or brings."""
    if had_rows:
        for upload_id, row, rest, old, new in connection.execute(_UNITS, {"times": UNIT_TIMES}).fetchall():
            told = {"old": f"{old:,.0f}", "new": f"{new:,.0f}"}
            yield upload_id, warning("series_unit_jump", row, None, _named(rest), **told)
    asked = {"share": CHANGED_SHARE, "times": STEP_TIMES}
    for upload_id, row, rest, earlier, slot, gone, come, was, now, is_another in connection.execute(
        _BREAKS, asked
    ).fetchall():
        told = {"earlier": earlier[:7], "period": slot[:7]}
        if is_another:
            yield upload_id, warning("series_categories", row, None, _named(rest), gone=gone, come=come, **told)
        else:
            yield upload_id, warning("series_step", row, None, _named(rest), old=f"{was:,}", new=f"{now:,}", **told)


def _named(rest: str) -> str:
    return " ".join(part for part in rest.split("\x1f") if part and part != "–")
