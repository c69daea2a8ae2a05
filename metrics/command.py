"""What a command line asks for: a metric, a selection, the metric's own parameters."""

import argparse
import inspect
import types
import typing
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from metrics.errors import WrongUsage
from metrics.selection import Selection
from warehouse import Snapshot

FORMATS = ("table", "csv", "json")
AUDIENCES = ("internal", "council", "public")
_FILTERS = ("stages", "districts", "industries")
_SHARED = ("snapshot", "selection", "firms")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUsage("bad_command", detail=message)


def parser() -> argparse.ArgumentParser:
    """The arguments that every metric shares; a metric's own are read by `own_parameters`."""
    top = _Parser(prog="python -m metrics", add_help=False, allow_abbrev=False)
    top.add_argument("name", nargs="?")
    for flag in ("--list", "--firms", "--help", "-h"):
        top.add_argument(flag, action="store_true")
    for option in ("--as-of", "--start", "--end", "--snapshot", *(f"--{name}" for name in _FILTERS)):
        top.add_argument(option)
    top.add_argument("--audience", default="internal")
    top.add_argument("--format", default="table")
    top.add_argument("--lang", default="ko")
    return top


def one_of(option: str, value: str, known: typing.Sequence[str]) -> str:
    """The value, when it is a known one. Raises WrongUsage."""
    if value not in known:
        raise WrongUsage("unknown_value", option=option, value=value, known=", ".join(known))
    return value


def selection(asked: argparse.Namespace, as_of: date) -> Selection:
    """The selection that the arguments describe; `as_of` where none was given. Raises WrongUsage."""
    lists = {name: _codes(getattr(asked, name)) for name in _FILTERS}
    return Selection(_day("--as-of", asked.as_of) if asked.as_of else as_of, years=_years(asked, as_of), **lists)


def _codes(value: str | None) -> tuple[str, ...]:
    return tuple(code.strip() for code in value.split(",") if code.strip()) if value else ()


def _years(asked: argparse.Namespace, as_of: date) -> tuple[int, ...]:
    if not (asked.start or asked.end):
        return ()
    last = _year("--end", asked.end) if asked.end else (_day("--as-of", asked.as_of) if asked.as_of else as_of).year
    first = _year("--start", asked.start) if asked.start else 1900  # before any company of ours
    if first > last:
        raise WrongUsage("years_reversed", start=str(first), end=str(last))
    return tuple(range(first, last + 1))


def _year(option: str, value: str) -> int:
    return int(value) if len(value) == 4 and value.isdecimal() else _day(option, value).year


def _day(option: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise WrongUsage("bad_date", option=option, value=value) from None


def own_parameters(
    function: Callable[..., Any], words: list[str], open_other: Callable[[str], Snapshot]
) -> dict[str, Any]:
    """`--param value` pairs, in the types that the metric declares. Raises WrongUsage."""
    hints = typing.get_type_hints(function)
    known = {name: hints[name] for name in inspect.signature(function).parameters if name not in _SHARED}
    given: dict[str, Any] = {}
    while words:
        option, words = words[0], words[1:]
        name, has_value, value = option.removeprefix("--").replace("-", "_").partition("=")
        if not option.startswith("--") or name not in known:
            raise WrongUsage("unknown_option", option=option, known=", ".join(f"--{each}" for each in known) or "–")
        if not has_value:
            if not words:
                raise WrongUsage("value_missing", option=option)
            value, words = words[0], words[1:]
        else:
            value = option.partition("=")[2]  # as typed: only the name has its dashes changed
        given[name] = _converted(option, value, known[name], open_other)
    return given


def _converted(option: str, value: str, hint: Any, open_other: Callable[[str], Snapshot]) -> Any:
    kinds = [kind for kind in typing.get_args(hint) or (hint,) if kind is not types.NoneType]
    if kinds[0] is date:
        return _day(option, value)
    if kinds[0] is Snapshot:
        return open_other(value)
    if kinds[0] is bool:
        return one_of(option, value, ("yes", "no")) == "yes"
    try:
        return kinds[0](value)
    except ValueError:
        raise WrongUsage("bad_value", option=option, value=value, kind=kinds[0].__name__) from None
