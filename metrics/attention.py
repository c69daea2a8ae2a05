"""What somebody should look at, and what is new since an earlier snapshot."""

from datetime import date

import pandas as pd

from metrics.alerts import export_alerts
from metrics.asking import kept
from metrics.days import months_after
from metrics.errors import EmptySelection
from metrics.held import Firm, holdings, stages_shown
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

_SPELLS = "SELECT firm_id, stage_code, starts_on, ends_on FROM marts.spells"
_EXITS = """
SELECT firm_id, firm_name, district, stage_code, exited_on
FROM marts.stage_exits
INNER JOIN marts.firms USING (firm_id)
WHERE exit_kind IN ('expired', 'unknown')
"""
_REGISTER = "SELECT firm_id, business_no, coalesce(status IN ('closed', 'moved'), FALSE) AS is_gone FROM marts.firms"
_LAST_DAY = "SELECT last_date FROM marts.coverage WHERE source = 'designations'"

# Of alerts on exports, in their order
_ALERTS = {"below_band": "exports_below_band", "late": "exports_late", "one_market": "exports_one_market"}

_CHANGES = {"stage_code": "object"} | dict.fromkeys(("known_before", "known_now", "added", "withdrawn"), "int64")


def attention(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Firms that somebody should look at on the as-of date, by why.

    One row per item: item, firms. Items: ending_within_6_months (a stay that ends in the six months
    from the as-of date), awaiting_redesignation (in the gap between two designations of a stage),
    left_without_reason (left a stage since 1 January with no reason written, and holds none),
    closed_but_designated (closed or moved away, and holds a stage; only from the last day that designations
    speak of, for a status has no date), without_business_no (holds a stage), and of export_alerts, whether the firm
    holds a stage or not: exports_below_band, exports_late, exports_one_market.
    `firms`: firm_id, firm_name, district, item.
    Raises EmptySelection when no firm is selected. Source: marts.holdings, stage_exits, spells, firms, export_alerts.
    """
    noticed = _noticed(snapshot, selection)
    alerts = export_alerts(snapshot, selection)
    if firms:
        found = [(*firm, item) for item, of_item in noticed.items() for firm in sorted(of_item, key=_by_name)]
        told = alerts.assign(item=alerts["alert_kind"].map(_ALERTS))[[*FIRM, "item"]]
        return pd.concat([table(found, FIRM | {"item": "object"}), told], ignore_index=True)
    counts = alerts["alert_kind"].value_counts()
    rows = [(item, len(of_item)) for item, of_item in noticed.items()]
    rows += [(item, int(counts.get(kind, 0))) for kind, item in _ALERTS.items()]
    return table(rows, {"item": "object", "firms": "int64"})


def _noticed(snapshot: Snapshot, selection: Selection) -> dict[str, set[Firm]]:
    """The firms of each item about the ladder."""
    day, stages = selection.as_of, selection.stages
    standing = [each for each in holdings(snapshot, selection) if each.starts_on <= day <= each.ends_on]
    held = [each for each in standing if not stages or each.stage_code in stages]
    register = {firm: (number, is_gone) for firm, number, is_gone in snapshot.rows(_REGISTER)}
    designated = {row[:2] for row in kept(snapshot, selection, _SPELLS) if row[2] <= day <= row[3]}
    still, year = {each.firm_id for each in standing}, date(day.year, 1, 1)
    # a firm's status is known as it is today, not as it was
    is_told_today = any(last <= day for (last,) in snapshot.rows(_LAST_DAY) if last)
    return {
        "ending_within_6_months": {each.firm for each in held if each.ends_on < months_after(day, 6)},
        "awaiting_redesignation": {each.firm for each in held if (each.firm_id, each.stage_code) not in designated},
        "left_without_reason": {
            row[:3]
            for row in kept(snapshot, selection, _EXITS)
            if year <= row[4] <= day and row[0] not in still and (not stages or row[3] in stages)
        },
        "closed_but_designated": {each.firm for each in held if is_told_today and register[each.firm_id][1]},
        "without_business_no": {each.firm for each in held if register[each.firm_id][0] is None},
    }


def _by_name(firm: Firm) -> tuple[str, str]:
    return firm[1], firm[0]


def stage_changes(
    snapshot: Snapshot, selection: Selection, *, before: Snapshot | None = None, firms: bool = False
) -> pd.DataFrame:
    """What an earlier snapshot said of the same day, and what this one says: the current firms of each stage.

    One row per stage, from the lowest: stage_code, known_before (firms current on the as-of date in
    `before`), known_now (in this snapshot), added, withdrawn (firms in one and not in the other).
    Without `before` everything is added. `firms`: firm_id, firm_name, district, stage_code, counted_in
    (added or withdrawn). Raises EmptySelection when no firm is selected. Source: marts.holdings.
    """
    now = _standing(snapshot, selection)
    then = _standing_before(before, selection) if before else {}
    changes = {"added": now.keys() - then.keys(), "withdrawn": then.keys() - now.keys()}
    if firms:
        rows = [
            (*firm, stage, name)
            for name, found in changes.items()
            for (stage, firm_id), firm in (now | then | now).items()
            if (stage, firm_id) in found
        ]
        return table(rows, FIRM | {"stage_code": "object", "counted_in": "object"})
    sides = (then, now, *changes.values())
    counted = [
        (stage, *(sum(code == stage for code, _ in side) for side in sides))
        for stage in stages_shown(snapshot, selection)
    ]
    return table(counted, _CHANGES)


def _standing(snapshot: Snapshot, selection: Selection) -> dict[tuple[str, str], Firm]:
    """Who holds which stage on the day, by stage and name."""
    return {
        (each.stage_code, each.firm_id): each.firm
        for each in holdings(snapshot, selection)
        if each.starts_on <= selection.as_of <= each.ends_on
        and (not selection.stages or each.stage_code in selection.stages)
    }


def _standing_before(before: Snapshot, selection: Selection) -> dict[tuple[str, str], Firm]:
    try:
        return _standing(before, selection)
    except EmptySelection:
        return {}  # no such firm was known
