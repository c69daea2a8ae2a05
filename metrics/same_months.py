"""Which years are compared whole with the year before, and which month by month."""

from metrics.selection import Selection
from warehouse import Snapshot

_MONTHS = "SELECT year, month FROM marts.export_months WHERE month_end <= $as_of ORDER BY month"


def years_to_compare(snapshot: Snapshot, selection: Selection, *, all_years: bool = False) -> dict[str, list[int]]:
    """What a question names: $asked years, and of them those compared $whole and those $uneven with the year before.

    Asked are the years chosen, else the last one that files cover and of which a month ended by the as-of date, or
    `all_years`. A year is uneven when the year before has not the same months: then only those of both are compared.
    A year whose year before has no month at all is neither.
    """
    found = snapshot.query(_MONTHS, as_of=selection.as_of)
    months: dict[int, set[int]] = {}
    for year, month in found.itertuples(index=False):
        months.setdefault(int(year), set()).add(month.month)
    asked = [year for year in selection.years if year in months] if selection.years else sorted(months)
    asked = asked if all_years or selection.years else asked[-1:]
    pairs = {year: months[year] == months[year - 1] for year in asked if year - 1 in months}
    return {
        "asked": asked,
        "whole": [year for year, is_same in pairs.items() if is_same],
        "uneven": [year for year, is_same in pairs.items() if not is_same],
    }
