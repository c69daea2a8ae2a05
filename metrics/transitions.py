"""Where each firm stood on one day and on a later one."""

from collections import Counter
from datetime import date

import pandas as pd

from metrics.asking import kept, remembered
from metrics.errors import WrongUsage
from metrics.held import Firm, Standing, standings
from metrics.intervals import with_share
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_SPELLS = "SELECT firm_id, programme_code, cohort, starts_on FROM marts.spells"
_AFTER = {"left": 1, "closed": 2, "unknown": 3}  # in this order behind the stages
_PAIR = {"from_stage": "object", "to_stage": "object"}
_COLUMNS = ["from_stage", "to_stage", "firms", "share", "base", "ci_low", "ci_high"]


@remembered
def stage_transitions(
    snapshot: Snapshot,
    selection: Selection,
    *,
    start: date | None = None,
    end: date | None = None,
    programme_code: str | None = None,
    cohort: str | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Firms by where they stood on one day and on a later one, each once, at its highest stage.

    One row per pair that occurs: from_stage (at the end of the day `start`, by default 31 December of the year
    before `end`), to_stage (at the end of the day `end`, by default the as-of date and never after it), firms,
    share (firms / base, 0 to 1), base (firms that stood at from_stage on `start`; for none those first designated
    between the two days), ci_low and ci_high (95 % interval of the share after Wilson). The shares of a base add up
    to 1; they and their interval are missing where the base is below 5 firms. Besides the stages: none, left,
    closed, unknown as in stage_flows, which this equals from one year end to the next. The firms add up to those
    designated by `end`; firms that stay none are left out. `programme_code` and `cohort` keep firms with a spell of
    that programme and cohort, begun by the as-of date.
    `firms`: firm_id, firm_name, district, from_stage, to_stage.
    Raises EmptySelection when no firm is selected, WrongUsage when `start` is after `end`.
    Source: marts.firm_states, marts.spells.
    """
    closes_on = min(end or selection.as_of, selection.as_of)
    opened_on = start or date(closes_on.year - 1, 12, 31)
    if opened_on > closes_on:
        raise WrongUsage("days_reversed", start=opened_on.isoformat(), end=closes_on.isoformat())
    moved = _moved(standings(snapshot, selection), opened_on, closes_on)
    if programme_code is not None or cohort is not None:
        chosen = _members(snapshot, selection, programme_code, cohort)
        moved = [each for each in moved if each[0][0] in chosen]
    if firms:
        rows = [(*firm, *pair) for firm, *pair in moved]
        return table(rows, FIRM | _PAIR)
    counted = Counter((source, target) for _, source, target in moved)
    bases = Counter(source for _, source, _ in moved)
    rows = [(*pair, many, bases[pair[0]]) for pair, many in counted.items()]
    return with_share(table(rows, _PAIR | {"firms": "int64", "base": "int64"}), "firms", "base")[_COLUMNS]


def _moved(standing: list[Standing], opened_on: date, closes_on: date) -> list[tuple[Firm, str, str]]:
    """Each firm with where it stood on both days; in order of both places and then of names."""
    earlier = {each.firm_id: each for each in standing if each.starts_on <= opened_on <= each.ends_on}
    later = [each for each in standing if each.starts_on <= closes_on <= each.ends_on]
    pairs = [(earlier.get(each.firm_id), each) for each in later]
    pairs.sort(key=lambda pair: (_place(pair[0]), _place(pair[1]), pair[1].firm_name, pair[1].firm_id))
    return [(to.firm, come.state if come else "none", to.state) for come, to in pairs]


def _place(standing: Standing | None) -> tuple[int, int]:
    """None first, then the stages from the lowest, then those without one."""
    if standing is None:
        return 0, 0
    return (1, standing.rank) if standing.rank is not None else (2, _AFTER[standing.state])


def _members(snapshot: Snapshot, selection: Selection, programme_code: str | None, cohort: str | None) -> set[str]:
    """The firms with a spell of this programme and cohort."""
    return {
        firm_id
        for firm_id, programme, named, starts_on in kept(snapshot, selection, _SPELLS)
        if starts_on <= selection.as_of and programme_code in (None, programme) and cohort in (None, named)
    }
