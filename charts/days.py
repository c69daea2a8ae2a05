"""The days on which years are counted, and what they are called."""

import datetime

from charts.theme import Look
from texts import show_date


def end_of(year: int, as_of: datetime.date, look: Look) -> str:
    """The day on which a year is counted: its end, or the as-of date that cuts it short."""
    if year < as_of.year or is_year_end(as_of):
        return look.say("chart.year_end", year=year)
    return show_date(look.lang, as_of)


def is_year_end(day: datetime.date) -> bool:
    """Whether the day closes its year."""
    return (day.month, day.day) == (12, 31)
