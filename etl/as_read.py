"""Each file of a proposal as it was read: what it was taken for, and what a person may say instead."""

from pathlib import Path

from etl.contract import Contract, contract
from etl.covers import money_of, period_of
from etl.findings import Finding
from etl.headers import header_key
from etl.layouts import Layout, find_layout, layouts
from etl.mapping import UNITS, is_laid_out, word_of
from etl.proposal import FileReport, Incoming, Proposal
from etl.remembered import remembered
from etl.units import split_unit, unit_of

ENCODINGS = ("UTF-8", "UTF-8 BOM", "CP949", "UTF-16")
DOUBTFUL = ("below_floor", "unit_jump", "unit_mismatch", "series_unit_jump")  # another unit or layout may be the cure


def list_files(lang: str, proposal: Proposal, home: Path | None = None) -> list[dict[str, object]]:
    """Each file that is not loaded already, as it was read: at (its place in `incoming`), file, source, encoding,
    rows_read, rows_accepted, rows_rejected, headers (the file's → ours), lacking (columns that it has not: name →
    label and help), given (what was said instead), layout, mapping (a layout of a person's own, as TOML), sheet,
    sheets, top (its first rows as they stand); unit and units (in which its money is, and may be, written), encodings
    (that text may be in), layouts (by which it may be read, those that fit first: name → label; with `home` those
    kept there too) and fitting (how many of them fit); asked (the kind of a file that could not be read, where one
    was named or nearly fits), period (column that says it → label), covers (its periods: period, rows, sum), measures
    (what the sums are in), is_doubtful (another unit or layout may be the cure of what was found) and is_strange
    (it has rows, and nobody knows their headings)."""
    own = remembered(home) if home else {}
    return [
        {
            "at": at,
            "file": report.file,
            "source": report.source,
            "asked": asked_of(report, incoming),
            "encoding": report.encoding,
            "rows_read": report.rows_read,
            "rows_accepted": report.rows_accepted,
            "rows_rejected": report.rows_rejected,
            "given": incoming.given,
            "layout": report.layout,
            "mapping": report.mapping,
            "sheet": report.sheet,
            "sheets": report.sheets,
            "top": tuple(map(tuple, report.top)),
            "encodings": ENCODINGS if report.encoding in ENCODINGS else (),
            "covers": tuple(map(tuple, report.covers)),
            "is_doubtful": any(finding.code in DOUBTFUL for finding in report.findings),
            "is_strange": bool(report.top) and any(finding.code == "source_unknown" for finding in report.findings),
            **_layouts(lang, report, own),
            **_columns(lang, report, incoming),
        }
        for at, (report, incoming) in enumerate(zip(proposal.files, proposal.incoming, strict=True))
        if not any(finding.code == "already_loaded" for finding in report.findings)
    ]


def asked_of(report: FileReport, incoming: Incoming) -> str | None:
    """The kind of file: as it was read, else as a person named it, else the one that it nearly is."""
    lacking = (finding.params.get("source") for finding in report.findings if finding.code == "columns_missing")
    return report.source or incoming.source or next(lacking, None)


def _layouts(lang: str, report: FileReport, own: dict[str, str]) -> dict[str, object]:
    known = {name: (each.label[lang], each) for name, each in layouts().items()}
    known |= {name: (name, find_layout(text)) for name, text in own.items()}
    fits = {name for name, (_, layout) in known.items() if _may_fit(report, layout)}
    in_order = sorted(known, key=lambda name: name not in fits)
    return {"layouts": {name: known[name][0] for name in in_order}, "fitting": len(fits)}


def _may_fit(report: FileReport, layout: Layout) -> bool:
    return report.source in (None, layout.source) and is_laid_out(report.top, layout)


def _columns(lang: str, report: FileReport, incoming: Incoming) -> dict[str, object]:
    name = asked_of(report, incoming)
    if not name:
        return {"headers": {}, "lacking": {}}
    kind, headers = contract(name), report.headers
    period, money = period_of(kind), money_of(kind)
    lacking = [each for each in kind.columns if each.name not in headers]
    if not report.source:
        there = {header_key(split_unit(cell)[0]) for row in report.top for cell in row}
        lacking = [each for each in lacking if each.required and there.isdisjoint(map(header_key, each.headers))]
    return {
        "headers": {headers[each.name]: each.label[lang] for each in kind.columns if each.name in headers},
        "lacking": {each.name: (each.label[lang], each.help.get(lang, "")) for each in lacking},
        "period": (period.name, period.label[lang]) if period else None,
        "measures": money.measures if money else None,
        "unit": _unit(report.findings),
        "units": _units(kind),
    }


def _units(kind: Contract) -> tuple[str, ...]:
    money = [column.measures for column in kind.columns if column.type == "money"]
    return UNITS[money[0]] if money else ()


def _unit(findings: tuple[Finding, ...]) -> str | None:
    """The unit of the file's money, as the list of units calls it; None where columns differ."""
    read = {finding.params["unit"] for finding in findings if finding.code == "unit_read"}
    unit = unit_of(read.pop()) if len(read) == 1 else None
    return word_of(unit) if unit else None
