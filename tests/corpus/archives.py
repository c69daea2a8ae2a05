"""Workbooks that attack whoever opens them: bombs, entities, macros, broken and doubled parts."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator

from tests.corpus.books import book
from tests.corpus.case import Case, bad, bad_row, good
from tests.corpus.kinds import archive

SHEET, RELS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTITIES = {
    "billion laughs": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    "a file of the system": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "a declaration elsewhere": b'<!DOCTYPE x SYSTEM "http://a.example/x.dtd">',
    "in small letters": b'<!doctype x [<!entity a "b">]>',
    "behind a comment": b"<!-- " + b"x" * 10_000 + b' --><!DOCTYPE x [<!ENTITY a "b">]>',
}


def cases() -> Iterator[Case]:
    """A good workbook with one part changed."""
    parts = unpacked(book())
    for name, declared in ENTITIES.items():
        for part in (SHEET, "xl/workbook.xml"):
            content = parts[part].replace(b"<worksheet", declared + b"<worksheet", 1)
            content = content.replace(b"<workbook", declared + b"<workbook", 1)
            yield bad(f"{name} in {part}", archive(parts | {part: content}), "xml_entities")
    wide = b"\xff\xfe" + ('<?xml version="1.0"?>' + ENTITIES["billion laughs"].decode() + "<x/>").encode("utf-16-le")
    yield bad("entities in UTF-16", archive(parts | {"xl/styles.xml": wide}), "xml_entities")
    for name in ("xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"):
        yield bad(f"macros in {name}", archive(parts | {name: b"\x00"}), "workbook_macros")
    yield bad("a bomb by its ratio", archive(parts | {"xl/media/x.bin": b"\x00" * 60_000_000}, 9), "workbook_bomb")
    yield bad("a bomb by its declared size", _declaring(archive(parts), 2_000_000_000), "workbook_bomb")
    yield bad("a part that is larger than declared", _declaring(archive(parts), 10), "workbook_broken")
    yield bad("20,000 parts", archive(parts | {f"x/{number}": b"" for number in range(20_000)}), "workbook_bomb")
    yield bad("a part twice", _doubled(parts), "workbook_broken")
    whole = book()
    yield from _written_otherwise(parts)
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        yield bad(f"cut at {share:.0%}", whole[: int(len(whole) * share)], "workbook_broken")
    at = whole.index(b"sheet1.xml") + 60
    yield bad("a flipped byte in a sheet", whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :], "workbook_broken")
    yield bad("an encrypted part", _encrypted(whole), "workbook_locked")
    for part in (RELS, SHEET):
        lacking = {name: content for name, content in parts.items() if name != part}
        yield bad(f"without {part}", archive(lacking), "workbook_broken")
    yield bad("a sheet that is no XML", archive(parts | {SHEET: b"<worksheet><sheetData><row><"}), "workbook_broken")
    yield bad("a workbook that is no XML", archive(parts | {"xl/workbook.xml": b"<workbook"}), "workbook_broken")
    for part in (SHEET, "xl/workbook.xml"):
        cut = parts[part][: len(parts[part]) * 3 // 4]
        yield bad(f"a good archive of {part} cut short", archive(parts | {part: cut}), "workbook_broken")
    deep = b"<worksheet>" + b"<a>" * 100_000
    yield bad("a sheet without an end", archive(parts | {SHEET: deep}), "workbook_broken")


def _written_otherwise(parts: dict[str, bytes]) -> Iterator[Case]:
    """The same workbook as other programs write it."""
    sheet = parts[SHEET]
    prefixed = re.sub(rb"<(/?)([a-z]\w*)", rb"<\1x:\2", sheet).replace(b"xmlns=", b"xmlns:x=")
    yield good("xlsx with prefixes", archive(parts | {SHEET: prefixed}))
    hidden = prefixed.replace(b'<x:row r="3"', b'<x:row r="3" hidden="1"')
    yield good("xlsx with prefixes and a hidden row", archive(parts | {SHEET: hidden}), "hidden_rows")
    faulty = re.sub(rb'<x:c r="F3"[^>]*><x:v>[^<]*</x:v>', b"<x:c r='F3' t='e'><x:v>#N/A</x:v>", prefixed)
    yield bad_row("xlsx with prefixes and an error", archive(parts | {SHEET: faulty}), "cell_error", 3)
    unplaced = re.sub(rb' r="[A-H]?\d"', b"", sheet)
    yield good("xlsx without places", archive(parts | {SHEET: unplaced}))
    faulty = re.sub(rb'<c t="n"><v>1500</v>', b'<c t="e"><v>#N/A</v>', unplaced)
    yield bad("xlsx without places, with an error", archive(parts | {SHEET: faulty}), "cell_error")
    texts = re.findall(rb"<is>(.*?)</is>", sheet)
    places = iter(range(len(texts)))
    shared = re.sub(rb't="inlineStr"><is>.*?</is>', lambda _: b't="s"><v>%d</v>' % next(places), sheet)
    strings = b'<sst xmlns="%s">%s</sst>' % (_MAIN, b"".join(b"<si>%s</si>" % text for text in texts))
    yield good("xlsx with shared texts", archive(_with_strings(parts | {SHEET: shared}, strings)))
    rich = strings.replace("<t>㈜가람테크</t>".encode(), "<r><t>㈜가람</t></r><r><rPr/><t>테크</t></r>".encode())
    yield good("xlsx with texts in two scripts", archive(_with_strings(parts | {SHEET: shared}, rich)))
    cut = _with_strings(parts | {SHEET: shared}, strings[:-40])
    yield bad("xlsx with shared texts cut short", archive(cut), "workbook_broken")
    rels = parts[RELS].replace(b'"/xl/worksheets', b'"worksheets')
    yield good("xlsx with relative paths", archive(parts | {RELS: rels}))
    worked_out = re.sub(rb'<c r="F3"[^>]*><v>', b'<c r="F3"><f>750*2</f><v>', sheet)
    yield good("xlsx with a formula worked out", archive(parts | {SHEET: worked_out}))
    empty = re.sub(rb'<c r="F3"[^>]*><v>[^<]*</v>', b'<c r="F3" t="str"><f>IF(1,"")</f><v></v>', sheet)
    yield bad_row("xlsx with a formula that gives nothing", archive(parts | {SHEET: empty}), "required_missing", 3)
    moved = {name: content for name, content in parts.items() if name != SHEET} | {"xl/data/표.dat": sheet}
    moved[RELS] = parts[RELS].replace(b"/xl/worksheets/sheet1.xml", "/xl/data/표.dat".encode())
    hidden = moved | {"xl/data/표.dat": sheet.replace(b'<row r="3"', b'<row r="3" hidden="true"')}
    yield good("xlsx with its sheet in another folder", archive(hidden), "hidden_rows")
    for far in (b'<row r="1048576"></row><row r="2"', b'<row r="2"><c r="A1048576"/></row><row r="2"'):
        yield bad(
            f"a far row {far[8:20]!r}", archive(parts | {SHEET: sheet.replace(b'<row r="2"', far)}), "sheet_too_large"
        )
    protected = parts["xl/workbook.xml"].replace(b"<sheets>", b'<workbookProtection lockStructure="1"/><sheets>')
    yield good("xlsx whose structure is locked", archive(parts | {"xl/workbook.xml": protected}))


def _with_strings(parts: dict[str, bytes], strings: bytes) -> dict[str, bytes]:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = b'<Relationship Type="%s" Target="sharedStrings.xml" Id="rId99"/></Relationships>' % kind
    linked = parts[RELS].replace(b"</Relationships>", link)
    return parts | {"xl/sharedStrings.xml": strings, RELS: linked}


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _declaring(content: bytes, size: int) -> bytes:
    """The archive with another unpacked size declared for its sheet, in its list of parts."""
    at = content.rindex(SHEET.encode()) - 46
    return content[: at + 24] + struct.pack("<I", size) + content[at + 28 :]


def _encrypted(content: bytes) -> bytes:
    at = content.rindex(SHEET.encode()) - 46
    changed = content[: at + 8] + struct.pack("<H", 1) + content[at + 10 :]
    local = changed.index(SHEET.encode()) - 30
    return changed[: local + 6] + struct.pack("<H", 1) + changed[local + 8 :]


def _doubled(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")
        for name, content in [*parts.items(), (SHEET.upper(), parts[SHEET])]:
            made.writestr(name, content)
    return out.getvalue()
