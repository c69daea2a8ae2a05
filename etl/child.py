"""The process behind etl.worker: a request on stdin, a line of JSON for each phase and one for the answer on stdout.

A phase is told again when more rows have been read. Each time it waits for a line that lets it go on. When nobody is
there any more to say so, it goes on.
"""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from etl import act
from etl.act import NotConfirmed, Receipt
from etl.faults import explain
from etl.proposal import Incoming, Proposal
from etl.propose import Progress
from etl.sparing import spare_pandas


def main() -> None:
    """The child: one request in, phases and one answer out."""

    def told(phase: str, rows: int = 0) -> None:
        _print({"phase": phase, "rows": rows})
        sys.stdin.buffer.readline()

    _print(answer(json.loads(sys.stdin.buffer.readline().decode("utf-8")), told))


def answer(request: dict, told: Progress) -> dict:
    """Carry out one act: a proposal or a receipt as a dict, or the code of what went wrong."""
    home = Path(request["home"])
    try:
        return asdict(_carry_out(home, request, told))
    except NotConfirmed as unclear:
        return asdict(unclear.proposal)
    except Exception as fault:  # the caller gets a sentence, the trace goes to a file
        key, params, code = explain(home, fault)
        return {"failed": key, "params": params, "code": code}


def _carry_out(home: Path, request: dict, told: Progress) -> Proposal | Receipt:
    by = request["by"]
    match request["verb"]:
        case "propose":
            files = [Incoming(**file) for file in request["files"]]
            return act.propose(home, files, by, skip_bad_rows=request["skip_bad_rows"], progress=told)
        case "undo":
            return act.withdraw(home, request["upload_id"], by, request["reason"], progress=told)
        case "confirm":
            return act.confirm(home, request["proposal_id"], by, progress=told)
    return act.fill_sample(home, by, told)


def _print(line: dict) -> None:
    told = json.dumps(line, ensure_ascii=False, default=str).encode() + b"\n"
    with suppress(BrokenPipeError):  # nobody listens any more: the act goes on to its end
        sys.stdout.buffer.write(told)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    spare_pandas()
    main()
