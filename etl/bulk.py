"""Large CSV files: one pass in DuckDB reads what is plainly written; the rest goes cell by cell through etl.cells.

Numbers and months are plain when they have the common form. A column of words (names, codes, countries) is checked
once per distinct word, by the same reader that small files use. Rows with anything else are read again, slowly and
exactly. So a large file gives the same rows and findings as a small one.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, Expression, FunctionExpression, SQLExpression

from etl.apart import Apart, kind_of
from etl.bad_cell import BadCell
from etl.cells import read_cell
from etl.clean import Cleaned, RowCleaner, take
from etl.contract import Column
from etl.encoding import CODECS, lines_of
from etl.recognise import Recognised
from etl.sheet import Decoded
from etl.units import unit_of

_WORDS = {"text", "business_no", "hs", "country", "choice", "code"}
_NUMBERS = {"money", "quantity", "year"}
_UNREAD = -(2**62)  # stands for a number that the slow reading must look at; no money comes near it
_CHUNK = 4_000_000  # bytes that are put into UTF-8 at a time
_TAIL = 4_000  # bytes at the end of a file that may be blank lines
# At most 12 digits: times 억 it is still a BIGINT. -4611686018427387904 is _UNREAD.
_PLAIN = """
CREATE MACRO plain_number(cell) AS CASE
  WHEN regexp_full_match(cell, '[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}') THEN CAST(replace(cell, ',', '') AS BIGINT)
  WHEN cell IS NOT NULL THEN -4611686018427387904
END;
CREATE MACRO plain_year(cell) AS CASE
  WHEN regexp_full_match(cell, '(19|20)[0-9]{2}') THEN CAST(cell AS BIGINT)
  WHEN cell IS NOT NULL THEN -4611686018427387904
END;
CREATE MACRO plain_month(cell) AS CASE
  WHEN length(cell) = 7 AND cell BETWEEN '1900-01' AND '2100-12' THEN TRY_CAST(concat(cell, '-01') AS DATE)
END;
"""
SERVED = _WORDS | _NUMBERS | {"month"}  # column types that the quick pass knows


class NotPlain(Exception):
    """A file whose rows the quick pass would number otherwise than a person does."""


@dataclass(frozen=True)
class Large:
    """A large CSV in UTF-8 on the disk, and how many lines it has up to the last that is not blank."""

    path: Path
    separator: str
    lines: int


def is_served(recognised: Recognised) -> bool:
    """Whether the quick pass can take a file: a header without line breaks, types that it knows."""
    types = {column.type for column in recognised.places.values()}
    if recognised.periods:
        return False
    top = recognised.sheet.rows[: recognised.header_row + 1]
    return types <= SERVED and not any("\n" in cell for row in top for cell in row)


def as_large(decoded: Decoded, path: Path, aside: Path) -> Large:
    """The file as the quick pass wants it: in UTF-8, written to `aside` where `path` is in another encoding."""
    if decoded.encoding in ("UTF-8", "UTF-8 BOM"):
        return Large(path, decoded.separator, _lines(_chunks(decoded.content)))
    with aside.open("wb") as out:
        return Large(aside, decoded.separator, _lines(_written(_in_utf8(decoded), out)))


def _in_utf8(decoded: Decoded) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(CODECS[decoded.encoding])()
    try:
        for chunk in _chunks(decoded.content):
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeDecodeError:
        lines_of(decoded.content, decoded.encoding)  # raises, naming the row
        raise


def _chunks(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK))


def _written(chunks: Iterator[bytes], out) -> Iterator[bytes]:
    for chunk in chunks:
        out.write(chunk)
        yield chunk


def _lines(chunks: Iterable[bytes]) -> int:
    """Lines up to the last that is not blank."""
    ends, tail = 0, b""
    for chunk in chunks:
        ends += chunk.count(b"\n")
        tail = (tail + chunk)[-_TAIL:] if len(chunk) < _TAIL else chunk[-_TAIL:]
    return 1 + ends - tail[len(tail.rstrip(b"\r\n")) :].count(b"\n")


def clean_large(recognised: Recognised, given: dict[str, str], large: Large, upload_id: str, out: Path) -> Cleaned:
    """Write the clean rows of a large CSV to `out`; the result holds findings and counts, not rows.

    Raises duckdb.Error when the file is no regular table, NotPlain when rows are not lines, FileRefused for a value
    given that is unreadable.
    """
    cleaner = RowCleaner(recognised, given)
    # rows are numbered in file order, by one thread: a second would only wait
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(_PLAIN)
        raw = _raw(connection, recognised, large)
        quick = out.with_suffix(".quick")
        raw.select(*_values(cleaner, upload_id)).write_parquet(str(quick), compression="lz4_raw")
        rows = connection.read_parquet(str(quick))
        cleaned = Cleaned(recognised.contract, {}, [])
        cleaned.rows_read = rows.shape[0]
        if cleaned.rows_read + recognised.header_row + 1 != large.lines:
            raise NotPlain(large.path.name)  # a blank line, or a cell of several lines
        doubtful = _doubtful(rows, recognised.places)
        slow, apart = _read_slowly(connection, raw, cleaner, doubtful)
        cleaned.rows_read -= len(apart.kinds)
        cleaned.rejected_rows = slow.rejected_rows
        cleaned.accepted = cleaned.rows_read - len(slow.rejected_rows)
        _write(doubtful, slow, upload_id, out)
        units = cleaner.units(recognised.sheet.rows[recognised.header_row + 1 :])
        sums = cleaner.reconciled(apart, _amounts(cleaner, out)) if apart.totals else []
        cleaned.findings = [*recognised.findings, *units, *apart.findings(), *sums, *slow.findings]
    quick.unlink(missing_ok=True)
    return cleaned


def _raw(connection: duckdb.DuckDBPyConnection, recognised: Recognised, large: Large) -> duckdb.DuckDBPyRelation:
    names = {f"c{at}": "VARCHAR" for at in range(len(recognised.headings))}
    first = recognised.header_row + 1
    read = connection.read_csv(
        str(large.path),
        columns=names,
        header=False,
        skiprows=first,
        delimiter=large.separator,
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
        plain = FunctionExpression("plain_year" if column.type == "year" else "plain_number", cell)
        return _times(plain, column)
    if column.type == "month":
        return FunctionExpression("plain_month", cell)
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
    if factor == 1:
        return number
    unread = ConstantExpression(_UNREAD)
    return CaseExpression(number != unread, number * ConstantExpression(int(factor)).cast("BIGINT")).when(
        number == unread, unread
    )


def _doubtful(rows: duckdb.DuckDBPyRelation, places: dict[int, Column]) -> set[int]:
    """Rows with a cell that is not plainly written, or that lack what must be there."""
    doubts: list[Expression] = []
    for column in places.values():
        value = ColumnExpression(column.name)
        if column.required or column.type == "month":
            doubts.append(value.isnull())
        if column.type in _NUMBERS:
            doubts.append(value == ConstantExpression(_UNREAD))
        if column.type in _WORDS:
            words = [word for (word,) in rows.select(column.name).distinct().fetchall() if word is not None]
            bad = [ConstantExpression(word) for word in words if not _reads_as_itself(word, column)]
            doubts += [value.isin(*bad)] if bad else []
    if not doubts:
        return set()
    return {row for (row,) in rows.filter(reduce(or_, doubts)).select("source_row").fetchall()}


def _reads_as_itself(word: str, column: Column) -> bool:
    try:
        return read_cell(word, column) == (word, None)
    except BadCell:
        return False


def _read_slowly(
    connection: duckdb.DuckDBPyConnection, raw: duckdb.DuckDBPyRelation, cleaner: RowCleaner, rows: set[int]
) -> tuple[Cleaned, Apart]:
    slow, apart, shape = cleaner.start(), Apart(), cleaner.recognised.shape
    if rows:
        wanted = connection.from_arrow(pa.table({"source_row": pa.array(sorted(rows), pa.int64())}))
        for *cells, number in raw.join(wanted, "source_row", how="semi").order("source_row").fetchall():
            row = [cell or "" for cell in cells]
            if kind := kind_of(row, shape):
                apart.take(number, row, kind, shape)
            else:
                take([cleaner], slow, row, number)
    return slow, apart


def _amounts(cleaner: RowCleaner, out: Path) -> Cleaned:
    """The money that was read, for the totals to be held against."""
    money = [column.name for column in cleaner.contract.columns if column.type == "money"]
    columns = pq.read_table(out, columns=[*money, "source_row"]).to_pydict()
    return Cleaned(cleaner.contract, columns, columns["source_row"])


def _write(doubtful: set[int], slow: Cleaned, upload_id: str, out: Path) -> None:
    """Plain rows and slowly read rows, in file order."""
    quick = out.with_suffix(".quick")
    if not doubtful:
        quick.replace(out)
        return
    plain = pq.read_table(quick)
    keep = pa.array([row not in doubtful for row in plain["source_row"].to_pylist()])
    both = pa.concat_tables([plain.filter(keep), slow.table(upload_id).select(plain.schema.names).cast(plain.schema)])
    pq.write_table(both.sort_by("source_row"), out)
