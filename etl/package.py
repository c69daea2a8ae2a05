"""The parts of an XLSX file before it is opened: what must be refused, and what the reader of cells does not tell."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree

from etl.sheet import refuse

MAX_UNPACKED = 1_000_000_000  # bytes a workbook may unpack to: a zip bomb declares more
MAX_RATIO = 200  # real workbooks compress 5 to 40 times
MOST_PARTS = 10_000
MOST_ROWS = 300_020  # 300,000 rows and the lines above them
MOST_CELLS = 9_000_000  # of a sheet as a rectangle: one cell at its far corner would claim terabytes
_CHUNK = 4_000_000  # bytes
_DOCUMENTS = {"word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX", "xl/workbook.bin": "XLSB",
              "contents/content.hpf": "HWPX", "content.xml": "ODS"}  # fmt: skip
_MIMES = {b"application/hwp+zip": "HWPX", b"application/vnd.oasis.opendocument.spreadsheet": "ODS",
          b"application/vnd.oasis.opendocument.text": "ODT", b"application/epub+zip": "EPUB"}  # fmt: skip
_ENDS = {"xl/workbook.xml": b"workbook>", "xl/sharedstrings.xml": b"sst>"}
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_SPAN = re.compile(rb"""\b(min|max)\s*=\s*["'](\d{1,7})["']""")
_NO_WIDTH = re.compile(rb"""\bwidth\s*=\s*["']0(?:\.0*)?["']""")
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_FAR = re.compile(rb"""\br\s*=\s*["'](?:([A-Z]{2,3})(\d+)|[A-Z](\d{6,}))""")  # cells beyond Z, or beyond row 99,999
_BLANK = b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t"
_FAULTY = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""", re.S
)
_UNCOUNTED = re.compile(
    rb"""<(?:\w+:)?c\b([^>]*[^>/])><(?:\w+:)?f\b[^>]*>([^<]*)</(?:\w+:)?f>\s*"""
    rb"""(?:<(?:\w+:)?v></(?:\w+:)?v>|<(?:\w+:)?v\s*/>)?\s*</(?:\w+:)?c>"""
)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})(\d+)["']""")


@dataclass
class SheetFacts:
    """What the reader of cells does not tell of a sheet."""

    hidden_rows: list[int] = field(default_factory=list)  # as a person counts
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first and last, from 0
    cells: dict[tuple[int, int], str] = field(default_factory=dict)  # from 0: errors, and formulas never worked out
    row: int = 0  # the last one met
    rows: int = 0
    columns: int = 26

    def check(self, name: str | None = None) -> None:
        """Raises FileRefused when the sheet is larger than what can be read."""
        if self.rows > MOST_ROWS or self.rows * self.columns > MOST_CELLS:
            raise refuse("sheet_too_large", rows=self.rows, most=MOST_ROWS // 1000 * 1000)


@dataclass
class BookFacts:
    """What is known of a workbook before its cells are read: facts of each sheet, in the workbook's order."""

    sheets: list[SheetFacts]
    is_1904: bool = False


def look(content: bytes) -> BookFacts:
    """The facts of an XLSX file. Raises FileRefused for another kind, a bomb, macros, entities, a broken archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_others(archive, len(content))
            found = {part.filename.lower(): _part_facts(archive, part) for part in archive.infolist()}
            return _in_order(archive, found)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, SyntaxError) as broken:
        raise refuse("workbook_broken") from broken
    except (RuntimeError, LookupError) as broken:  # zipfile's word for an encrypted part; a part that is named only
        raise refuse("workbook_locked" if "encrypted" in str(broken) else "workbook_broken") from broken


def _refuse_others(archive: zipfile.ZipFile, size: int) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > max(50_000_000, MAX_RATIO * size) or len(parts) > MOST_PARTS:
        raise refuse("workbook_bomb", bytes=unpacked)
    names = [part.filename.lower() for part in parts]
    if "mimetype" in names:
        mime = archive.read(parts[names.index("mimetype")])[:80].strip()
        raise refuse("file_kind_refused", kind=_MIMES.get(mime, "ZIP"))
    if "xl/workbook.xml" not in names:
        raise refuse("file_kind_refused", kind=next((_DOCUMENTS[each] for each in names if each in _DOCUMENTS), "ZIP"))
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise refuse("workbook_macros")
    if len(set(names)) < len(names):  # two parts of one name: readers differ in which they take
        raise refuse("workbook_broken")


def _part_facts(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> SheetFacts:
    """Reads a part to its end, so that its checksum is proved."""
    facts, name = SheetFacts(), part.filename.lower()
    with archive.open(part) as file:
        last = top = file.read(_CHUNK)
        root = _root(top) if name.endswith((".xml", ".rels", ".vml")) or top.lstrip(_BLANK).startswith(b"<") else b""
        is_sheet = root == b"worksheet"  # whatever its name: the workbook may call any part a sheet
        if is_sheet and b"\x00" in top:
            raise refuse("workbook_broken")
        for chunk in _whole_rows(top, file) if is_sheet else _rest(file):
            last = chunk
            if is_sheet:
                _take(facts, chunk)
    wanted = b"worksheet>" if is_sheet else _ENDS.get(name, b"")
    if not last.rstrip(b"\x00 \r\n\t").endswith(wanted):  # the reader of cells would take what is there for all
        raise refuse("workbook_broken")
    facts.check()
    return facts


def _rest(file) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _whole_rows(top: bytes, file) -> Iterator[bytes]:
    kept = top
    for chunk in _rest(file):
        kept += chunk
        end = kept.rfind(b"<", 0, max(kept.rfind(b"row>"), 0))
        if end > 0:
            yield kept[:end]
            kept = kept[end:]
        elif len(kept) > 20 * _CHUNK:
            raise refuse("workbook_broken")
    yield kept


def _root(top: bytes) -> bytes:
    """The name of a part's first element. Raises FileRefused when something is declared above it."""
    plain = re.sub(rb"<!--.*?-->", b"", top.replace(b"\x00", b""), flags=re.S)
    root = re.search(rb"<(?:[A-Za-z]\w*:)?([A-Za-z]\w*)", plain)
    above = plain[: root.start() if root else len(plain)]
    if re.search(rb"<!(DOCTYPE|ENTITY)", above, re.I) or (root is None and len(top) == _CHUNK):
        raise refuse("xml_entities")
    return root[1] if root else b""


def _take(facts: SheetFacts, chunk: bytes) -> None:
    if not facts.row:  # columns are described above the first row
        facts.hidden_columns += _hidden_columns(chunk)
    for row in _ROW.finditer(chunk):
        number = _NUMBER.search(row[1])
        facts.row = int(number[1][:8]) if number else facts.row + 1
        facts.rows = max(facts.rows, facts.row)
        if b"hidden" in row[1] and _HIDDEN.search(row[1]):
            facts.hidden_rows.append(facts.row)
    for letters, row, far in _FAR.findall(chunk):
        facts.rows = max(facts.rows, int((row or far)[:8]))
        facts.columns = max(facts.columns, _column(letters))
    if facts.rows > MOST_ROWS:
        facts.check()
    if b'"e"' in chunk or b"'e'" in chunk:
        for attributes, text in _FAULTY.findall(chunk):
            _put(facts, attributes, text.decode("utf-8", errors="replace"))
    if b"f>" in chunk:
        for attributes, formula in _UNCOUNTED.findall(chunk):
            if not re.search(rb"""\bt\s*=\s*["']str["']""", attributes):
                _put(facts, attributes, "=" + formula.decode("utf-8", errors="replace"))


def _hidden_columns(chunk: bytes) -> Iterator[tuple[int, int]]:
    for column in _COLUMN.finditer(chunk.partition(b"sheetData")[0]):
        span = {name: int(number) for name, number in _SPAN.findall(column[1])}
        if len(span) == 2 and (_HIDDEN.search(column[1]) or _NO_WIDTH.search(column[1])):
            yield span[b"min"] - 1, span[b"max"] - 1


def _put(facts: SheetFacts, attributes: bytes, text: str) -> None:
    place = _PLACE.search(attributes)
    if not place:  # the reader of cells would leave it empty, and nobody could say where
        raise refuse("cell_error", None, text)
    facts.cells[int(place[2][:8]) - 1, _column(place[1]) - 1] = text


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _in_order(archive: zipfile.ZipFile, found: dict[str, SheetFacts]) -> BookFacts:
    names = {name.lower(): name for name in archive.namelist()}
    book = ElementTree.fromstring(archive.read(names["xl/workbook.xml"]))
    links = ElementTree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    made = BookFacts([])
    for element in book.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            made.is_1904 = element.get("date1904") in ("1", "true")
        if tag == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            path = targets.get(link, "")
            path = normpath(path.lstrip("/") if path.startswith("/") else join("xl", path))
            made.sheets.append(found.get(path.lower(), SheetFacts()))
    return made
