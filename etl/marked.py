"""The file that came in as a workbook to mend: every cell that was found at fault is marked, and says how to mend it.

Each row stands where it stood and each cell is the text that it was, so that the mended workbook is uploaded as it is.
It is made in a process of its own, as reading is: `python -m etl.marked ORDER`.
"""

import csv
import io
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from etl.decode import CODECS, Decoded, Sheet, decode
from etl.digest import GRAVEST_FIRST, list_findings
from etl.findings import FileRefused
from etl.layouts import find_layout
from etl.marked_sheets import Book, Mark, written
from etl.proposal import FileReport, Incoming, Proposal, recall
from etl.recognise import ENCODING, recognise

MOST_ROWS = 20_000  # of a longer file only rows with findings are in the workbook, and the workbook says so
MOST_FOUND = 10_000  # findings told, gravest first: nobody mends more by hand; `load --json` prints every one
PATIENCE = 120  # seconds; the longest workbook takes 20 on a machine that has nothing else to do
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class _Place:
    """Where the rows of a file stand: its sheet, how many rows its head has, the headings of its columns."""

    sheet: Sheet
    top: int
    headings: list[str]


def offers(home: Path, proposal: Proposal, lang: str) -> list[tuple[str, Callable[[], bytes]]]:
    """For each file that could be read and has a finding at a row or in a column: its name, how to have it marked."""
    return [
        (report.file, partial(marked_workbook, home, proposal, at, lang))
        for at, report in enumerate(proposal.files)
        if report.encoding and any(each.row or each.column for each in report.findings)
    ]


def marked_workbook(home: Path, proposal: Proposal, at: int, lang: str) -> bytes:
    """The workbook of the file at this place of a proposal. With a list of findings alone where that takes too long."""
    folder = proposal.folder(home)
    order, made = folder / f"marking-{at}-{lang}.json", folder / f"marked-{at}-{lang}.xlsx"
    order.write_text(json.dumps([str(home.resolve()), proposal.id, at, lang, str(made.resolve())]), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "etl.marked", str(order.resolve())]
        subprocess.run(command, capture_output=True, timeout=PATIENCE, cwd=ROOT, check=True)
        return made.read_bytes()
    except (subprocess.SubprocessError, OSError):
        return written(Book({}, *_found(lang, proposal, at), top=0, is_whole=False), lang)


def mark(proposal: Proposal, at: int, lang: str) -> bytes:
    """The workbook, made here and now. Raises FileRefused when the bytes are no table."""
    incoming, report = proposal.incoming[at], proposal.files[at]
    decoded = decode(Path(incoming.path).read_bytes(), incoming.given.get(ENCODING))
    place, (found, more) = _place(decoded, incoming, report), _found(lang, proposal, at)
    wanted = {each["row"] for each in found if each["row"]}
    sheets, is_whole = {}, True
    for sheet in decoded.sheets:
        if sheet is not place.sheet:
            sheets[sheet.name], _ = _kept(sheet.rows, set(), MOST_ROWS)
            continue
        rows, is_whole = _kept(_rows(decoded, sheet), wanted, place.top)
        sheets[sheet.name or Path(report.file).stem] = rows
    name = place.sheet.name or Path(report.file).stem
    marks = _marks(place, found, sheets[name])
    return written(Book(sheets, found, more, place.top, is_whole, name, marks), lang)


def _found(lang: str, proposal: Proposal, at: int) -> tuple[list[dict], int]:
    """What is told of a file, gravest first, and how much more there is."""
    report = proposal.files[at]
    ordered = [finding for severity in GRAVEST_FIRST for finding in report.of(severity)]
    some = replace(report, findings=tuple(ordered[:MOST_FOUND]))
    return list_findings(lang, replace(proposal, files=(some,))), max(0, len(ordered) - MOST_FOUND)


def _place(decoded: Decoded, incoming: Incoming, report: FileReport) -> _Place:
    try:
        said = report.mapping or incoming.layout
        layout = find_layout(said) if said else None
        known = recognise(decoded.sheets, report.source, layout, incoming.given)
    except FileRefused:
        return _Place(decoded.sheets[0], 0, [])
    return _Place(known.sheet, known.header_row + 1, known.headings)


def _rows(decoded: Decoded, sheet: Sheet) -> Iterable[list[str]]:
    """Every row; those of a large CSV one after another, never all at once."""
    if decoded.content is None:
        return sheet.rows
    text = io.TextIOWrapper(io.BytesIO(decoded.content), CODECS[decoded.encoding], newline="")
    return csv.reader(text, delimiter=decoded.separator, strict=True)


def _kept(rows: Iterable[list[str]], wanted: set[int], top: int) -> tuple[dict[int, list[str]], bool]:
    """The rows by their number, and whether these are all."""
    kept, number = {}, 0
    for number, row in _numbered(rows):
        if number <= MOST_ROWS or number in wanted:
            kept[number] = row
    if number <= MOST_ROWS:
        return kept, True
    return {number: row for number, row in kept.items() if number <= top or number in wanted}, False


def _numbered(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from enumerate(rows, 1)
    except csv.Error:  # told as a finding; the rows before it are there
        return


def _marks(place: _Place, found: list[dict], rows: Mapping[int, list[str]]) -> dict[tuple[int, int], Mark]:
    """The cells to mark, (row, column) from 1: the gravest finding gives the look, all of them the words."""
    columns = {heading: at for at, heading in reversed(list(enumerate(place.headings, 1))) if heading}
    told = defaultdict(list)
    for each in found:  # gravest first
        column = columns.get(each["column"])
        row = each["row"] or (place.top if column else None)
        if row in rows:
            told[row, column or _first_cell(rows[row], place)].append(each)
    return {
        where: Mark(here[0]["severity"], [(each["severity"], each["sentence"], each["cure"]) for each in here])
        for where, here in told.items()
    }


def _first_cell(row: list[str], place: _Place) -> int:
    """Where a finding about a whole row is written: beyond the last column when cells stand there, else in front."""
    beyond = len(place.headings)
    filled = [at for at, cell in enumerate(row, 1) if cell.strip()]
    return next((at for at in filled if place.headings and at > beyond), filled[0] if filled else 1)


def main(order: str) -> None:
    """The child: one order in, one workbook out."""
    home, proposal_id, at, lang, made = json.loads(Path(order).read_text(encoding="utf-8"))
    Path(made).write_bytes(mark(recall(Path(home), proposal_id), at, lang))


if __name__ == "__main__":
    main(sys.argv[1])
