"""What became of those who started together."""

from collections import Counter
from datetime import date
from typing import NamedTuple

import pandas as pd

from metrics.asking import kept, remembered
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_SPELLS = """
SELECT firm_id, firm_name, district, programme_code, cohort, stage_code, rank, starts_on
FROM marts.spells
INNER JOIN marts.firms USING (firm_id)
ORDER BY rank, programme_code, starts_on, cohort, firm_name, firm_id
"""
_COHORT = {"programme_code": "object", "cohort": "object"}
_COUNTED = ["renewed", "promoted", "neither"]


@remembered
def cohort_outcomes(
    snapshot: Snapshot, selection: Selection, *, programme_code: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """Of the firms of a cohort, those that later rose, those that were chosen again, and the rest.

    One row per programme and cohort, in order of stage and start: programme_code, cohort, firms,
    renewed (a later spell of the same programme), promoted (any later start in a higher stage),
    neither; all in firms, up to the as-of date. Promoted wins over renewed, so the three add up to
    firms. `programme_code` keeps one programme. Cohorts that start after the as-of date are left out.
    `firms`: firm_id, firm_name, district, programme_code, cohort, counted_in (renewed, promoted or neither).
    Raises EmptySelection when no firm is selected. Source: marts.spells.
    """
    begun = kept(snapshot, selection, _SPELLS, _Spell._make)
    begun = [each for each in begun if each.starts_on <= selection.as_of]
    of_firm: dict[str, list[_Spell]] = {}
    for each in begun:
        of_firm.setdefault(each.firm_id, []).append(each)
    became = [
        (each, _became(each, of_firm[each.firm_id]))
        for each in begun
        if (not selection.stages or each.stage_code in selection.stages)
        and programme_code in (None, each.programme_code)
    ]
    if firms:
        became.sort(key=lambda each: (each[0].rank, each[0].programme_code, each[0].starts_on, each[0].cohort, each[1]))
        return table([(*spell[:5], told) for spell, told in became], FIRM | _COHORT | {"counted_in": "object"})
    groups: dict[tuple[str, str], Counter[str]] = {}
    for spell, told in became:
        groups.setdefault(spell[3:5], Counter())[told] += 1
    rows = [(*of, fates.total(), *(fates[name] for name in _COUNTED)) for of, fates in groups.items()]
    return table(rows, _COHORT | dict.fromkeys(("firms", *_COUNTED), "int64"))


class _Spell(NamedTuple):
    firm_id: str
    firm_name: str
    district: str
    programme_code: str
    cohort: str
    stage_code: str
    rank: int
    starts_on: date


def _became(spell: _Spell, of_firm: list[_Spell]) -> str:
    later = [each for each in of_firm if each.starts_on > spell.starts_on]
    if any(each.rank > spell.rank for each in later):
        return "promoted"
    return "renewed" if any(each.programme_code == spell.programme_code for each in later) else "neither"
