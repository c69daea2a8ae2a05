"""Which stages are held by the same firms at once, and when a stage's programme took another name."""

from dataclasses import replace

import pandas as pd

from metrics.asking import remembered
from metrics.held import Firm, Holding, holdings, stages_shown
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_PAIR = {"stage_code": "object", "other_stage_code": "object"}
_SUCCESSIONS = """
SELECT
  ended.stage_code,
  ended.programme_code,
  ended.valid_to,
  ended.successor,
  following.valid_from AS succeeded_on
FROM marts.programmes AS ended
INNER JOIN marts.programmes AS following ON following.programme_code = ended.successor
INNER JOIN marts.stages ON stages.stage_code = ended.stage_code
ORDER BY following.valid_from, stages.rank, ended.programme_code
"""


@remembered
def stage_overlap(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that hold two stages at once on the as-of date, for each two stages.

    One row per stage and other stage, both from the lowest, pairs that no firm holds too: stage_code,
    other_stage_code, firms (that hold both; where the two are the same stage, all that hold it). Each pair stands
    there twice, once from each side; with a stage filter only the rows whose stage_code is chosen. Days in a gap up
    to the grace days count as held. `firms`: firm_id, firm_name, district, stage_code, other_stage_code.
    Raises EmptySelection when no firm is selected. Source: marts.holdings.
    """
    held: dict[str, list[Holding]] = {}
    for each in holdings(snapshot, selection):
        if each.starts_on <= selection.as_of <= each.ends_on:
            held.setdefault(each.firm_id, []).append(each)
    pairs: dict[tuple[str, str], list[Firm]] = {}
    for stages in held.values():
        for one in stages:
            for other in stages:
                pairs.setdefault((one.stage_code, other.stage_code), []).append(one.firm)
    shown, every = stages_shown(snapshot, selection), stages_shown(snapshot, replace(selection, stages=()))
    cells = [(one, other) for one in shown for other in every]
    if firms:
        rows = [(*firm, *cell) for cell in cells for firm in sorted(pairs.get(cell, []), key=_by_name)]
        return table(rows, FIRM | _PAIR)
    rows = [(*cell, len(pairs.get(cell, []))) for cell in cells]
    return table(rows, _PAIR | {"firms": "int64"})


def _by_name(firm: Firm) -> tuple[str, str]:
    return firm[1], firm[0]


def programme_successions(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """Programmes that another one has succeeded by the as-of date, and the day on which it did.

    One row per programme with a successor, in order of that day: stage_code, programme_code, valid_to (last day of
    the programme's validity; missing while it runs on), successor (programme_code), succeeded_on (first day of the
    successor's validity). A series of the stage breaks there: other criteria, another name. No firm is counted, so
    districts and industries change nothing; a stage filter keeps its programmes. Source: marts.programmes.
    """
    found = snapshot.query(_SUCCESSIONS)  # a handful of rows, whatever the day
    is_shown = [
        day <= selection.as_of and (not selection.stages or stage in selection.stages)
        for day, stage in zip(found["succeeded_on"], found["stage_code"], strict=True)
    ]
    return found[pd.Series(is_shown, dtype="bool")].reset_index(drop=True)
