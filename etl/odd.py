"""What is odd in new files though every cell can be read: the future, gaps, names and numbers that disagree, values far
outside a firm's history, firms lost, rows that stand already.

Asked of the views and tables of etl.standing; aggregates only, as there may be millions of rows.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

import duckdb

from etl.calendar import today
from etl.contract import Contract
from etl.findings import Finding, correction, error, warning

MONTH_TIMES = 20  # a month above the firm's largest one by more: a slip of the keyboard rather than growth
YEAR_TIMES = 10  # sales of a year, up or down against the year before it
FEWEST = 3  # firms; "most of them are gone" says nothing of one or two
NAMED = 24  # months named in one sentence

NameOf = Callable[[str], str]
Told = Iterator[tuple[str, Finding]]

# Who is named in the new uploads, by number and by the name beside it: thousands of rows, whatever the files weigh.
NAMED_FIRMS = """
CREATE TABLE named AS
SELECT upload_id, number, said_name, min(source_row) AS source_row, count(*) AS rows_of_it
FROM line
WHERE is_fresh
GROUP BY upload_id, number, said_name
"""

_SAID = "SELECT upload_id, number, said_name, source_row FROM named WHERE said_name IS NOT NULL ORDER BY ALL"

_FUTURE = """
SELECT upload_id, source_row, CAST(slot AS VARCHAR)
FROM line
WHERE is_fresh AND slot > $last
ORDER BY upload_id, source_row
"""

_COVERED = "SELECT DISTINCT upload_id, slot FROM covered WHERE is_fresh AND NOT is_correction ORDER BY ALL"
_LOADED = "SELECT DISTINCT slot FROM covered WHERE is_before"

_MONTHS = """
WITH old AS (
  SELECT number, max(total) AS largest
  FROM (SELECT number, slot, sum(gained) AS total FROM had WHERE gained > 0 GROUP BY number, slot)
  GROUP BY number
),
fresh AS (
  SELECT upload_id, number, slot, sum(amount) AS total, min(source_row) AS source_row, max(said_name) AS said_name
  FROM line
  SEMI JOIN old USING (number)
  WHERE is_fresh AND amount > 0
  GROUP BY upload_id, number, slot
)
SELECT upload_id, source_row, number, said_name, strftime(slot, '%Y-%m'), largest, total
FROM fresh
INNER JOIN old USING (number)
WHERE total > $times * largest
QUALIFY row_number() OVER (PARTITION BY upload_id, number ORDER BY total DESC, slot) = 1
ORDER BY ALL
"""

_YEARS = """
WITH told AS (
  SELECT upload_id, source_row, number, said_name, slot, amount, is_fresh, lag(amount) OVER one_firm AS earlier
  FROM standing
  WHERE amount > 0
  WINDOW one_firm AS (PARTITION BY number ORDER BY slot)
)
SELECT upload_id, source_row, number, said_name, CAST(slot AS VARCHAR), earlier, amount
FROM told
WHERE is_fresh AND (amount > $times * earlier OR earlier > $times * amount)
QUALIFY row_number() OVER (
  PARTITION BY upload_id, number ORDER BY greatest(amount / earlier, earlier / amount) DESC, slot
) = 1
ORDER BY ALL
"""

_LOST = """
WITH old AS (
  SELECT DISTINCT replaced.upload_id, had.number
  FROM had
  INNER JOIN covered AS replaced USING (slot, rest)
  WHERE replaced.is_fresh AND NOT replaced.is_correction
),
kept AS (SELECT DISTINCT upload_id, number FROM named)
SELECT old.upload_id, count(*) AS firms, count(kept.number) AS still
FROM old
LEFT JOIN kept USING (upload_id, number)
GROUP BY old.upload_id
HAVING count(*) >= $fewest AND 2 * count(kept.number) < count(*)
ORDER BY ALL
"""

# Uploads with as many rows and the same sum as stand in every period: only these are compared row by row.
_ALIKE = """
WITH fresh AS (
  SELECT upload_id, slot, rest, count(*) AS rows_of_it, sum(amount) AS total
  FROM line
  WHERE is_fresh AND NOT is_correction
  GROUP BY upload_id, slot, rest
),
old AS (
  SELECT slot, rest, sum(rows_of_it) AS rows_of_it, sum(total) AS total
  FROM had
  SEMI JOIN fresh USING (slot, rest)
  GROUP BY slot, rest
)
SELECT fresh.upload_id
FROM fresh
LEFT JOIN old USING (slot, rest)
GROUP BY fresh.upload_id
HAVING bool_and(coalesce(fresh.rows_of_it = old.rows_of_it, FALSE) AND fresh.total IS NOT DISTINCT FROM old.total)
ORDER BY ALL
"""

# By two hashes of 64 bits each: of millions of rows written out as text, the comparison took five times as long.
_OTHER = """
SELECT count(*)
FROM line
ANTI JOIN before USING (key_hash, facts_hash)
WHERE is_fresh AND upload_id = $upload_id
"""


def odd_periods(connection: duckdb.DuckDBPyConnection, contract: Contract, most: int) -> Told:
    """Periods that have not come yet (an error at each row), and those missing between a file's first and last."""
    kind = contract.column(contract.period).type
    last = today().year if kind == "year" else today()
    for upload_id, row, period in connection.execute(_FUTURE, {"last": last}).fetchmany(most):
        yield upload_id, error("period_in_future", row, contract.period, period[:7] if kind == "month" else period)
    if kind not in ("month", "year"):
        return
    loaded = {_number(slot) for (slot,) in connection.sql(_LOADED).fetchall()}
    covered = _grouped(connection.sql(_COVERED).fetchall())
    for upload_id, slots in covered.items():
        here = {_number(slot) for (slot,) in slots}
        if gap := sorted(set(range(min(here), max(here))) - here - loaded):
            named = ", ".join(_period(each, kind) for each in gap[:NAMED]) + (" …" if len(gap) > NAMED else "")
            yield upload_id, warning("period_gap", None, contract.period, named, count=len(gap))


def odd_names(connection: duckdb.DuckDBPyConnection, name_of: NameOf) -> Told:
    """Names and numbers that disagree within one file."""
    for upload_id, said in _grouped(connection.sql(_SAID).fetchall()).items():
        for finding in names_at_odds(said, name_of):
            yield upload_id, finding


def odd_values(connection: duckdb.DuckDBPyConnection, contract: Contract, known: set[tuple[str, str]]) -> Told:
    """Firms far outside their own history, each once; `known` (upload, number) were told of already."""
    is_monthly = contract.column(contract.period).type == "month"
    asked, times = (_MONTHS, MONTH_TIMES) if is_monthly else (_YEARS, YEAR_TIMES)
    for upload_id, row, number, name, period, old, new in connection.execute(asked, {"times": times}).fetchall():
        if (upload_id, number) not in known:
            facts = {"firm": name or "–", "period": period, "old": f"{old:,.0f}", "new": f"{new:,.0f}"}
            yield upload_id, warning("far_from_history", row, "business_no", number, **facts)


def lost_firms(connection: duckdb.DuckDBPyConnection) -> Told:
    """Files that replace periods and name less than half of the firms that had rows there."""
    for upload_id, firms, still in connection.execute(_LOST, {"fewest": FEWEST}).fetchall():
        lost = firms - still
        yield upload_id, warning("most_firms_lost", None, None, f"{lost / firms:.0%}", firms=firms, lost=lost)


def known_rows(connection: duckdb.DuckDBPyConnection) -> Told:
    """Uploads of which every row stands already, under whatever file name."""
    for (upload_id,) in connection.sql(_ALIKE).fetchall():
        ((others,),) = connection.execute(_OTHER, {"upload_id": upload_id}).fetchall()
        if not others:
            yield upload_id, correction("rows_known")


def names_at_odds(said: Iterable[tuple[str, str, int]], name_of: NameOf) -> Iterator[Finding]:
    """One business number with two names, and one name with two numbers, of rows (number, name as written, row)."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    numbers: dict[str, dict[str, int]] = defaultdict(dict)
    rows: dict[str, int] = {}
    spelled: dict[str, str] = {}
    for number, written, row in said:
        name = name_of(written)
        if names[number] and name not in names[number]:
            rows.setdefault(number, row)
        names[number].setdefault(name, written)
        numbers[name].setdefault(number, row)
        spelled.setdefault(name, written)
    for number, row in rows.items():
        yield warning("number_with_two_names", row, "firm_name", ", ".join(names[number].values()), number=number)
    for name, bearers in numbers.items():
        if len(bearers) > 1:
            row = list(bearers.values())[1]
            yield warning("name_with_two_numbers", row, "business_no", ", ".join(bearers), name=spelled[name])


def odd_rows(contract: Contract, rows: Iterable[dict], name_of: NameOf) -> Told:
    """The same questions of sources that come row by row: names and numbers at odds in one file, rows that stand."""
    said, standing, others = defaultdict(list), {}, set()
    uploads = dict.fromkeys(row["upload_id"] for row in rows)
    columns = contract.clean_columns
    for row in rows:
        firm = (
            (row["business_no"] or row.get("corporate_no"), name_of(row["firm_name"])) if "firm" in contract.key else ()
        )
        key = (*firm, *(row.get(name) for name in contract.key))
        facts = tuple(row[name] for name in columns)
        if standing.get(key) != facts:
            others.add(row["upload_id"])
        standing[key] = facts
        if row.get("business_no") and row.get("firm_name"):
            said[row["upload_id"]].append((row["business_no"], row["firm_name"], row["source_row"]))
    yield from ((upload_id, correction("rows_known")) for upload_id in uploads if upload_id not in others)
    for upload_id, names in said.items():
        for finding in names_at_odds(names, name_of):
            if (
                contract.key != ("business_no",) or finding.code == "name_with_two_numbers"
            ):  # else value_differs says it
                yield upload_id, finding


def _grouped(rows: Iterable[tuple]) -> dict[str, list[tuple]]:
    groups: dict[str, list[tuple]] = defaultdict(list)
    for upload_id, *rest in rows:
        groups[upload_id].append(tuple(rest))
    return groups


def _number(slot: Hashable) -> int:
    """A month or a year as a number that grows by one."""
    return slot.year * 12 + slot.month - 1 if isinstance(slot, dt.date) else slot


def _period(number: int, kind: str) -> str:
    return f"{number // 12}-{number % 12 + 1:02}" if kind == "month" else str(number)
