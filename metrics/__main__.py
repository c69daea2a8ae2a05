"""`python -m metrics`: any figure from the command line.

Exit codes: 0 done, 3 nothing to show (no data, no firm selected, not for this audience), 64 wrong usage, 70 fault.
"""

import argparse
import inspect
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from metrics import METRICS, command, printing
from metrics.asking import require_known
from metrics.errors import EmptySelection, MetricFault, NotForThisAudience, WrongUsage
from metrics.released import RELEASED
from metrics.selection import Selection, default_as_of
from texts import has, languages, say
from texts.faults import language_of, problem
from warehouse import (
    NoRelease,
    NoSnapshot,
    NotReleased,
    Snapshot,
    UnknownRelease,
    UnknownSnapshot,
    WarehouseFault,
    data_home,
    open_release,
    open_snapshot,
)

OK, NOTHING, USAGE, FAULT = 0, 3, 64, 70
_PRINT = {"table": printing.as_table, "csv": printing.as_csv, "json": printing.as_json}


def main(argv: list[str]) -> int:
    """Answer one question and return the exit code. No trace ever reaches the user."""
    lang = language_of(argv)
    try:
        asked, own = command.parser().parse_known_args(argv)
        command.one_of("--lang", asked.lang, languages())
        return _answer(asked, own, lang)
    except (EmptySelection, NotForThisAudience, NoSnapshot) as fault:
        return _tell(lang, fault, NOTHING)
    except (WrongUsage, UnknownRelease, UnknownSnapshot) as fault:
        return _tell(lang, fault, USAGE)
    except (MetricFault, WarehouseFault) as fault:
        return _tell(lang, fault, FAULT)
    except BrokenPipeError:  # the reader has seen enough (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as fault:  # the last door: a sentence, never a trace
        print(say(lang, "problem.unforeseen", what=f"{type(fault).__name__}: {fault}".splitlines()[0]), file=sys.stderr)
        return FAULT


def _answer(asked: argparse.Namespace, own: list[str], lang: str) -> int:
    form = command.one_of("--format", asked.format, command.FORMATS)
    audience = command.one_of("--audience", asked.audience, command.AUDIENCES)
    if asked.help or asked.h or not (asked.name or asked.list):
        print(say(lang, "answer.help"), file=sys.stdout if asked.help or asked.h else sys.stderr)
        return OK if asked.help or asked.h else USAGE
    if asked.list:
        sys.stdout.write(_PRINT[form](_known_metrics(lang)))
        return OK
    if asked.name not in METRICS:
        raise WrongUsage("unknown_metric", name=asked.name)
    if audience != "internal":
        return _answer_outsiders(asked, own, lang, audience)
    return _answer_from(open_snapshot, METRICS[asked.name], asked, own, lang)


def _answer_outsiders(asked: argparse.Namespace, own: list[str], lang: str, audience: str) -> int:
    """From the newest release, or the one that --snapshot names: a released table, else what is public in full."""
    metric = RELEASED.get(asked.name, METRICS[asked.name])
    if asked.firms and _tells_firms(METRICS[asked.name]) and not _tells_firms(metric):
        raise NotForThisAudience(metric=asked.name, audience=audience)  # whose sums are released, not whose they are
    try:
        return _answer_from(open_release, metric, asked, own, lang)
    except (NoRelease, NotReleased) as fault:
        raise NotForThisAudience(metric=asked.name, audience=audience) from fault


def _answer_from(
    open_: Callable[[Path, str | None], Snapshot],
    metric: Callable[..., pd.DataFrame],
    asked: argparse.Namespace,
    own: list[str],
    lang: str,
) -> int:
    home, today = data_home(), datetime.now(ZoneInfo("Asia/Seoul")).date()
    with open_(home, asked.snapshot) as snapshot:
        has_years = not (command.compares_days(metric) or command.compares_periods(metric))
        selection = command.selection(asked, default_as_of(snapshot, today), has_years=has_years)
        table = _ask(metric, asked, own, partial(open_, home), snapshot, selection)
        _note(lang, snapshot, selection)
    sys.stdout.write(_PRINT[asked.format](table))
    sys.stdout.flush()
    if table.empty:
        return _tell(lang, EmptySelection(as_of=selection.as_of), NOTHING)
    return OK


def _ask(
    metric: Callable[..., pd.DataFrame],
    asked: argparse.Namespace,
    own: list[str],
    open_other: Callable[[str], Snapshot],
    snapshot: Snapshot,
    selection: Selection,
) -> pd.DataFrame:
    params = command.own_parameters(metric, own, open_other)
    if asked.firms:
        if not _tells_firms(metric):
            raise WrongUsage("no_firms", name=asked.name)
        params["firms"] = True
    if command.compares_days(metric):
        params |= command.own_days(asked)
    if command.compares_periods(metric):
        params |= command.own_periods(asked)
    table = metric(snapshot, selection, **params)
    if selection.is_by_trade:
        require_known(snapshot, selection)
    if selection.years and not {"year", "fiscal_year"} & set(table.columns):
        raise WrongUsage("no_years", name=asked.name)
    return table


def _tells_firms(metric: Callable[..., pd.DataFrame]) -> bool:
    """Whether the metric can give the firms behind its numbers."""
    return "firms" in inspect.signature(metric).parameters


def _known_metrics(lang: str) -> pd.DataFrame:
    rows = [[name, _text(lang, name, "name"), _text(lang, name, "definition")] for name in METRICS]
    return pd.DataFrame(rows, columns=["metric", "name", "definition"])


def _text(lang: str, metric: str, part: str) -> str:
    key = f"metric.{metric}.{part}"
    return say(lang, key) if has(lang, key) else metric


def _note(lang: str, snapshot: Snapshot, selection: Selection) -> None:
    print(say(lang, "answer.as_of", day=selection.as_of.isoformat(), snapshot=snapshot.id), file=sys.stderr)
    if snapshot.manifest.get("is_sample"):
        print(say(lang, "answer.sample"), file=sys.stderr)


def _tell(lang: str, fault: MetricFault | WarehouseFault, code: int) -> int:
    print(problem(lang, fault), file=sys.stderr)
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
