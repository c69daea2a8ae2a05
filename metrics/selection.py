"""What is asked: a day, and which firms."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from warehouse import Snapshot

_LAST_DAY = "SELECT min(last_date) AS last_date FROM marts.coverage"


@dataclass(frozen=True)
class Selection:
    """The as-of date and the filters that a visitor has set; an empty filter lets all pass.

    `stages` keeps the firms that have held one of them by the as-of date and, where a table has
    one row per stage, those rows. `districts` and `industries` hold codes. `years` keeps those rows.
    """

    as_of: date
    stages: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def is_of_all_firms(self) -> bool:
        """Whether no filter leaves firms out."""
        return self.has_whole_stages and not self.stages

    @property
    def has_whole_stages(self) -> bool:
        """Whether every firm of a stage that is shown is in it: only then does a quota mean anything."""
        return not (self.districts or self.industries)

    def parameters(self) -> dict[str, Any]:
        """What SQL may name; NULL is no filter. $selection is for the macro selected_firms."""
        stages, years = list(self.stages) or None, list(self.years) or None
        filters = {"districts": list(self.districts) or None, "industries": list(self.industries) or None}
        return {
            "selection": {"as_of": self.as_of, "stages": stages, **filters},
            "as_of": self.as_of,
            "stages": stages,
            "years": years,
            "has_whole_stages": self.has_whole_stages,
        }


def default_as_of(snapshot: Snapshot, today: date) -> date:
    """The last day about which every loaded source speaks, never after today."""
    last_date = snapshot.query(_LAST_DAY)["last_date"][0]
    return min(last_date, today) if last_date else today
