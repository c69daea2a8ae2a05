"""What etl.money asks of the rows of all uploads, under names that every source shares: static SQL, in the order asked.

A line is one row of an upload: slot (its period), rest (what else tells whom it replaces), key_hash and row_key (its
full key), facts (all else), amount, part (its category in a breakdown), number (the business number), said_name (the
name beside it). `is_before`: as things stood before the new uploads.
"""

LINE = """
CREATE VIEW line AS
SELECT written.*, upload.upload_order, upload.is_correction, upload.is_fresh
FROM written
INNER JOIN upload USING (upload_id)
ANTI JOIN out USING (upload_id, source_row)
"""

# What each upload says of each period (slot): as things are now, and as they were before the new uploads.
COVERED = """
CREATE TABLE covered AS
WITH said AS (
  SELECT DISTINCT upload_id, slot, rest
  FROM written
  ANTI JOIN out USING (upload_id, source_row)
)
SELECT said.*, upload.upload_order, upload.is_correction, upload.is_fresh, times.is_before
FROM said
INNER JOIN upload USING (upload_id)
INNER JOIN (VALUES (false), (true)) AS times(is_before) ON NOT (times.is_before AND upload.is_fresh)
"""

# The newest whole file of each period stands, and the corrections made after it.
STANDS = """
CREATE TABLE stands AS
WITH newest AS (
  SELECT is_before, slot, rest, max(upload_order) AS upload_order
  FROM covered
  WHERE NOT is_correction
  GROUP BY is_before, slot, rest
)
SELECT covered.is_before, covered.upload_id, covered.slot, covered.rest
FROM covered
LEFT JOIN newest USING (is_before, slot, rest)
WHERE covered.upload_order = newest.upload_order
  OR (covered.is_correction AND covered.upload_order > coalesce(newest.upload_order, -1))
"""

# One number a row: only when two are alike may a file hold a key twice, and sorting numbers is quicker than grouping.
HASHES = "SELECT hash(upload_id, key_hash) AS one FROM written"

# Keys that may stand twice: within one file, or because a correction repeats them.
DOUBLED = """
CREATE TABLE doubled AS
SELECT key_hash FROM written WHERE $are_alike GROUP BY upload_id, key_hash HAVING count(*) > 1
UNION
SELECT key_hash FROM line WHERE is_correction
"""

# Of rows with one key the latest upload's stands, and of one upload's the first. A row of the file whose periods lie
# side by side is several lines: one of them may go while the others stay.
DROPPED = """
CREATE TABLE dropped AS
SELECT stands.is_before, line.upload_id, line.source_row, line.key_hash
FROM line
SEMI JOIN doubled USING (key_hash)
INNER JOIN stands USING (upload_id, slot, rest)
QUALIFY row_number() OVER (
  PARTITION BY stands.is_before, line.row_key ORDER BY line.upload_order DESC, line.source_row
) > 1
"""

STANDING = """
CREATE VIEW standing AS
SELECT line.*
FROM line
SEMI JOIN (SELECT upload_id, slot, rest FROM stands WHERE NOT is_before) AS kept USING (upload_id, slot, rest)
ANTI JOIN (SELECT upload_id, source_row, key_hash FROM dropped WHERE NOT is_before) AS lost
  USING (upload_id, source_row, key_hash)
"""

BEFORE = """
CREATE VIEW before AS
SELECT line.*
FROM line
SEMI JOIN (SELECT upload_id, slot, rest FROM stands WHERE is_before) AS kept USING (upload_id, slot, rest)
ANTI JOIN (SELECT upload_id, source_row, key_hash FROM dropped WHERE is_before) AS lost
  USING (upload_id, source_row, key_hash)
"""

# Uploads of which every row stands.
WHOLE = """
CREATE TABLE whole AS
SELECT upload_id, upload_order
FROM upload
ANTI JOIN out USING (upload_id)
ANTI JOIN (SELECT upload_id FROM dropped WHERE NOT is_before) AS lost USING (upload_id)
ANTI JOIN (
  SELECT covered.upload_id
  FROM covered
  ANTI JOIN (SELECT upload_id, slot, rest FROM stands WHERE NOT is_before) AS kept USING (upload_id, slot, rest)
  WHERE NOT covered.is_before
) AS replaced USING (upload_id)
"""

WHOLE_ONES = "SELECT upload_id FROM whole ORDER BY upload_order"
OTHERS = "SELECT standing.* FROM standing ANTI JOIN whole USING (upload_id)"

FIRST = (LINE, COVERED, STANDS)  # each needs those before it
THEN = (DROPPED, STANDING, BEFORE, WHOLE)  # after DOUBLED

# What stood before, by firm and period: thousands of rows that most questions about new files ask instead of `before`.
HAD = """
CREATE TABLE had AS
SELECT
  number,
  slot,
  rest,
  count(*) AS rows_of_it,
  sum(amount) AS total,
  sum(amount) FILTER (amount > 0) AS gained
FROM before
GROUP BY number, slot, rest
"""

HAD_ROWS = "SELECT count(*) > 0 FROM covered WHERE is_before"  # whether there is anything to compare new rows with

DOUBLES = """
SELECT upload_id, source_row, first_row, differ
FROM (
  SELECT
    upload_id,
    source_row,
    min(source_row) OVER one_key AS first_row,
    min(facts) OVER one_key <> max(facts) OVER one_key AS differ,
    count(*) OVER one_key AS times
  FROM line
  SEMI JOIN doubled USING (key_hash)
  WHERE is_fresh
  WINDOW one_key AS (PARTITION BY upload_id, row_key)
)
WHERE times > 1 AND source_row > first_row
ORDER BY upload_id, source_row
"""

# What asks who is in the new files asks `named` (etl.odd): one row a number and name, not a row of the file.
UNKNOWN = """
SELECT upload_id, min(source_row) AS source_row, number, CAST(sum(rows_of_it) AS BIGINT) AS rows_of_it
FROM named
ANTI JOIN firm ON firm.business_no = named.number
GROUP BY upload_id, number
ORDER BY upload_id, source_row
"""

# Firms with rows in the periods that a new file replaces, and none in the new file.
VANISHING = """
WITH replaced AS (
  SELECT upload_id, slot, rest FROM covered WHERE is_fresh AND NOT is_correction
)
SELECT replaced.upload_id, had.number, count(DISTINCT had.slot) AS periods
FROM had
INNER JOIN replaced USING (slot, rest)
ANTI JOIN named
  ON named.upload_id = replaced.upload_id AND named.number = had.number
GROUP BY ALL
ORDER BY ALL
"""

JUMPS = """
WITH old AS (
  SELECT number, median(amount) AS typical FROM before WHERE amount > 0 GROUP BY number
),
fresh AS (
  SELECT upload_id, number, min(source_row) AS source_row, median(amount) AS typical
  FROM line
  SEMI JOIN old USING (number)
  WHERE is_fresh AND amount > 0
  GROUP BY upload_id, number
)
SELECT fresh.upload_id, fresh.source_row, number, old.typical, fresh.typical
FROM fresh
INNER JOIN old USING (number)
WHERE fresh.typical > $jump * old.typical OR old.typical > $jump * fresh.typical
ORDER BY ALL
"""

FLOOR = """
SELECT upload_id, min(source_row) AS source_row, left(CAST(min(slot) AS VARCHAR), 4), CAST(sum(amount) AS BIGINT)
FROM line
WHERE is_fresh
GROUP BY upload_id, slot, rest
HAVING sum(amount) < $least
ORDER BY ALL
"""

OVERLAP_NAMES = ("old_rows", "new_rows", "old_sum", "new_sum")
OVERLAPS = """
WITH touched AS (SELECT DISTINCT slot, rest FROM covered WHERE is_fresh),
old AS (
  SELECT slot, rest, sum(rows_of_it) AS rows_of_it, sum(total) AS total
  FROM had
  SEMI JOIN touched USING (slot, rest)
  GROUP BY slot, rest
),
new AS (
  SELECT slot, rest, count(*) AS rows_of_it, sum(amount) AS total
  FROM standing
  SEMI JOIN old USING (slot, rest)
  GROUP BY slot, rest
)
SELECT
  CAST(old.slot AS VARCHAR),
  CAST(sum(old.rows_of_it) AS BIGINT),
  CAST(sum(coalesce(new.rows_of_it, 0)) AS BIGINT),
  CAST(sum(old.total) AS BIGINT),
  CAST(sum(coalesce(new.total, 0)) AS BIGINT)
FROM old
LEFT JOIN new USING (slot, rest)
GROUP BY old.slot
ORDER BY old.slot
"""
