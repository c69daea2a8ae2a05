"""A proposal as a page shows it: findings by kind, and every one in a row of its own."""

from collections.abc import Iterable
from dataclasses import replace

from etl.findings import CORRECTION, ERROR, WARNING, Finding
from etl.proposal import REFUSED, FileReport, Proposal
from etl.telling import cure, sentence

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
