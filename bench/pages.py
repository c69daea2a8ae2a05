"""What each page's SQL costs on the sample, for a selection that nobody has asked for yet.

    .venv/bin/python -m bench.pages [PAGE ...] [--questions]

Runs the shell in this process as a visitor would. Each run asks for another as-of date, so nothing about it is kept;
CPU of the thread that asks, rows put into a table included. The least of four runs counts, question by question:
on a shared machine a slow one tells about the neighbours. "Again" is the same link once more. `--questions` lists each.
"In all" is the CPU of all that the page's metrics do, SQL and what they work out of its rows by themselves (the least
of the runs). The yardstick beside each page is a fixed piece of Python, the least of those timed between its runs:
a guest's processors change their speed by half within minutes, so figures compare where the yardsticks do.
"""

import contextlib
import functools
import io
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "pages").glob("*/*.py")
LIMIT = 20  # milliseconds of CPU (issue "Progression")
RUNS = 4
LAST_DAY = date(2024, 6, 30)  # inside the sample; each run goes back a day from here


class Asked(NamedTuple):
    """One question that reached DuckDB: its first words and what it cost."""

    sql: str
    milliseconds: float


ASKED: list[Asked] = []
WORKED: list[float] = []  # milliseconds of each call of a metric, what it calls by itself within


def listen() -> None:
    """Have every question of this process noted."""
    from metrics import METRICS
    from warehouse import Snapshot

    ask = Snapshot._run

    def timed(self, sql, params, read):
        began = time.thread_time()
        try:
            return ask(self, sql, params, read)
        finally:
            ASKED.append(Asked(" ".join(sql.split()), 1000 * (time.thread_time() - began)))

    Snapshot._run = timed
    for name, metric in METRICS.items():
        setattr(sys.modules[metric.__module__], name, watched(metric))


def watched(metric: Callable) -> Callable:
    """The metric, with its CPU noted; metrics within metrics are a part of the outer one."""

    @functools.wraps(metric)
    def work(*args, **asked):
        began, noted = time.thread_time(), len(WORKED)
        try:
            return metric(*args, **asked)
        finally:
            del WORKED[noted:]
            WORKED.append(1000 * (time.thread_time() - began))

    return work


def yardstick() -> float:
    """The least of a few turns of a fixed piece of work: how fast this machine is just now."""
    took = []
    for _ in range(9):
        began = time.thread_time()
        sum(number * number for number in range(100_000))
        took.append(1000 * (time.thread_time() - began))
    return min(took)


def days() -> Iterator[str]:
    """Days on which nobody has asked anything."""
    return ((LAST_DAY - timedelta(days=back)).isoformat() for back in range(10_000))


def open_on(page: str, day: str, **link: str) -> tuple[list[Asked], float]:
    """What the page asks for when a visitor who is there already moves to this day, and its metrics' CPU; then once
    more."""
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "web" / "main.py"), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()
    ASKED.clear()
    WORKED.clear()
    app.text_input(key="as_of").set_value(day).run()
    first, worked = ASKED.copy(), sum(WORKED)
    ASKED.clear()
    app.run()
    if app.exception:
        raise SystemExit(f"{page}: {app.exception[0].value}")
    return first, worked


def busiest_firm() -> str:
    """The firm with most designations, for the page of one firm."""
    from warehouse import data_home, open_snapshot

    most = "SELECT firm_id FROM marts.spells GROUP BY firm_id ORDER BY count(*) DESC, firm_id LIMIT 1"
    with open_snapshot(data_home()) as snapshot:
        return snapshot.query(most)["firm_id"][0]


def least(runs: list[list[Asked]]) -> list[Asked]:
    """Question by question the least that it took, the dearest first."""
    longest = max(len(run) for run in runs)
    same = [run for run in runs if len(run) == longest]
    found = [Asked(each[0].sql, min(asked.milliseconds for asked in each)) for each in zip(*same, strict=True)]
    return sorted(found, key=lambda asked: -asked.milliseconds)


def measure(page: str, later: Iterator[str]) -> None:
    """Print one page's line."""
    link = {"firm": busiest_firm()} if page.endswith("/firm") else {}
    runs, works, again, turns = [], [], [], []
    for _ in range(RUNS):
        turns.append(yardstick())
        asked, worked = open_on(page, next(later), **link)
        runs.append(asked)
        works.append(worked)
        again.append(sum(asked.milliseconds for asked in ASKED))
    found = least(runs)
    total = sum(asked.milliseconds for asked in found)
    mark = "" if total < LIMIT else "  over"
    told = f"{page:24}{len(found):4} questions{total:8.1f} ms{min(works):8.1f} ms in all{min(again):8.1f} ms again"
    print(f"{told}  yardstick {min(turns):4.1f} ms{mark}", flush=True)
    if "--questions" in sys.argv:
        for asked in found:
            print(f"{asked.milliseconds:10.1f}  {asked.sql[:110]}")


def main() -> None:
    """Measure the pages named, else all that ask anything."""
    named = [word for word in sys.argv[1:] if not word.startswith("-")]
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stderr(io.StringIO()):
        sys.path.insert(0, str(ROOT))
        listen()
        later = days()
        for page in sorted(path.relative_to(ROOT / "pages").with_suffix("").as_posix() for path in PAGES):
            if not named or page in named or page.split("/")[1] in named:
                measure(page, later)


if __name__ == "__main__":
    if "GANGSO_DATA" in os.environ:
        main()
    else:
        import subprocess

        with tempfile.TemporaryDirectory() as home:
            env = os.environ | {"GANGSO_DATA": home}
            subprocess.run([sys.executable, "-m", "etl", "sample"], check=True, env=env, stdout=subprocess.DEVNULL)
            raise SystemExit(subprocess.run([sys.executable, "-m", "bench.pages", *sys.argv[1:]], env=env).returncode)
