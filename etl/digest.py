"""A proposal as a page shows it: each file as it was read; findings by kind, and every one in a row of its own."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from etl.contract import contract
from etl.findings import CORRECTION, ERROR, WARNING, Finding
from etl.layouts import layouts
from etl.mapping import UNITS
from etl.proposal import REFUSED, FileReport, Proposal
from etl.remembered import remembered
from etl.telling import cure, sentence

ENCODINGS = ("UTF-8", "UTF-8 BOM", "CP949", "UTF-16")
GRAVEST_FIRST = (ERROR, WARNING, CORRECTION)
EXAMPLES = 3  # values or rows named for a kind; the full list names every one


def list_findings(lang: str, proposal: Proposal) -> list[dict[str, object]]:
    """Every finding, gravest first: file, sheet (of a workbook), severity, code, row, column, value, sentence, cure."""
    return [
        {
            "file": report.file,
            "sheet": finding.sheet,
            "severity": severity,
            "code": finding.code,
            "row": finding.row,
            "column": finding.column,
            "value": finding.value,
            "sentence": sentence(lang, finding),
            "cure": cure(lang, finding),
        }
        for severity, report, finding in _gravest_first(proposal)
    ]


def list_kinds(lang: str, proposal: Proposal) -> list[dict[str, object]]:
    """One line per file and kind, gravest first: file, severity, code, count, rows and columns (examples),
    sentence and cure told with the first values."""
    kinds: dict[tuple[str, str, str], list[Finding]] = {}
    for severity, report, finding in _gravest_first(proposal):
        kinds.setdefault((report.file, severity, finding.code), []).append(finding)
    return [
        {
            "file": file,
            "severity": severity,
            "code": code,
            "count": len(found),
            "rows": _first(finding.row for finding in found),
            "columns": _first(finding.column for finding in found),
            "sentence": sentence(lang, _as_one(found)),
            "cure": cure(lang, _as_one(found)),
        }
        for (file, severity, code), found in kinds.items()
    ]


def list_files(lang: str, proposal: Proposal, home: Path | None = None) -> list[dict[str, object]]:
    """Each file that is not loaded already, as it was read: at (its place in `incoming`), file, source, encoding,
    rows_read, rows_accepted, rows_rejected, headers (the file's → ours), lacking (columns that it has not: name →
    label and help), given (what was said instead), layout, mapping (a layout of a person's own, as TOML), sheets,
    top (its first rows as they stand), units (in which its money may be written), encodings (that text may be in) and
    layouts (by which it may be read: name → label; with `home` those kept there too)."""
    own = remembered(home) if home else {}
    return [
        {
            "at": at,
            "file": report.file,
            "source": report.source,
            "encoding": report.encoding,
            "rows_read": report.rows_read,
            "rows_accepted": report.rows_accepted,
            "rows_rejected": report.rows_rejected,
            "given": incoming.given,
            "layout": report.layout,
            "mapping": report.mapping,
            "sheets": report.sheets,
            "top": report.top,
            "units": _units(report.source),
            "encodings": ENCODINGS if report.encoding in ENCODINGS else (),
            "layouts": {**{name: each.label[lang] for name, each in layouts().items()}, **{name: name for name in own}},
            **_columns(lang, report),
        }
        for at, (report, incoming) in enumerate(zip(proposal.files, proposal.incoming, strict=True))
        if not any(finding.code == "already_loaded" for finding in report.findings)
    ]


def _units(source: str | None) -> tuple[str, ...]:
    money = [column.measures for column in contract(source).columns if column.type == "money"] if source else []
    return UNITS[money[0]] if money else ()


def _columns(lang: str, report: FileReport) -> dict[str, dict]:
    if not report.source:
        return {"headers": {}, "lacking": {}}
    columns = contract(report.source).columns
    return {
        "headers": {report.headers[each.name]: each.label[lang] for each in columns if each.name in report.headers},
        "lacking": {
            each.name: (each.label[lang], each.help[lang]) for each in columns if each.name not in report.headers
        },
    }


def may_skip(proposal: Proposal) -> bool:
    """Whether leaving out the bad rows would leave something to load."""
    errors = [finding for report in proposal.files for finding in report.of(ERROR)]
    in_rows = all(finding.row and finding.code != "mart_refused" for finding in errors)
    fresh = [report for report in proposal.files if report.rows_read or report.of(ERROR)]
    rest = all(report.source and report.rows_accepted for report in fresh)
    return proposal.verdict == REFUSED and bool(errors) and in_rows and rest


def _gravest_first(proposal: Proposal) -> list[tuple[str, FileReport, Finding]]:
    return [
        (severity, report, finding)
        for severity in GRAVEST_FIRST
        for report in proposal.files
        for finding in report.of(severity)
    ]


def _first(values: Iterable[object]) -> list[object]:
    known = dict.fromkeys(value for value in values if value is not None)
    return list(known)[:EXAMPLES]


def _as_one(found: list[Finding]) -> Finding:
    """Many findings of one kind as one that names the first few values."""
    values = _named(finding.value for finding in found)
    params = {name: _named(finding.params.get(name) for finding in found) or "" for name in found[0].params}
    return replace(found[0], value=values, params=params)


def _named(values: Iterable[str | None]) -> str | None:
    known = dict.fromkeys(value for value in values if value)
    shown = list(known)[:EXAMPLES]
    return ", ".join(shown) + (" …" if len(known) > len(shown) else "") if shown else None
