"""The unknowns behind several releases of the same measure and year.

A part (firm, stage, market group) with the same value in two releases is the same unknown. Where a firm's parts differ
but its value does not (it was put into another stage since), both make the same sum, and whoever knows that it moved
knows so.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from disclosure.facts import KEY, Facts


class Parts:
    """All unknowns of these facts (the first are today's), their true values, and the rows that add them up."""

    def __init__(self, versions: Sequence[Facts]) -> None:
        self._places: list[np.ndarray] = []
        known: dict[tuple, int] = {}
        for facts in versions:
            keys = zip(*(facts.rows[name] for name in KEY), facts.rows["value"], strict=True)
            self._places.append(np.array([known.setdefault(key, len(known)) for key in keys], int))
        self._versions = versions
        self.values = np.array([key[-1] for key in known], float)

    def row(self, version: int, within: np.ndarray) -> np.ndarray:
        """A row that adds up these rows of a version."""
        row = np.zeros(len(self.values))
        row[self._places[version][within]] = 1
        return row

    def firms(self) -> dict[tuple[str, float], np.ndarray]:
        """By firm and value: the row that adds up the firm, in each version in which its value was another."""
        found: dict[tuple[str, float], np.ndarray] = {}
        for version, facts in enumerate(self._versions):
            for firm_id, value in facts.firms().items():
                if (firm_id, value) not in found:
                    found[firm_id, value] = self.row(version, (facts.rows["firm_id"] == firm_id).to_numpy())
        return found

    def links(self) -> list[np.ndarray]:
        """Rows that are 0: a firm's parts in one version less those in an earlier one, where its value is the same."""
        rows = []
        known = self.firms()
        for version, facts in enumerate(self._versions[1:], 1):
            for firm_id, value in _values(facts).items():
                here = self.row(version, (facts.rows["firm_id"] == firm_id).to_numpy())
                if (known[firm_id, value] != here).any():
                    rows.append(known[firm_id, value] - here)
        return rows


def _values(facts: Facts) -> pd.Series:
    return facts.firms()
