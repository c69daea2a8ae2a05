"""A proposal: what an upload would change, kept aside until a person confirms it. Plain data, in one JSON file."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from etl.findings import CORRECTION, ERROR, WARNING, Finding
from etl.folder import candidates
from etl.ledger import Line

READY, CONFIRM, REFUSED, LOADED = "ready", "confirm", "refused", "already_loaded"


class ProposalGone(LookupError):
    """No such proposal: it was confirmed, discarded or swept."""


@dataclass(frozen=True)
class Incoming:
    """A file on its way in: its bytes, its name, and what the person said about it."""

    path: str
    name: str
    source: str | None = None
    layout: str | None = None
    given: dict[str, str] = field(default_factory=dict)
    is_correction: bool = False  # single rows mended by hand: they replace rows, not periods


@dataclass(frozen=True)
class FileReport:
    """One file of a proposal. rows_read = rows_accepted + rows_rejected."""

    file: str
    source: str | None
    layout: str | None
    encoding: str | None
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    findings: tuple[Finding, ...]
    reconciliation: dict[str, int | str]
    upload_id: str
    headers: dict[str, str] = field(default_factory=dict)  # column → the file's own header
    sheets: tuple[str, ...] = ()
    top: tuple[tuple[str, ...], ...] = ()  # the file's first rows as they stand
    mapping: str | None = None  # the layout of a person's own making by which it was read
    sheet: str | None = None  # of a workbook
    covers: tuple[tuple[str, int, int | None], ...] = ()  # its periods, with rows and money (etl.covers)

    def of(self, severity: str) -> list[Finding]:
        """The findings of one severity, in row order."""
        found = [finding for finding in self.findings if finding.severity == severity]
        return sorted(found, key=lambda finding: (finding.row or 0, finding.column or ""))


@dataclass(frozen=True)
class TableChange:
    """What a candidate changes in one table, in rows; examples are the first keys of each kind."""

    table: str
    added: int
    replaced: int
    withdrawn: int
    examples: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """What would happen. verdict: ready, confirm (a person must), refused, already_loaded."""

    id: str
    verdict: str
    files: tuple[FileReport, ...]
    changes: tuple[TableChange, ...] = ()
    snapshot_id: str | None = None
    acts: int = 0
    by: str = ""
    skip_bad_rows: bool = False
    incoming: tuple[Incoming, ...] = ()
    lines: tuple[Line, ...] = ()
    overlaps: tuple[dict, ...] = ()  # money that was there before: source, period, unit, old and new rows and sums
    lists: tuple[dict, ...] = ()  # dated lists compared with the one before: programme, new, gone, unchanged

    @property
    def findings(self) -> list[Finding]:
        """Every finding of every file."""
        return [finding for report in self.files for finding in report.findings]

    def count(self, severity: str) -> int:
        """How many findings of a severity there are."""
        return sum(1 for finding in self.findings if finding.severity == severity)

    @property
    def errors(self) -> int:
        return self.count(ERROR)

    @property
    def warnings(self) -> int:
        return self.count(WARNING)

    @property
    def corrections(self) -> int:
        return self.count(CORRECTION)

    def folder(self, home: Path) -> Path:
        """Where the proposal and its candidate stand."""
        return candidates(home) / self.id

    def candidate(self, home: Path) -> Path:
        """The candidate snapshot's folder."""
        return self.folder(home) / "snapshot"


def save(home: Path, proposal: Proposal) -> None:
    """Keep a proposal for the process that will confirm it."""
    text = json.dumps(asdict(proposal), ensure_ascii=False, default=str)
    (proposal.folder(home) / "proposal.json").write_text(text, encoding="utf-8")


def recall(home: Path, proposal_id: str) -> Proposal:
    """A kept proposal. Raises ProposalGone."""
    path = candidates(home) / Path(proposal_id).name / "proposal.json"
    try:
        return from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as gone:
        raise ProposalGone(proposal_id) from gone


def from_dict(entry: dict) -> Proposal:
    """A proposal from plain values."""
    made = dict(entry)
    made["files"] = tuple(_report(report) for report in entry["files"])
    made["changes"] = tuple(TableChange(**change) for change in entry["changes"])
    made["incoming"] = tuple(Incoming(**file) for file in entry["incoming"])
    made["lines"] = tuple(Line(**line) for line in entry["lines"])
    made["lists"] = tuple(entry["lists"])
    made["overlaps"] = tuple(entry["overlaps"])
    return Proposal(**made)


def _report(entry: dict) -> FileReport:
    return FileReport(**{**entry, "findings": tuple(Finding(**finding) for finding in entry["findings"])})
