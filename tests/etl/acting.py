"""What the tests of etl do again and again: write a file, load it, look at what stands in the data folder."""

import hashlib
import io
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import warehouse
from etl import act, keep
from etl.__main__ import main
from etl.proposal import CONFIRM, READY, Incoming, Proposal
from etl.reader import read_one
from etl.reading import Reading, Request
from etl.tally import OnRows, untold

FOUR = ("기업명", "사업자등록번호", "지정단계", "지정일")


def business_no(serial: int) -> str:
    """An unissued business number (999…) with a right check digit, worked out as DOMAIN.md says."""
    digits = [int(digit) for digit in f"999{serial:06d}"]
    total = sum(weight * digit for weight, digit in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), digits, strict=True))
    return "".join(map(str, digits)) + str((10 - (total + 5 * digits[8] // 10) % 10) % 10)


def corporate_no(serial: int) -> str:
    """A corporate number with a right check digit."""
    digits = [int(digit) for digit in f"{999900000000 + serial:012d}"]
    return "".join(map(str, digits)) + str(
        (10 - sum((1, 2)[at % 2] * digit for at, digit in enumerate(digits)) % 10) % 10
    )


def written(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]], encoding: str = "utf-8-sig") -> Path:
    """A CSV without any quoting, as a person would type it."""
    path.write_bytes("".join(",".join(cells) + "\n" for cells in (head, *rows)).encode(encoding))
    return path


def long_file(path: Path, is_plain: bool = True) -> Path:
    """A CSV that takes a second or two to read: quickly, or cell by cell because of a quote within a cell."""
    name = "가람" if is_plain else '가"람'
    return written(
        path, FOUR, [(name, business_no(1), "명품강소기업", "2024-03-02")] * (600_000 if is_plain else 60_000)
    )


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def reports(self) -> list[dict]:
        """The lines of --json."""
        return [json.loads(line) for line in self.out.splitlines() if line.startswith("{")]

    @property
    def report(self) -> dict:
        """The only line of --json."""
        (only,) = self.reports
        return only


def etl(home: Path, *words: str | Path) -> Said:
    """`python -m etl words…` in the data folder `home`, without a process of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with mock.patch.dict(os.environ, GANGSO_DATA=str(home)), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = left.code
    said = [stream.buffer.getvalue().decode() for stream in (out, err)]
    assert "Traceback" not in said[0] + said[1]
    return Said(code, *said)


def read_here(requests: list[Request], folder: Path, on_rows: OnRows = untold) -> list[Reading]:
    """In place of etl.reading.read_files, without its child."""
    return [read_one(request, on_rows) for request in requests]


def propose(home: Path, *paths: Path, given: dict[str, str] | None = None, source: str | None = None) -> Proposal:
    """What loading these files would do."""
    return act.propose(home, [Incoming(str(path), path.name, source, None, given or {}) for path in paths], "tester")


def load(home: Path, *paths: Path, given: dict[str, str] | None = None) -> Proposal:
    """Load files and publish; whatever a person must look at is taken as confirmed."""
    proposal = propose(home, *paths, given=given)
    assert proposal.verdict in (READY, CONFIRM), proposal.findings
    act.confirm(home, proposal.id, "tester")
    return proposal


def undo(home: Path, upload_id: str, kind: str = "undo") -> None:
    """Withdraw an upload and publish."""
    act.confirm(home, act.withdraw(home, upload_id, "tester", "a test", kind).id, "tester")


def codes(proposal: Proposal, severity: str | None = None) -> list[str]:
    """The codes of what was found, in row order."""
    return [finding.code for finding in proposal.findings if severity in (None, finding.severity)]


def fingerprint(home: Path) -> str:
    """The logical fingerprint of what readers see; opening it checks every file."""
    with warehouse.open_snapshot(home) as shown:
        return shown.manifest["fingerprint"]


def ask(home: Path, sql: str) -> list[tuple]:
    """Rows of the published snapshot."""
    with warehouse.open_snapshot(home) as shown:
        return shown.cursor().execute(sql).fetchall()


def count(home: Path, table: str) -> int:
    """Rows of one published table; `table` is a name written in the test."""
    with warehouse.open_snapshot(home) as shown:
        return shown.cursor().table(f"marts.{table}").shape[0]


def truth(home: Path) -> dict[str, str]:
    """Ledger, landing and pointer, byte for byte; every published snapshot's files with them."""
    kept = [home / "ledger.jsonl", home / "warehouse" / "current", *sorted((home / "landing").iterdir())]
    kept += [path for path in sorted((home / "warehouse").glob("[!.]*/**/*")) if path.is_file()]
    return {str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() for path in kept}


def is_whole(home: Path) -> bool:
    """Whether doctor finds nothing."""
    return keep.problems(home) == []
