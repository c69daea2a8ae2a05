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
from etl.sparing import spare_pandas


def main() -> None:
    """The child: one request in, phases and one answer out."""
    request = json.loads(sys.stdin.buffer.readline().decode("utf-8"))
    home = Path(request["home"])
    try:
        answer = asdict(_carry_out(home, request))
    except NotConfirmed as unclear:
        answer = asdict(unclear.proposal)
    except Exception as fault:  # the caller gets a sentence, the trace goes to a file
        key, params, code = explain(home, fault)
        answer = {"failed": key, "params": params, "code": code}
    _print(answer)


def _carry_out(home: Path, request: dict) -> Proposal | Receipt:
    by = request["by"]

    def told(phase: str, rows: int = 0) -> None:
        _print({"phase": phase, "rows": rows})
        sys.stdin.buffer.readline()

    match request["verb"]:
        case "propose":
            files = [Incoming(**file) for file in request["files"]]
            return act.propose(home, files, by, skip_bad_rows=request["skip_bad_rows"], progress=told)
        case "undo":
            return act.withdraw(home, request["upload_id"], by, request["reason"], progress=told)
        case "confirm":
            return act.confirm(home, request["proposal_id"], by, progress=told)
    return act.fill_sample(home, by, told)


def _print(answer: dict) -> None:
    line = json.dumps(answer, ensure_ascii=False, default=str).encode() + b"\n"
    with suppress(BrokenPipeError):  # nobody listens any more: the act goes on to its end
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    spare_pandas()
    main()
