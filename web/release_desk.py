"""The release on a page: what is wished, the plan in the reader's words, the acts and their line in the audit log."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from access import record
from texts import say, show_number
from warehouse import Snapshot
from web import session
from web.history import name_of
from web.labels import reference_names
from web.session import Visit
from web.table import show_table

Plan = Any  # disclosure.Plan, which only analysts' pages may name
_YEARS = """
SELECT DISTINCT year FROM (
  SELECT year FROM export_months WHERE month_end <= $as_of
  UNION ALL
  SELECT fiscal_year FROM outcome_values WHERE value IS NOT NULL AND make_date(fiscal_year, 12, 31) <= $as_of
)
ORDER BY year DESC
"""
_KINDS = {"stage": "held", "market_group": "market_group", "industry": "industry", "district": "district"}


def years_with_figures(snapshot: Snapshot, as_of: datetime.date) -> list[int]:
    """Years of which exports or outcomes are known on the day, the latest first."""
    return [int(year) for year in snapshot.query(_YEARS, as_of=as_of)["year"]]


def ask_wish(
    visit: Visit, measures: Sequence[str], dimensions: Sequence[str], years: Sequence[int], make: Callable[..., Any]
) -> Any:
    """The wish that `make` makes of what is chosen; None while something is missing."""
    lang = visit.lang
    what, when, how = st.columns([3, 2, 4])
    every = {"placeholder": say(lang, "release.choose_some")}
    with what:
        chosen = st.multiselect(
            say(lang, "release.measures"),
            measures,
            default=list(measures),
            key="release_measures",
            format_func=lambda each: say(lang, f"measure.{each}"),
            **every,
        )
    with when:
        in_years = st.multiselect(
            say(lang, "release.years"), years, default=_whole(years, visit.as_of), key="release_years", **every
        )
    with how:
        by = st.multiselect(
            say(lang, "release.dimensions"),
            dimensions,
            default=list(dimensions),
            key="release_dimensions",
            format_func=lambda each: say(lang, f"release.dimension.{each}"),
            **every,
        )
    if not (chosen and in_years and by):
        return None
    return make(visit.snapshot_id, visit.as_of, tuple(chosen), tuple(sorted(in_years)), tuple(by))


def _whole(years: Sequence[int], as_of: datetime.date) -> list[int]:
    """The last year that had ended."""
    ended = [year for year in years if datetime.date(year, 12, 31) <= as_of]
    return ended[:1] or list(years[:1])


def show_plan(visit: Visit, plan: Plan) -> None:
    """One measure's year: in a line how much is hidden, below it each cell."""
    lang = visit.lang
    head = f"{say(lang, f'measure.{plan.measure}')} {plan.period}"
    if plan.refused:
        told = say(lang, f"release.refused.{plan.refused}", firms=show_number(lang, len(plan.exposed), "firms"))
        st.warning(f"**{head}** · {told}", icon="⚠️")
        return
    table = cells_table(plan)
    shares = [
        say(
            lang,
            "release.table_line",
            dimension=say(lang, f"release.dimension.{dimension}"),
            hidden=show_number(lang, int(rows["reason"].notna().sum())),
            cells=show_number(lang, len(rows)),
            share=show_number(lang, float(rows["reason"].notna().mean()), "share"),
        )
        for dimension, rows in table.groupby("dimension", sort=False)
    ]
    with st.expander(f"**{head}** · " + " · ".join(shares), key=f"plan_{plan.measure}_{plan.period}"):
        named = table.assign(
            dimension=[say(lang, f"release.dimension.{each}") for each in table["dimension"]],
            code=[_name(visit, *each) for each in zip(table["dimension"], table["code"], strict=True)],
            reason=[say(lang, f"release.reason_long.{each}") if pd.notna(each) else say(lang, "release.shown")
                    for each in table["reason"]],
        )  # fmt: skip
        show_table(visit, named.drop(columns=["measure", "year"]), key=f"cells_{plan.measure}_{plan.period}")


def cells_table(*plans: Plan) -> pd.DataFrame:
    """The plans' cells: measure, year, dimension, code, firms, value, reason (missing where it would be shown)."""
    rows = [asdict(cell) for plan in plans for cell in plan.cells]
    table = pd.DataFrame(rows, columns=["measure", "period", "dimension", "code", "firms", "value", "hidden"])
    return table.rename(columns={"period": "year", "hidden": "reason"}).astype({"value": "float64"}).round({"value": 0})


def _name(visit: Visit, dimension: str, code: str) -> str:
    if dimension not in _KINDS:
        return say(visit.lang, "release.total") if dimension == "year" else code
    names = reference_names(visit.snapshot, visit.lang).get(_KINDS[dimension], {})
    return names.get(code) or (say(visit.lang, "release.unknown") if code == "unknown" else code)


def list_rows(lang: str, releases: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Releases as people read them, the newest first."""
    return pd.DataFrame(
        {
            "release": line["id"],
            "released_at": session.in_seoul(line["at"]),
            "released_by": name_of(lang, line["who"]),
            "release_years": ", ".join(map(str, line["years"])),
            "release_measures": ", ".join(say(lang, f"measure.{each}") for each in line["measures"]),
            "release_snapshot": line["snapshot_id"],
            "release_status": say(lang, "release.withdrawn" if line["withdrawn"] else "release.stands"),
            "withdrawn_because": (line["withdrawn"] or {}).get("reason", ""),
        }
        for line in releases
    )


def publish_and_record(
    publish: Callable[..., str], home: Path, proposal: Any, who: str, *, on_phase: Callable[[str], None]
) -> str:
    """Publish, then the line in the audit log; in a thread of its own, so that a click elsewhere loses neither."""
    release_id = publish(home, proposal, who, on_phase=on_phase)
    _record(home, who, release_id, proposal.wish)
    return release_id


def fill_and_release(
    fill: Callable[..., Any], release: Callable[..., Any], home: Path, who: str, *, on_phase: Callable[[str], None]
) -> Any:
    """Fill an empty folder with the sample, release it for outsiders, then the line in the audit log."""
    receipt = fill(home, who, on_phase=on_phase)
    if made := release(home, who, on_phase=on_phase):
        _record(home, who, *made)
    return receipt


def _record(home: Path, who: str, release_id: str, wish: Any) -> None:
    facts = {"release": release_id, "snapshot": wish.snapshot_id, "as_of": wish.as_of, "years": wish.years}
    record(home, who, "release", **facts, measures=wish.measures, dimensions=wish.dimensions)


def withdraw_and_record(withdraw: Callable[..., None], home: Path, release_id: str, who: str, reason: str) -> None:
    """Withdraw, and the line in the audit log."""
    withdraw(home, release_id, who, reason)
    record(home, who, "withdraw_release", release=release_id)
