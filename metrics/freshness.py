"""How fresh each source is: until when it speaks, and whether a newer file is due."""

from datetime import date

import pandas as pd

from metrics.asking import ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

# Usual days from the end of what a source covers until its next file is there: a month of exports comes within two
# months, a quarter of benchmarks within three, a year's outcomes by the summer after it, lists once a year.
_FRESHNESS = """
WITH usual AS (
  SELECT *
  FROM (VALUES (1, 'designations', 366), (2, 'exports', 93), (3, 'outcomes', 577), (4, 'benchmarks', 183))
    AS known (nth, upload_source, usual_days)
),
spoken AS (
  SELECT source AS upload_source, CAST(NULL AS VARCHAR) AS region, first_date, last_date
  FROM marts.coverage
  UNION ALL
  SELECT
    'benchmarks',
    region,
    min(period),
    max(CAST(
      period + CASE period_kind
        WHEN 'year' THEN INTERVAL 1 YEAR
        WHEN 'quarter' THEN INTERVAL 3 MONTH
        ELSE INTERVAL 1 MONTH
      END - INTERVAL 1 DAY AS DATE
    ))
  FROM marts.benchmark_totals
  GROUP BY region
)
SELECT
  upload_source,
  region,
  first_date,
  last_date,
  date_diff('day', last_date, $today) AS age_days,
  usual_days,
  date_diff('day', last_date, $today) > usual_days AS is_stale
FROM spoken
INNER JOIN usual USING (upload_source)
ORDER BY nth, region
"""


def source_freshness(snapshot: Snapshot, selection: Selection, *, today: date | None = None) -> pd.DataFrame:
    """Until when each loaded source speaks, how many days ago that was, and whether a newer file is due.

    One row per source, for benchmarks per region: upload_source (designations, exports, outcomes, benchmarks), region,
    first_date, last_date (the last list date or start of a designation, the end of the last month, year or period),
    age_days (from last_date to `today`, to the as-of date where no day is given; negative when last_date is later),
    usual_days (after which a newer file is usually there: designations 366, exports 93, outcomes 577,
    benchmarks 183), is_stale (age_days > usual_days). Whatever the filters.
    Source: marts.coverage, marts.benchmark_totals.
    """
    return ask_plainly(snapshot, selection, _FRESHNESS, today=today or selection.as_of)
