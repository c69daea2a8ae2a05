"""Money and other measured values as figures write them: scaled beside the drawing, exact on hover."""

import pandas as pd

from charts.theme import Look, safe
from texts import has

_SPACES = 5  # between the years that are written out, counted back from the last: six fit a phone
_ROUND_FROM = 100  # a scaled value as large as this needs no decimal beside it, one below 1 needs two


def scaled(value: float, unit: str, look: Look) -> float:
    """The value in the unit that this language shows: millions of dollars, 억 won, percent."""
    if unit == "share":
        return value * 100
    divisor = f"unit.{unit}.divisor"
    return value / float(look.say(divisor)) if has(look.lang, divisor) else value


def bare(value: float | None, unit: str, top: float, look: Look) -> str:
    """The scaled number without its unit, as a figure's corner states it; decimals only where `top` is small."""
    if value is None or pd.isna(value):
        return look.number(None)
    number, reach = scaled(float(value), unit, look), abs(scaled(top, unit, look))
    digits = 0 if reach >= _ROUND_FROM else 1 if reach >= 1 else 2
    if 0 < number < 0.5 / 10**digits:
        return f"<{look.number(1 / 10**digits)}"  # a little is not nothing
    return look.number(round(number, digits))


def told(value: float | None, unit: str, look: Look) -> str:
    """The scaled number with its unit, as a file writes one that has no words here; decimals only where it is small."""
    if value == 0:
        return exact(value, unit.removesuffix("_thousand"), look)  # "0 thousand dollars" is nothing that anybody says
    number = bare(value, unit, 0 if value is None or pd.isna(value) else float(value), look)
    key = f"unit.{unit}.many"
    return look.say(key, value=number) if has(look.lang, key) else f"{number} {safe(unit)}"


def part(share: float, look: Look) -> str:
    """A share of the whole; what is too small to write is still not nothing."""
    return f"<{look.number(0.001, 'share')}" if 0 < share < 0.0005 else look.number(share, "share")


def exact(value: float | None, unit: str, look: Look) -> str:
    """The value to the last dollar or won."""
    if value is None or pd.isna(value):
        return look.number(None)
    key = f"chart.exact.{unit}"
    if not has(look.lang, key):
        return look.number(value, unit)
    return look.say(key, value=look.number(round(float(value))))


def change(rate: float | None, look: Look) -> str:
    """A rate of change with its sign."""
    return look.number(None if rate is None or pd.isna(rate) else rate, "share", signed=True)


def year_label(row, look: Look) -> str:
    """A year on an axis; a part year says up to which month."""
    return part_label(row, look) if row.is_part_year else str(row.year)


def part_label(row, look: Look) -> str:
    """A part year on an axis: up to which month it reaches, or how many it has where one before that is missing."""
    if row.months < pd.Timestamp(row.last_month).month:
        return look.say("chart.year_of_months", year=row.year, months=row.months)
    return look.say("chart.months_to", year=row.year, month=month_name(row.last_month, look))


def month_name(month, look: Look) -> str:
    """A month's own name, without its year."""
    return look.say(f"chart.month.{pd.Timestamp(month).month}")


def marked(count: int, spaces: int = _SPACES) -> list[int]:
    """The places that are written out among so many: the last one always, the others in even steps before it."""
    return list(range(count - 1, -1, -max(1, -(-(count - 1) // spaces))))[::-1]


def colour_key(marks: list[tuple[str, str, str]], look: Look) -> dict[str, object]:
    """One line over a drawing that says what each colour is: mark, colour, words."""
    words = "  ".join(f"<span style='color:{colour}'>{mark}</span> {told}" for mark, colour, told in marks)
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 8}
    return place | {"text": words, "font": {"size": 12, "color": look.ink.muted}, "align": "left"}
