"""What the programmes ask of those who enter, and what other thresholds would do."""

import pandas as pd

from metrics.judged import criteria_known
from metrics.readiness import readiness
from metrics.selection import Selection
from metrics.tables import table
from warehouse import Snapshot

_IN_FORCE = {
    **dict.fromkeys(("stage_code", "programme_code", "alternative", "any_of", "criterion", "condition"), "object"),
    **{"operator": "object", "threshold": "float64", "unit": "object"},
    **dict.fromkeys(("valid_from", "valid_to", "source"), "object"),
}
_NAME = ["programme_code", "alternative", "criterion", "operator"]
_READY = ["firm_id", "firm_name", "district", "stage_code", "programme_code"]


def criteria_in_force(snapshot: Snapshot, selection: Selection) -> pd.DataFrame:
    """The criteria of entry in force on the as-of date, of the programmes open on it.

    One row per programme, alternative and criterion, by stage: stage_code, programme_code, alternative (`*` = with
    every alternative), any_of (of the rows that share it one suffices), criterion, condition, operator, threshold,
    unit (krw, usd, people, share), valid_from, valid_to, source. Whatever the filters. Source: marts.criteria.
    """
    rows = [
        (
            *(each.stage_code, each.programme_code, each.alternative, each.any_of, each.criterion, each.condition),
            *(each.operator, each.threshold, each.unit.lower(), each.valid_from, each.written_valid_to, each.source),
        )
        for each in criteria_known(snapshot)
        if each.holds_on(selection.as_of)
    ]
    return table(rows, _IN_FORCE)


def names_of(criteria: pd.DataFrame) -> list[str]:
    """What each criterion is called where other thresholds are tried."""
    return [":".join(parts) for parts in criteria[_NAME].itertuples(index=False, name=None)]


def readiness_what_if(
    snapshot: Snapshot, selection: Selection, *, thresholds: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """How many firms would be ready under other thresholds, and which come and go.

    One row per open programme with criteria, by stage: stage_code, programme_code, ready_now and ready_then (firms
    that are ready as in readiness, under the thresholds in force and under those tried), added, withdrawn (firms).
    `thresholds` as in readiness_criteria; without it nothing changes. `firms`: firm_id, firm_name, district,
    stage_code, programme_code, counted_in (added or withdrawn).
    Raises EmptySelection when no firm is selected, WrongUsage for thresholds that mean nothing.
    Source: marts.criterion_values, marts.criterion_conditions, marts.criteria, marts.holdings.
    """
    now = _ready(readiness(snapshot, selection))
    then = _ready(readiness(snapshot, selection, thresholds=thresholds))
    changes = {"added": _others(then, now), "withdrawn": _others(now, then)}
    if firms:
        listed = [each.assign(counted_in=name) for name, each in changes.items()]
        return pd.concat(listed, ignore_index=True)
    rows = criteria_in_force(snapshot, selection)[["stage_code", "programme_code"]].drop_duplicates()
    for name, ready in {"ready_now": now, "ready_then": then, **changes}.items():
        counted = ready["programme_code"].value_counts()
        rows[name] = [int(counted.get(code, 0)) for code in rows["programme_code"]]
    return rows.reset_index(drop=True)


def _ready(table: pd.DataFrame) -> pd.DataFrame:
    return table.loc[table["readiness_state"] == "ready", _READY]


def _others(these: pd.DataFrame, those: pd.DataFrame) -> pd.DataFrame:
    known = set(zip(those["firm_id"], those["programme_code"], strict=True))
    is_new = [pair not in known for pair in zip(these["firm_id"], these["programme_code"], strict=True)]
    return these[pd.Series(is_new, index=these.index, dtype=bool)]
