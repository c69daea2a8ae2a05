"""What is asked: a day, and which firms."""

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
    """The last day about which every loaded source speaks, never after today."""
    last_date = snapshot.query(_LAST_DAY)["last_date"][0]
    return min(last_date, today) if last_date else today
