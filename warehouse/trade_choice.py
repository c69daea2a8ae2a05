"""In which ways a selection chooses among exports."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Choice(NamedTuple):
    """In which ways a selection leaves exports out, beside the stage: the way in which its macros are written."""

    by_firm: bool
    by_country: bool
    by_product: bool
    by_chapter: bool  # by products that are whole HS chapters: smaller marts know them

    @property
    def is_by_trade(self) -> bool:
        """Whether only some markets or products are asked for."""
        return self.by_country or self.by_product


ALL = Choice(by_firm=False, by_country=False, by_product=False, by_chapter=False)


def choice_of(selection: Mapping[str, Any]) -> Choice:
    """How this selection chooses."""
    products = selection.get("products") or ()
    return Choice(
        by_firm=any(selection.get(name) for name in ("districts", "industries", "firm_ids")),
        by_country=bool(selection.get("countries")),
        by_product=bool(products),
        by_chapter=bool(products) and all(len(each) == 2 for each in products),
    )
