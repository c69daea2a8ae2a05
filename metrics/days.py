"""Which day a source can speak of: designations any, exports the ends of months, outcomes the ends of years."""

from calendar import monthrange
from datetime import date, timedelta

from warehouse import Snapshot

Spans = dict[str, tuple[date, ...]]  # source → first and last day of what is loaded, and months between without a file
_COVERAGE = "SELECT source, first_date, last_date FROM marts.coverage"
_GAPS = """
SELECT month
FROM marts.months
WHERE month BETWEEN (SELECT min(month) FROM marts.export_months) AND (SELECT max(month) FROM marts.export_months)
  AND month NOT IN (SELECT month FROM marts.export_months)
ORDER BY month
"""
_DAY = timedelta(days=1)


def known_spans(snapshot: Snapshot) -> Spans:
    """From when to when each loaded source speaks."""
    spans = {source: (first, last) for source, first, last in snapshot.query(_COVERAGE).itertuples(index=False)}
    if "exports" in spans:
        spans["exports"] += tuple(snapshot.query(_GAPS)["month"])
    return spans


def last_day_known(source: str, as_of: date, spans: Spans) -> date | None:
    """The last day up to the as-of date that the source can speak of; None when there is none."""
    if source == "designations":
        return as_of
    if source not in spans:
        return None
    first, last, *gaps = spans[source]
    after = min(as_of, last) + _DAY
    day = after.replace(day=1, month=1 if source == "outcomes" else after.month) - _DAY
    while day.replace(day=1) in gaps:
        day = day.replace(day=1) - _DAY
    return day if day >= first else None


def year_before_known(source: str, day: date, spans: Spans) -> date | None:
    """The day to compare with, a year before; None where the source does not speak of all that is compared."""
    if source not in spans:
        return None
    first, _, *gaps = spans[source]
    if source == "designations":
        before = a_year_before(day)
        return before if first <= before else None
    # both end a month: February is compared with February, whatever its last day
    after = day + _DAY
    before = after.replace(year=after.year - 1) - _DAY
    missing = [{gap.month for gap in gaps if gap.year == end.year and gap <= end} for end in (day, before)]
    return before if first <= date(before.year, 1, 1) and missing[0] == missing[1] else None


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
