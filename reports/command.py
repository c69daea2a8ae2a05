"""What the command line of handouts asks for, and where it is written."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import NoReturn

from reports.asking import AUDIENCES
from reports.errors import ReportFault
from texts import languages

VERBS = ("deck", "appendix", "brief")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ReportFault("bad_report_command", detail=message)


def parser() -> argparse.ArgumentParser:
    """Verb and options; what they may hold is checked by `checked`."""
    top = _Parser(prog="python -m reports", add_help=False, allow_abbrev=False)
    top.add_argument("verb", nargs="?")
    for option in ("--as-of", "--snapshot", "--agenda", "--deck", "--institution", "--audience", "--by"):
        top.add_argument(option)
    top.add_argument("--lang", default="ko")
    top.add_argument("-o", "--output")
    for flag in ("--help", "-h"):
        top.add_argument(flag, action="store_true")
    return top


def checked(asked: argparse.Namespace) -> argparse.Namespace:
    """The same, with the as-of date as one. Raises ReportFault for a value that cannot be meant."""
    for option, value, known in (
        ("verb", asked.verb, VERBS),
        ("--lang", asked.lang, languages()),
        ("--audience", asked.audience or AUDIENCES[0], AUDIENCES),
    ):
        if value not in known:
            raise ReportFault("unknown_value", option=option, value=value, known=", ".join(known))
    if not asked.output:
        raise ReportFault("bad_report_command", detail="-o FILE")
    if asked.deck and (asked.agenda or asked.as_of or asked.snapshot or asked.audience or asked.institution):
        others = "--agenda, --as-of, --snapshot, --audience, --institution"
        raise ReportFault("bad_report_command", detail=f"--deck: {others}")
    asked.as_of = _day(asked.as_of) if asked.as_of else None
    return asked


def write(file: Path, made: bytes) -> None:
    """The whole file or none. Raises ReportFault."""
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        aside.write_bytes(made)
        aside.replace(file)
    except OSError as fault:
        aside.unlink(missing_ok=True)
        raise ReportFault("not_written", file=str(file), detail=fault.strerror or str(fault)) from None


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ReportFault("bad_date", option="--as-of", value=value) from None
