"""By hand: until when each source speaks, and whether a newer file is due."""

from datetime import date

from .counts import Row
from .money import Purse
from .money_benchmarks import Published, last_day

USUAL = {"designations": 366, "exports": 93, "outcomes": 577, "benchmarks": 183}


def end_of(month: date) -> date:
    return last_day(Published("", month, "month", 0, ""))


def source_freshness(purse: Purse, published: list[Published], today: date) -> list[Row]:
    starts = [spell.start for spell in purse.book.spells]
    spoken = [("designations", None, min(starts), max(starts))]  # no list has a date here
    spoken.append(("exports", None, min(purse.months), end_of(max(purse.months))))
    spoken.append(("outcomes", None, date(min(purse.years), 1, 1), date(max(purse.years), 12, 31)))
    for region in sorted({row.region for row in published}):
        rows = [row for row in published if row.region == region]
        spoken.append(("benchmarks", region, min(row.period for row in rows), max(last_day(row) for row in rows)))
    return [
        {
            "upload_source": source,
            "region": region,
            "first_date": first,
            "last_date": last,
            "age_days": (today - last).days,
            "usual_days": USUAL[source],
            "is_stale": (today - last).days > USUAL[source],
        }
        for source, region, first, last in spoken
    ]
