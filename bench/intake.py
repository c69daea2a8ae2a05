"""What it costs to load a large export file with every check, beside reading it with none.

    .venv/bin/python -m bench.intake [ROWS] [RUNS]

Each line is a process of its own; CPU counts from after its imports. Runs are interleaved, the least of each counts.
"Checks" adds to reading what needs all rows at once: keys twice, unknown numbers, jumps, what is replaced.
Peers come with `.venv/bin/pip install -r bench/requirements.txt`.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.export_rows import firms, write_exports

LIMIT = 2.0  # times the CPU of a bare read_csv
MEMORY = 1000  # megabytes
KNOWN = {number.replace("-", ""): name for name, number in firms(5000)}


def bare(csv: Path) -> None:
    import duckdb

    connection = duckdb.connect()
    begin()
    connection.read_csv(str(csv)).create("exports")


def bare_on_disk(csv: Path) -> None:
    """As bare, into a table of a database file: what we load ends on the disk, too."""
    import duckdb

    database = csv.with_suffix(".duckdb")
    database.unlink(missing_ok=True)
    with duckdb.connect(str(database)) as connection:
        begin()
        connection.read_csv(str(csv)).create("exports")
        connection.execute("CHECKPOINT")


def with_pandas(csv: Path) -> None:
    import pandas as pd

    begin()
    pd.read_csv(csv, dtype=str)


def with_polars(csv: Path) -> None:
    import polars as pl

    begin()
    pl.read_csv(csv, infer_schema=False)


def reading(csv: Path) -> None:
    _read(csv)


def checks(csv: Path) -> None:
    from etl.contract import contract
    from etl.money import Part, stand

    stand(contract("exports"), [Part("bench", _read(csv), is_fresh=True)], KNOWN)


def reading_cp949(csv: Path) -> None:
    _read(csv.with_suffix(".cp949.csv"))


def checks_cp949(csv: Path) -> None:
    checks(csv.with_suffix(".cp949.csv"))


def _read(csv: Path) -> Path:
    import etl.act  # noqa: F401 (all that an act imports)
    from etl.reader import read_one
    from etl.reading import Request
    from etl.sparing import spare_pandas

    spare_pandas()  # as every process that loads files does
    clean = csv.with_suffix(".parquet")
    begin()
    read = read_one(Request(str(csv), csv.name, "bench", str(clean)))
    assert read.rows_accepted == read.rows_read, read.findings[:3]
    return clean


_ORDER = (bare, bare_on_disk, reading, checks, reading_cp949, checks_cp949, with_pandas, with_polars)
CASES: dict[str, Callable[[Path], None]] = {each.__name__: each for each in _ORDER}
_began = 0.0


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def begin() -> None:
    global _began
    _began = cpu()


def measure(case: str, csv: Path) -> dict[str, float] | None:
    command = [sys.executable, "-m", "bench.intake", "--case", case, str(csv)]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def main(rows: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        csv = Path(folder) / "exports.csv"
        write_exports(csv, rows)
        csv.with_suffix(".cp949.csv").write_bytes(csv.read_text("utf-8").encode("cp949"))
        found = [{case: measure(case, csv) for case in CASES} for _ in range(runs)]
    least = {case: min(run[case]["cpu"] for run in found) for case in CASES if found[0][case]}
    memory = {case: max(run[case]["megabytes"] for run in found) for case in least}
    print(f"{rows:,} rows, {runs} runs; limit {LIMIT} x bare, {MEMORY} MB; beside each: x bare, x bare_on_disk")
    for case in CASES:
        if case in least:
            times = " ".join(f"{least[case] / least[peer]:5.2f} x" for peer in ("bare", "bare_on_disk"))
            print(f"{case:14} {least[case]:6.2f} s CPU  {times}  {memory[case]:5.0f} MB")
        else:
            print(f"{case:14} not installed")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--case"]:
        CASES[sys.argv[2]](Path(sys.argv[3]))
        peak = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
        print(json.dumps({"cpu": cpu() - _began, "megabytes": peak}))
    else:
        main(*(int(each) for each in [*sys.argv[1:3], *("1000000", "5")[len(sys.argv[1:3]) :]]))
