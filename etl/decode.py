"""Bytes → rows of text. Content decides what a file is, never its name."""

import csv
import datetime as dt
import io
import struct
import zipfile
from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from etl.findings import FileRefused, error

MAX_UNPACKED = 1_000_000_000  # bytes a workbook may unpack to: a zip bomb declares more
MAX_RATIO = 200  # real workbooks compress 5 to 40 times
LARGE = 2_000_000  # bytes: below, reading cell by cell takes less than a second
HEAD = 60_000  # characters that tell the separator, and enough for the header and 20 lines above it
SEPARATORS = (",", "\t", ";", "|")
csv.field_size_limit(1_000_000)  # a longer cell is no cell but an unclosed quote


@dataclass(frozen=True)
class Sheet:
    """One table as text: rows in file order, the first being row 1 as a person counts."""

    name: str | None
    rows: list[list[str]]


@dataclass(frozen=True)
class Decoded:
    """A file's tables and how its bytes were read."""

    encoding: str
    sheets: list[Sheet]
    content: bytes | None = None  # of a large CSV, whose sheet holds only its first lines
    separator: str = ","

    def text(self) -> str:
        """All of a large CSV. Raises FileRefused."""
        _strict(self.content, self.encoding)
        return self.content.decode(CODECS[self.encoding])


def decode(content: bytes) -> Decoded:
    """Text tables of a CSV or a workbook. Raises FileRefused when the bytes are neither."""
    if not content[:HEAD].strip(b"\x00 \r\n\t") and not content.strip(b"\x00 \r\n\t"):
        raise FileRefused([error("file_empty")])
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    for signature, what in _REFUSED.items():
        if content.startswith(signature):
            raise FileRefused([error("file_kind_refused", kind=what)])
    encoding = encoding_of(content)
    if len(content) > LARGE:
        top = content[: HEAD * 4].decode(CODECS[encoding], errors="ignore")[:HEAD]
        top = "".join(top.splitlines(keepends=True)[:-1])
        separator = _separator(top)
        return Decoded(encoding, [Sheet(None, _csv_rows(top, separator))], content, separator)
    text = content.decode(CODECS[encoding])
    return Decoded(encoding, [Sheet(None, _csv_rows(text, _separator(text)))])


def whole(decoded: Decoded) -> Decoded:
    """The same with every row of a large CSV in its sheet. Raises FileRefused."""
    if decoded.content is None:
        return decoded
    return Decoded(decoded.encoding, [Sheet(None, _csv_rows(decoded.text(), decoded.separator))])


_REFUSED = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS/HWP",
    b"HWP Document File": "HWP",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
}


CODECS = {"UTF-16": "utf-16", "UTF-8 BOM": "utf-8-sig", "UTF-8": "utf-8", "CP949": "cp949"}


def encoding_of(content: bytes) -> str:
    """The encoding of all of it: byte-order mark, then strict UTF-8, then strict CP949. Raises FileRefused."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(content, "UTF-16")
    if b"\x00" in content:
        raise FileRefused([error("nul_bytes", offset=content.index(b"\x00"))])
    if content.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 BOM" if is_utf8(content) else _strict(content, "UTF-8 BOM")
    if is_utf8(content):
        return "UTF-8"
    # of a large file the rest is checked when it is read
    return _strict(content if len(content) <= LARGE else content[: content.rfind(b"\n", 0, LARGE) + 1], "CP949")


def is_utf8(content: bytes) -> bool:
    """Whether all of it is UTF-8, without making text of it."""
    ends = pa.py_buffer(struct.pack("=qq", 0, len(content)))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(content)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _first_not_utf8(content: bytes) -> int:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as broken:
        return broken.start
    return 0


def _strict(content: bytes, encoding: str) -> str:
    try:
        content.decode(CODECS[encoding])
    except UnicodeDecodeError as broken:
        if encoding == "CP949":  # only strict UTF-8 was tried before: neither can read it
            line = content[: max(broken.start, _first_not_utf8(content))].count(b"\n") + 1
            raise FileRefused([error("encoding_unknown", row=line)]) from broken
        line = content[: broken.start].count(b"\n") + 1
        raise FileRefused([error("encoding_broken", row=line, encoding=encoding)]) from broken
    return encoding


def _separator(text: str) -> str:
    return max(SEPARATORS, key=lambda mark: _evenness(text[:HEAD], mark))


def _csv_rows(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as broken:
        raise FileRefused([error("csv_broken", row=len(rows) + 1)]) from broken
    return rows


def _evenness(head: str, separator: str) -> tuple[float, int]:
    """How well a mark cuts the lines into equally many cells; an address with commas has them in some lines only."""
    try:
        rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=separator) if any(row)]
    except csv.Error:
        return 0, 0
    widths = Counter(len(row) for row in rows)
    width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return (lines / len(rows), width) if width > 1 else (0, 0)


def _workbook(content: bytes) -> Decoded:
    _refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [meta.name for meta in book.sheets_metadata if str(meta.visible).endswith("Visible")]
        sheets = [Sheet(name, _sheet_rows(book.get_sheet_by_name(name))) for name in visible]
    except (CalamineError, OSError) as broken:
        raise FileRefused([error("workbook_broken")]) from broken
    return Decoded("XLSX", sheets)


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as broken:
        raise FileRefused([error("workbook_broken")]) from broken
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > max(50_000_000, MAX_RATIO * len(content)):
        raise FileRefused([error("workbook_bomb", bytes=unpacked)])
    if not any(part.filename == "xl/workbook.xml" for part in parts):
        raise FileRefused([error("file_kind_refused", kind="ZIP")])


def _sheet_rows(sheet) -> list[list[str]]:
    rows = sheet.to_python(skip_empty_area=False)
    return [[_cell_text(cell) for cell in row] for row in rows]


def _cell_text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return "" if cell is None else str(cell)
