"""Bytes → rows of text. Content decides what a file is, never its name."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from etl.encoding import CODECS, LARGE, encoding_of, lines_of
from etl.html_table import read_page
from etl.sheet import Decoded, Sheet, refuse
from etl.sniff import kind_of
from etl.workbook import read_workbook

__all__ = ["CODECS", "LARGE", "Decoded", "Sheet", "decode", "encoding_of", "whole"]

HEAD = 60_000  # characters that tell the separator, and enough for the header and 20 lines above it
MOST_BYTES = {
    "CSV": 420_000_000,
    "HTML": 30_000_000,
}  # larger takes longer than a minute; a workbook is limited by rows
MOST_UNEVEN = 80_000_000  # bytes of a CSV that only the slow reading understands: they take 40 s and 0.8 GB
SEPARATORS = (",", "\t", ";", "|")
MOST_CELL = 1_000_000  # characters: a longer cell is no cell but an unclosed quote
csv.field_size_limit(MOST_CELL)


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """Text tables of a CSV, a workbook or a page with a table; `encoding` is what a person says of text.

    Raises FileRefused when the bytes are none of them, or not in that encoding.
    """
    if _is_blank(content):
        raise refuse("file_empty")
    kind = kind_of(content)
    if kind == "zip" or kind == "xls":
        return read_workbook(bytes(content), kind)
    _refuse_larger(content, "HTML" if kind == "html" else "CSV")
    encoding = encoding_of(content, encoding)
    if kind == "html":
        return read_page(lines_of(content, encoding).read(), encoding)
    if len(content) > LARGE:
        return _large(content, encoding)
    text = bytes(content).decode(CODECS[encoding])
    return Decoded(encoding, [Sheet(None, _csv_rows(io.StringIO(text, newline=""), _separator(text)))])


def _refuse_larger(content: bytes, kind: str) -> None:
    most = MOST_BYTES[kind]
    if len(content) > most:
        raise refuse("file_too_large", kind=kind, megabytes=len(content) // 1_000_000, most=most // 1_000_000)


def _large(content: bytes, encoding: str) -> Decoded:
    """A large CSV by its first lines, of which the last may be cut."""
    top = bytes(content[: HEAD * 4]).decode(CODECS[encoding], errors="ignore")[:HEAD]
    top = "".join(top.splitlines(keepends=True)[:-1])
    if not top:
        raise refuse("cell_too_long", 1, most=HEAD)
    separator = _separator(top)
    rows = _csv_rows(io.StringIO(top, newline=""), separator, is_whole=False)
    return Decoded(encoding, [Sheet(None, rows)], content, separator)


def whole(decoded: Decoded) -> Decoded:
    """The same with every row of a large CSV in its sheet. Raises FileRefused."""
    if decoded.content is None:
        return decoded
    if len(decoded.content) > MOST_UNEVEN:
        raise refuse("file_uneven", most=MOST_UNEVEN // 1_000_000)
    lines = lines_of(decoded.content, decoded.encoding)
    return Decoded(decoded.encoding, [Sheet(None, _csv_rows(lines, decoded.separator))])


def _is_blank(content: bytes) -> bool:
    top = bytes(content[:HEAD]).removeprefix(b"\xef\xbb\xbf")
    return not top.strip(b"\x00 \r\n\t") and not bytes(content).removeprefix(b"\xef\xbb\xbf").strip(b"\x00 \r\n\t")


def _separator(text: str) -> str:
    return max(SEPARATORS, key=lambda mark: _evenness(text[:HEAD], mark))


def _csv_rows(lines: Iterator[str], separator: str, is_whole: bool = True) -> list[list[str]]:
    rows: list[list[str]] = []
    words: dict[str, str] = {}  # a word that stands in many rows is kept once
    try:
        for row in csv.reader(lines, delimiter=separator, strict=True):
            rows.append([words.setdefault(cell, cell) for cell in row])
            if len(words) > 200_000:
                words.clear()
    except csv.Error as broken:
        if rows and not is_whole and "unexpected end" in str(broken):
            return rows
        code = "cell_too_long" if "field larger" in str(broken) else "csv_broken"
        raise refuse(code, len(rows) + 1, most=MOST_CELL) from broken
    return rows


def _evenness(head: str, separator: str) -> tuple[float, int, bool]:
    """How well a mark cuts the lines into equally many cells, and whether it explains every quote; an address with
    commas has them in some lines only."""
    rows, is_strict = _cut(head, separator)
    widths = Counter(len(row) for row in rows if len(row) > 1)  # a title is no line of the table
    width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return lines / max(1, len(rows)), width, is_strict


def _cut(head: str, separator: str) -> tuple[list[list[str]], bool]:
    for is_strict in (True, False):
        try:
            rows = csv.reader(io.StringIO(head, newline=""), delimiter=separator, strict=is_strict)
            return [row for row in rows if any(row)], is_strict
        except csv.Error:
            continue
    return [], False
