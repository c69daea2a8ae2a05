"""Large CSV files: Arrow cuts the lines into cells; plain numbers are read together, each distinct word once.

Rows with anything else (an unreadable cell, a correction to be told, what may be a total or a footnote) are read again
by the reader that small files use. So a large file gives the same rows and findings as a small one. The file passes
batch by batch: what it needs of memory does not grow with it.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from etl.apart import Apart
from etl.batch import BatchReader, Undecodable
from etl.clean import Cleaned, nothing_read, refuse_empty, take, take_all
from etl.encoding import CODECS, lines_of
from etl.finer import Finer
from etl.quotes import are_plain
from etl.recognise import Recognised
from etl.reconcile import reconciled
from etl.row import RowCleaner
from etl.sheet import Decoded
from etl.tally import OnRows, untold

_CHUNK = 4_000_000  # bytes that are looked at together
_BLOCK = 8_000_000  # bytes that are cut into cells together
_TAIL = 4_000  # bytes at the end of a file that may be blank lines
_AS_THEY_ARE = ("UTF-8", "UTF-8 BOM", "CP949")  # no byte of a letter looks like a separator, a quote or a line end


class NotPlain(Exception):
    """A file whose rows the quick pass would cut or number otherwise than a person does."""


@dataclass(frozen=True)
class Large:
    """A large CSV on the disk, its encoding, and how many lines it has up to the last that is not blank."""

    path: Path
    separator: str
    lines: int
    encoding: str = "UTF-8"


def is_served(recognised: Recognised) -> bool:
    """Whether the quick pass can take a file: no periods side by side, a header without line breaks."""
    top = recognised.sheet.rows[: recognised.header_row + 1]
    return not recognised.periods and not any("\n" in cell for row in top for cell in row)


def as_large(decoded: Decoded, path: Path, aside: Path) -> Large:
    """The file as the quick pass wants it: itself, or written to `aside` in UTF-8 where its encoding has wide letters.

    Raises NotPlain for quotes that stand where no cell begins or ends.
    """
    if decoded.encoding in _AS_THEY_ARE:
        lines = _lines(_chunks(decoded.content), decoded.separator)
        return Large(path, decoded.separator, lines, decoded.encoding)
    with aside.open("wb") as out:
        lines = _lines(_written(_in_utf8(decoded), out), decoded.separator)
        return Large(aside, decoded.separator, lines)


def _in_utf8(decoded: Decoded) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(CODECS[decoded.encoding])()
    left = ""
    for chunk in _pieces(decoded.content):
        text = left + decoder.decode(chunk)
        whole, end, left = text.rpartition("\n")
        yield (whole + end).encode()
    yield (left + decoder.decode(b"", final=True)).encode()


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK))


def _chunks(content: bytes) -> Iterator[bytes]:
    """The bytes, cut where lines end."""
    start = 0
    while start < len(content):
        end = start + _CHUNK
        if end < len(content):
            end = content.rfind(b"\n", start, end) + 1 or end
        yield content[start:end]
        start = end


def _written(chunks: Iterable[bytes], out) -> Iterator[bytes]:
    for chunk in chunks:
        out.write(chunk)
        yield chunk


def _lines(chunks: Iterable[bytes], separator: str) -> int:
    """Lines up to the last that is not blank. Raises NotPlain."""
    ends, tail = 0, b""
    for chunk in chunks:
        if not are_plain(chunk, separator):
            raise NotPlain
        ends += chunk.count(b"\n")
        tail = (tail + chunk)[-_TAIL:] if len(chunk) < _TAIL else chunk[-_TAIL:]
    return 1 + ends - tail[len(tail.rstrip(b"\r\n")) :].count(b"\n")


def clean_large(
    recognised: Recognised, given: dict[str, str], large: Large, upload_id: str, out: Path, on_rows: OnRows = untold
) -> Cleaned:
    """Write the clean rows of a large CSV to `out`; the result holds findings and counts, not rows.

    `on_rows` is told how many rows have been read. Raises pyarrow.ArrowInvalid when the file is no regular table,
    NotPlain when rows are not lines, FileRefused for a value given that is unreadable, bytes in another encoding, or a
    table without rows.
    """
    cleaner = RowCleaner(recognised, given)
    reader = BatchReader(cleaner, CODECS[large.encoding], upload_id)
    cleaned, apart, finer = Cleaned(recognised.contract, {}, []), Apart(), Finer([cleaner])
    first = recognised.header_row + 2
    try:
        with pq.ParquetWriter(out, reader.schema, **reader.written) as to:
            for batch in _batches(large, recognised):
                doubtful, plain = reader.read(batch, first)
                slow, doubts = nothing_read(recognised.contract), reader.texts(batch, doubtful)
                take_all([cleaner], slow, apart, finer, ((first + at, row) for at, row in doubts))
                to.write_table(reader.joined(plain, slow))
                cleaned.rows_read += plain.num_rows + slow.rows_read
                cleaned.rejected_rows += slow.rejected_rows
                cleaned.findings += slow.findings
                first += batch.num_rows
                on_rows(cleaned.rows_read)
    except Undecodable:
        lines_of(large.path.read_bytes(), large.encoding)  # raises, naming the row
        raise
    if first - 1 != large.lines:
        raise NotPlain  # a blank line, or a cell of several lines
    lines = _rows_read(cleaner, out) if apart.totals or apart.marked or finer.waiting else pa.table({})
    parts = finer.settle(lines, apart)
    for number, row in finer.waiting.items():
        take([cleaner], cleaned, row, number)  # refused, as its code is too long
    cleaned.in_order()
    refuse_empty(recognised, cleaned)
    cleaned.accepted = cleaned.rows_read - len(cleaned.rejected_rows)
    units = cleaner.units(recognised.sheet.rows[recognised.header_row + 1 :])
    sums = reconciled([cleaner], apart, lines, cleaned.rejected_rows)
    cleaned.findings = [*recognised.findings, *units, *apart.findings(), *sums, *parts, *cleaned.findings]
    return cleaned


def _batches(large: Large, recognised: Recognised) -> Iterator[pa.RecordBatch]:
    """The cells as bytes: amounts as they stand, all others by number of distinct word."""
    names = [f"c{at}" for at in range(len(recognised.headings))]
    words = pa.dictionary(pa.int32(), pa.binary())
    amounts = {f"c{at}" for at, column in recognised.places.items() if column.type in BatchReader.NUMBERS}
    read = pacsv.ReadOptions(
        use_threads=False, skip_rows=recognised.header_row + 1, column_names=names, block_size=_BLOCK
    )
    parse = pacsv.ParseOptions(delimiter=large.separator)
    types = {name: pa.binary() if name in amounts else words for name in names}
    convert = pacsv.ConvertOptions(column_types=types, check_utf8=False, strings_can_be_null=False)
    return iter(pacsv.open_csv(large.path, read_options=read, parse_options=parse, convert_options=convert))


def _rows_read(cleaner: RowCleaner, out: Path) -> pa.Table:
    """What totals and parts are held against: the key and the money of the rows that were read."""
    contract = cleaner.contract
    wanted = {*contract.key, *(column.name for column in contract.columns if column.type in ("money", "hs"))}
    return pq.read_table(out, columns=[*sorted(wanted & {*contract.clean_columns}), "source_row"])
