"""What is asked: a day, and which firms."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse import Snapshot

_LAST_DAY = "SELECT min(last_date) AS last_date FROM marts.coverage"
_LISTS = ("stages", "districts", "industries", "countries", "products", "firm_ids")


@dataclass(frozen=True)
class Selection:
    """The as-of date and the filters that a visitor has set; an empty filter lets all pass.

    `stages` keeps the firms that have held one of them by the as-of date and, where a table has
    one row per stage, those rows. `districts` and `industries` hold codes. `years` keeps those rows. `firm_ids`
    keeps firms. `countries` (ISO-2) and `products` (HS codes or what they begin with: 2, 4, 6 or 10 digits) keep
    what was exported to or of them, and leave no firm out: a measure that knows no markets refuses them.
    """

    as_of: date
    stages: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    firm_ids: tuple[str, ...] = ()

    @property
    def is_of_all_firms(self) -> bool:
        """Whether no filter leaves firms or exports of theirs out."""
        return self.has_all_exports and not self.stages

    @property
    def has_all_exports(self) -> bool:
        """Whether every export of a stage that is shown is in it."""
        return self.has_whole_stages and not self.is_by_trade

    @property
    def has_whole_stages(self) -> bool:
        """Whether every firm of a stage that is shown is in it: only then does a quota mean anything."""
        return not (self.districts or self.industries or self.firm_ids)

    @property
    def is_by_trade(self) -> bool:
        """Whether only some markets or products are asked for."""
        return bool(self.countries or self.products)

    def parameters(self) -> dict[str, Any]:
        """What SQL may name; NULL is no filter. $selection is for the macros, $any_stage the same without stages."""
        lists = {name: list(getattr(self, name)) or None for name in _LISTS}
        selection = {"as_of": self.as_of} | lists
        return {
            "selection": selection,
            "any_stage": selection | {"stages": None},
            "as_of": self.as_of,
            "stages": lists["stages"],
            "years": list(self.years) or None,
            "has_whole_stages": self.has_whole_stages,
        }


def default_as_of(snapshot: Snapshot, today: date) -> date:
    """The last day about which every loaded source speaks, of a release not before its own day; never after today."""
    released_as_of = snapshot.manifest.get("as_of")
    days = [snapshot.query(_LAST_DAY)["last_date"][0], released_as_of and date.fromisoformat(released_as_of)]
    return min(max(day for day in days if day), today) if any(days) else today


_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class Period:
    """Whole months, one after another, written as 2018, 2018-01 or 2018-01..2018-06: the first day, how many."""

    first: date
    months: int

    @classmethod
    def read(cls, written: str) -> "Period":
        """The period that is written so. Raises ValueError."""
        ends = [_months_of(part) for part in written.split("..")]
        if len(ends) > 2 or ends[0][0] > ends[-1][1]:
            raise ValueError(written)
        return cls(date(ends[0][0] // 12, ends[0][0] % 12 + 1, 1), ends[-1][1] - ends[0][0] + 1)

    @property
    def last(self) -> date:
        """The first day of the last month."""
        number = self.first.year * 12 + self.first.month + self.months - 2
        return date(number // 12, number % 12 + 1, 1)

    def has_months_of(self, other: "Period") -> bool:
        """Whether both have the same months of the year, in the same order."""
        return (self.first.month, self.months) == (other.first.month, other.months)

    def in_year(self, year: int) -> "Period":
        """The same months of the year, beginning in that one."""
        return Period(self.first.replace(year=year), self.months)

    def __str__(self) -> str:
        first, last = f"{self.first:%Y-%m}", f"{self.last:%Y-%m}"
        if self.first.month == 1 and self.months == 12:
            return first[:4]
        return first if self.months == 1 else f"{first}..{last}"


def _months_of(written: str) -> tuple[int, int]:
    """First and last month of a year or a month, counted from the year 0."""
    if written.isdecimal() and len(written) == 4:
        return int(written) * 12, int(written) * 12 + 11
    if found := _MONTH.fullmatch(written):
        month = date(int(found[1]), int(found[2]), 1)
        return month.year * 12 + month.month - 1, month.year * 12 + month.month - 1
    raise ValueError(written)
