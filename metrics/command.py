"""What a command line asks for: a metric, a selection, the metric's own parameters."""

import argparse
import inspect
import re
import types
import typing
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Any, NoReturn

from metrics.errors import WrongUsage
from metrics.selection import Period, Selection
from warehouse import Snapshot

FORMATS = ("table", "csv", "json")
AUDIENCES = ("internal", "council", "public")
_FILTERS = {  # option → field of the selection
    "stages": "stages",
    "districts": "districts",
    "industries": "industries",
    "country": "countries",
    "product": "products",
    "firm": "firm_ids",
}
_WRITTEN = {"country": "[A-Z]{2}", "product": r"([0-9]{2}){1,3}|[0-9]{10}"}  # how the codes of an option look
_DAYS = ("start", "end")
_SHARED = ("snapshot", "selection", "firms", *_DAYS)


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


def selection(asked: argparse.Namespace, as_of: date, *, has_years: bool = True) -> Selection:
    """The selection that the arguments describe; `as_of` where none was given. Raises WrongUsage.

    Without `has_years` start and end are no years to keep but the metric's own days.
    """
    lists = {field: _codes(option, getattr(asked, option)) for option, field in _FILTERS.items()}
    years = _years(asked, as_of) if has_years else ()
    return Selection(_day("--as-of", asked.as_of) if asked.as_of else as_of, years=years, **lists)


def compares_days(function: Callable[..., Any]) -> bool:
    """Whether the metric looks at two days of its own, `start` and `end`."""
    return _compares(function, date)


def compares_periods(function: Callable[..., Any]) -> bool:
    """Whether the metric looks at two periods of its own, `start` and `end`."""
    return _compares(function, Period)


def _compares(function: Callable[..., Any], kind: type) -> bool:
    hints = typing.get_type_hints(function)
    return all(hints.get(name) == kind | None for name in _DAYS)


def own_days(asked: argparse.Namespace) -> dict[str, date]:
    """The days that --start and --end mean: each the last one of its period. Raises WrongUsage."""
    return {name: _last_day(f"--{name}", value) for name in _DAYS if (value := getattr(asked, name))}


def own_periods(asked: argparse.Namespace) -> dict[str, Period]:
    """The periods that --start and --end mean, with all their months. Raises WrongUsage."""
    return {name: _period(f"--{name}", value) for name in _DAYS if (value := getattr(asked, name))}


def _codes(option: str, value: str | None) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in value.split(",") if code.strip()) if value else ()
    for code in codes:
        if option in _WRITTEN and not re.fullmatch(_WRITTEN[option], code):
            raise WrongUsage(f"bad_{option}", value=code)
    return codes


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


def _last_day(option: str, value: str) -> date:
    """The last day of a year, a month, a stretch of them or a day: 2018, 2018-01, 2018-01..2018-06, 2018-12-31."""
    first, dots, last = value.partition("..")
    days = [_end_of(option, part, value) for part in ((first, last) if dots else (value,))]
    if days[0] > days[-1]:
        raise WrongUsage("days_reversed", start=first, end=last)
    return days[-1]


def _end_of(option: str, part: str, value: str) -> date:
    numbers = part.split("-")
    try:
        if not all(number.isdecimal() for number in numbers) or len(numbers[0]) != 4:
            raise ValueError(part)
        if len(numbers) == 1:
            return date(int(part), 12, 31)
        if len(numbers) == 2:
            year, month = map(int, numbers)
            return date(year, month, monthrange(year, month)[1])
        return date.fromisoformat(part)
    except ValueError:  # calendar's complaint about a month is one too
        raise WrongUsage("bad_period", option=option, value=value) from None


def _period(option: str, value: str) -> Period:
    try:
        return Period.read(value)
    except ValueError:
        raise WrongUsage("bad_months", option=option, value=value) from None


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
