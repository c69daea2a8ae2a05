"""Acts in a process of their own (etl.child), for pages: they must survive whatever a file or a full disk does."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from etl import act
from etl.act import NotConfirmed, Receipt
from etl.faults import INTERRUPTED, ActFailed
from etl.proposal import Incoming, Proposal, from_dict
from etl.running import Running


def propose(
    home: Path,
    incoming: list[Incoming],
    by: str,
    *,
    skip_bad_rows: bool = False,
    on_phase: Callable[[str], None] = act.quiet,
) -> Proposal:
    """What loading these files would do. Raises ActFailed."""
    files = [asdict(file) for file in incoming]
    return from_dict(_ask(home, on_phase, verb="propose", files=files, by=by, skip_bad_rows=skip_bad_rows))


def propose_undo(
    home: Path, upload_id: str, by: str, reason: str, *, on_phase: Callable[[str], None] = act.quiet
) -> Proposal:
    """What withdrawing an upload would do. Raises ActFailed."""
    return from_dict(_ask(home, on_phase, verb="undo", upload_id=upload_id, by=by, reason=reason))


def confirm(home: Path, proposal_id: str, by: str, *, on_phase: Callable[[str], None] = act.quiet) -> Receipt:
    """Land and publish a proposal. Raises ActFailed, NotConfirmed (with the proposal as it is now)."""
    return _receipt(_ask(home, on_phase, verb="confirm", proposal_id=proposal_id, by=by))


def fill_sample(home: Path, by: str, *, on_phase: Callable[[str], None] = act.quiet) -> Receipt:
    """Fill an empty data folder with the invented sample. Raises ActFailed, NotConfirmed."""
    return _receipt(_ask(home, on_phase, verb="sample", by=by))


def _receipt(answer: dict) -> Receipt:
    if "verdict" in answer:
        raise NotConfirmed(from_dict(answer))
    return Receipt(answer["snapshot_id"], tuple(answer["uploads"]))


def _ask(home: Path, on_phase: Callable[[str], None], **request: object) -> dict:
    """One act; an `on_phase` with hold(running) and count(rows) is also given the act, to end it, and its rows."""
    running = Running({"home": str(Path(home).resolve()), **request})
    for answer in running.answers(on_phase):
        if "failed" in answer:
            raise ActFailed(answer["failed"], answer["params"], answer["code"])
        return answer
    if running.is_cancelled:
        raise ActFailed("cancelled", {}, INTERRUPTED)
    raise ActFailed("fault", {"what": f"exit {running.exit_code}"}, 70)
