"""Findings → sentences in the reader's language, and the plain values that `--json` prints."""

from etl.findings import CORRECTION, ERROR, WARNING, Finding
from etl.proposal import FileReport, Proposal
from texts import say


def sentence(lang: str, finding: Finding) -> str:
    """What is wrong, in words."""
    return say(lang, f"finding.{finding.code}", **_params(finding))


def cure(lang: str, finding: Finding) -> str:
    """How to mend it, in words."""
    return say(lang, f"cure.{finding.code}", **_params(finding))


def place(lang: str, file: str, finding: Finding) -> str:
    """Where it is: file, sheet, row as a person sees it, the file's own header."""
    kind = {(True, True): "place", (True, False): "place_row", (False, True): "place_column"}.get(
        (finding.row is not None, finding.column is not None), "place_file"
    )
    book = say(lang, "cli.place_sheet", file=file, sheet=finding.sheet) if finding.sheet else file
    return say(lang, f"cli.{kind}", file=book, row=finding.row or "", column=finding.column or "")


def as_line(lang: str, file: str, finding: Finding) -> str:
    """One finding as the command line tells it."""
    kind = say(lang, f"cli.severity_{finding.severity}")
    told = f"[{kind}] {place(lang, file, finding)}: {sentence(lang, finding)}"
    return f"{told} {say(lang, 'cli.cure', cure=cure(lang, finding))}"


def as_json(lang: str, proposal: Proposal, report: FileReport, snapshot: str | None) -> dict:
    """One file's report as `load --json` prints it (see README, command line)."""
    return {
        "file": report.file,
        "source": report.source,
        "layout": report.layout,
        "encoding": report.encoding,
        "rows_read": report.rows_read,
        "rows_accepted": report.rows_accepted,
        "rows_rejected": report.rows_rejected,
        "corrections": [_entry(lang, each) for each in report.of(CORRECTION)],
        "warnings": [_entry(lang, each) for each in report.of(WARNING)],
        "errors": [_entry(lang, each) for each in report.of(ERROR)],
        "reconciliation": report.reconciliation,
        "upload_id": report.upload_id,
        "snapshot": snapshot,
        "verdict": proposal.verdict,
        "changes": [
            {"table": each.table, "added": each.added, "replaced": each.replaced, "withdrawn": each.withdrawn}
            for each in proposal.changes
        ],
        "lists": list(proposal.lists),
        "overlaps": list(proposal.overlaps),
    }


def _entry(lang: str, finding: Finding) -> dict:
    return {
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "code": finding.code,
        "message": f"{sentence(lang, finding)} {cure(lang, finding)}",
    }


def _params(finding: Finding) -> dict[str, str]:
    return {"value": finding.value or "–", "column": finding.column or "–", **finding.params}
