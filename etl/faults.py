"""Every way an act can fail → the key of a sentence, its parameters, the exit code. Traces go to a file."""

import datetime as dt
import traceback
from pathlib import Path

import warehouse
from etl.act import NotConfirmed, NotYetShown
from etl.candidate import LandingLost
from etl.contract import UnknownSource
from etl.folder import FolderBusy
from etl.layouts import LayoutBroken
from etl.ledger import LedgerBroken, LedgerLost
from etl.proposal import ProposalGone
from etl.propose import UnknownUpload

OK, PERSON, REFUSED, USAGE, FAULT = 0, 2, 3, 64, 70
INTERRUPTED, UNHEARD = 130, 141  # as shells say it: 128 + the signal
LOG = "faults.log"


class WrongUsage(Exception):
    """A command that cannot be understood; `key` names the sentence."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key, self.params = key, params


class ActFailed(Exception):
    """An act that failed in another process; `key` and `params` make the sentence (texts cli.<key>)."""

    def __init__(self, key: str, params: dict[str, str], code: int) -> None:
        super().__init__(key)
        self.key, self.params, self.code = key, params, code


def explain(home: Path, fault: Exception) -> tuple[str, dict[str, str], int]:
    """Key of the sentence, its parameters, exit code. What nobody foresaw is written to faults.log."""
    match fault:
        case WrongUsage():
            return fault.key, {name: str(value) for name, value in fault.params.items()}, USAGE
        case UnknownSource():
            return "unknown_source", {"name": fault.name, "known": ", ".join(fault.known)}, USAGE
        case LayoutBroken():
            return "layout_broken", {"what": str(fault)}, USAGE
        case UnknownUpload():
            return "unknown_upload", {"id": str(fault)}, REFUSED
        case ProposalGone():
            return "proposal_gone", {}, REFUSED
        case warehouse.UnknownSnapshot():
            return "unknown_snapshot", {"id": str(fault.facts.get("snapshot_id"))}, REFUSED
        case warehouse.NoSnapshot():
            return "no_snapshot", {}, REFUSED
        case NotConfirmed():
            return "stopped", {}, PERSON
        case FolderBusy():
            return "busy", {}, FAULT
        case LandingLost():
            return "landing_lost", {"id": fault.upload_id}, FAULT
        case LedgerBroken():
            return "ledger_broken", {"number": str(fault.number)}, FAULT
        case LedgerLost():
            return "ledger_lost", {}, FAULT
        case NotYetShown():
            _note(home, fault)
            return "not_yet_shown", {"what": type(fault.__cause__).__name__}, FAULT
    _note(home, fault)
    if "No space left" in str(fault):  # as the system says it, and DuckDB after it
        return "disk_full", {}, FAULT
    if isinstance(fault, OSError):
        return "fault", {"what": f"{fault.strerror or fault} {Path(str(fault.filename or '')).name}".strip()}, FAULT
    return "fault", {"what": type(fault).__name__}, FAULT


def _note(home: Path, fault: Exception) -> None:
    """Keep the trace for whoever mends it; a disk that refuses even that changes nothing for the user."""
    lines = traceback.format_exception(fault)
    try:
        with open(home / LOG, "a", encoding="utf-8") as log:
            log.write(f"{dt.datetime.now(dt.UTC).isoformat(timespec='seconds')}\n{''.join(lines)}\n")
    except OSError:
        return
