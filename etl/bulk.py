"""Large CSV files: one pass in DuckDB reads what is plainly written; the rest goes cell by cell through etl.cells.

Numbers and months are plain when they have the common form. A column of words (names, codes, countries) is checked
once per distinct word, by the same reader that small files use. Rows with anything else are read again, slowly and
exactly. So a large file gives the same rows and findings as a small one.
"""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression, FunctionExpression, SQLExpression

from etl.bad_cell import BadCell
from etl.cells import read_cell
from etl.clean import Cleaned, RowCleaner
from etl.contract import Column
from etl.recognise import Recognised
from etl.units import unit_of

_WORDS = {"text", "business_no", "hs", "country", "choice", "code"}
_NUMBERS = {"money", "quantity", "year"}
_UNREAD = -(2**62)  # stands for a number that the slow reading must look at; no money comes near it
_PLAIN_NUMBER = r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}"  # at most 12 digits: times 억 it is still a BIGINT
SERVED = _WORDS | _NUMBERS | {"month"}  # column types that the quick pass knows


def is_served(recognised: Recognised, content: bytes) -> bool:
    """Whether the quick pass can take a file: no blank lines (they count as rows), types that it knows."""
    types = {column.type for column in recognised.places.values()}
    top = recognised.sheet.rows[: recognised.header_row + 1]
    whole = not any("\n" in cell for row in top for cell in row)
    return whole and types <= SERVED and b"\n\n" not in content and b"\n\r\n" not in content


def clean_large(
    recognised: Recognised, given: dict[str, str], csv: Path, separator: str, upload_id: str, out: Path
) -> Cleaned:
    """Write the clean rows of a UTF-8 CSV to `out`; the result holds findings and counts, not rows.

    Raises duckdb.Error when the file is no regular table, FileRefused for a value given that is unreadable.
    """
    cleaner = RowCleaner(recognised, given)
    with duckdb.connect() as connection:
        raw = _raw(connection, recognised, csv, separator)
        quick = out.with_suffix(".quick")
        raw.select(*_values(cleaner, upload_id)).write_parquet(str(quick), compression="snappy")
        rows = connection.read_parquet(str(quick))
        cleaned = Cleaned(recognised.contract, {}, [])
        cleaned.rows_read = rows.shape[0]
        doubtful = _doubtful(rows, recognised.places)
        slow = _read_slowly(connection, raw, cleaner, doubtful)
        cleaned.findings = [
            *recognised.findings,
            *cleaner.units(recognised.sheet.rows[recognised.header_row + 1 :]),
            *slow.findings,
        ]
        cleaned.rejected_rows = slow.rejected_rows
        cleaned.accepted = cleaned.rows_read - len(slow.rejected_rows)
        _write(connection, rows, doubtful, slow.table(upload_id), out)
    quick.unlink(missing_ok=True)
    return cleaned


def _raw(
    connection: duckdb.DuckDBPyConnection, recognised: Recognised, csv: Path, separator: str
) -> duckdb.DuckDBPyRelation:
    names = {f"c{at}": "VARCHAR" for at in range(len(recognised.headings))}
    first = recognised.header_row + 1
    read = connection.read_csv(
        str(csv),
        columns=names,
        header=False,
        skiprows=first,
        delimiter=separator,
        quotechar='"',
        escapechar='"',
        auto_detect=False,
    )
    number = SQLExpression("row_number() OVER ()")
    return read.select(*names, (number + ConstantExpression(first)).cast("BIGINT").alias("source_row"))


def _values(cleaner: RowCleaner, upload_id: str) -> list[Expression]:
    """Every clean column; a number that is not plainly written is _UNREAD, such a month is NULL."""
    values = dict.fromkeys(cleaner.contract.clean_columns, ConstantExpression(None))
    values |= {name: ConstantExpression(value) for name, value in cleaner.constants.items()}
    values |= {column.name: _value(ColumnExpression(f"c{at}"), column)
               for at, column in cleaner.recognised.places.items()}  # fmt: skip
    kinds = cleaner.contract.clean_columns
    shapes = {"date32": "DATE", "int64": "BIGINT", "float64": "DOUBLE", "string": "VARCHAR"}
    made = [value.cast(shapes[kinds[name]]).alias(name) for name, value in values.items()]
    return [*made, ConstantExpression(upload_id).alias("upload_id"), ColumnExpression("source_row")]


def _value(cell: Expression, column: Column) -> Expression:
    """The cell's value when it is plainly written, NULL when it is empty."""
    if column.type in _NUMBERS:
        form = r"(19|20)[0-9]{2}" if column.type == "year" else _PLAIN_NUMBER
        plain = FunctionExpression("regexp_full_match", cell, ConstantExpression(form))
        number = _times(
            CaseExpression(plain, _without(cell, ",")).otherwise(ConstantExpression("0")).cast("BIGINT"), column
        )
        nothing = CaseExpression(cell.isnull(), ConstantExpression(None)).otherwise(ConstantExpression(_UNREAD))
        return CaseExpression(plain, number).otherwise(nothing.cast("BIGINT"))
    if column.type == "month":
        plain = FunctionExpression("regexp_full_match", cell, ConstantExpression(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])"))
        day = FunctionExpression("concat", cell, ConstantExpression("-01")).cast("DATE")
        return CaseExpression(plain, day).otherwise(ConstantExpression(None))
    if column.type == "business_no":
        return _without(cell, "-")
    if column.type == "choice":
        made = cell
        for code, words in column.allowed.items():
            said = cell.isin(*(ConstantExpression(word) for word in words))
            made = CaseExpression(said, ConstantExpression(code)).otherwise(made)
        return made
    return cell


def _without(cell: Expression, mark: str) -> Expression:
    return FunctionExpression("replace", cell, ConstantExpression(mark), ConstantExpression(""))


def _times(number: Expression, column: Column) -> Expression:
    factor = unit_of(column.unit).factor if column.unit else 1
    return number * ConstantExpression(int(factor)).cast("BIGINT") if factor != 1 else number


def _doubtful(rows: duckdb.DuckDBPyRelation, places: dict[int, Column]) -> set[int]:
    """Rows with a cell that is not plainly written, or that lack what must be there."""
    odd: set[int] = set()
    for column in places.values():
        value = ColumnExpression(column.name)
        if column.required or column.type == "month":
            odd |= _numbers_of(rows.filter(value.isnull()))
        if column.type in _NUMBERS:
            odd |= _numbers_of(rows.filter(value == ConstantExpression(_UNREAD)))
        if column.type in _WORDS:
            words = [word for (word,) in rows.select(column.name).distinct().fetchall() if word is not None]
            bad = [ConstantExpression(word) for word in words if not _reads_as_itself(word, column)]
            if bad:
                odd |= _numbers_of(rows.filter(value.isin(*bad)))
    return odd


def _numbers_of(rows: duckdb.DuckDBPyRelation) -> set[int]:
    return {row for (row,) in rows.select("source_row").fetchall()}


def _reads_as_itself(word: str, column: Column) -> bool:
    try:
        return read_cell(word, column) == (word, None)
    except BadCell:
        return False


def _read_slowly(
    connection: duckdb.DuckDBPyConnection, raw: duckdb.DuckDBPyRelation, cleaner: RowCleaner, rows: set[int]
) -> Cleaned:
    slow = cleaner.start()
    if rows:
        wanted = connection.from_arrow(pa.table({"source_row": pa.array(sorted(rows), pa.int64())}))
        for *cells, number in raw.join(wanted, "source_row", how="semi").order("source_row").fetchall():
            cleaner.take(slow, [cell or "" for cell in cells], number)
    return slow


def _write(
    connection: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, doubtful: set[int], slow: pa.Table, out: Path
) -> None:
    """Plain rows and slowly read rows, in file order."""
    quick = out.with_suffix(".quick")
    if not doubtful:
        quick.replace(out)
        return
    plain = pq.read_table(quick)
    keep = pa.array([row not in doubtful for row in plain["source_row"].to_pylist()])
    both = pa.concat_tables([plain.filter(keep), slow.select(plain.schema.names).cast(plain.schema)])
    pq.write_table(both.sort_by("source_row"), out)
