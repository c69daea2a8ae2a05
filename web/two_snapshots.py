"""Two snapshots side by side: what an upload moved, and what differs between any two."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from access import may
from texts import say
from warehouse.compare import TableDifference, compare
from web import session
from web.labels import table_label
from web.preview import Compare, show_kpis
from web.safe import safe_text
from web.session import Visit
from web.snapshots import open_for
from web.table import show_table
from web.table_dialog import offer_files

Manifest = Mapping[str, Any]
_FIRMS = "SELECT firm_id, firm_name FROM firms"
_EXAMPLES = 5  # keys named in a row; the comparison knows twenty of each kind


def show_effect(visit: Visit, manifests: Sequence[Manifest], act: int, kpis: Compare) -> None:
    """The key figures before and after an act, while both snapshots are kept."""
    lang = visit.lang
    st.markdown(f"**{say(lang, 'uploads.effect')}**")
    made = {each["acts"]: each["id"] for each in manifests}
    before, after = (made.get(number) and open_for(visit.home, made[number]).snapshot for number in (act - 1, act))
    if not before or not after:
        st.caption(say(lang, "uploads.effect_gone"))
        return
    table = kpis(before, after)
    if table.empty or not table["change"].fillna(1).any():
        st.caption(say(lang, "uploads.effect_none"))
        return
    st.caption(say(lang, "uploads.effect_help"))
    show_kpis(lang, table, say(lang, "uploads.effect_before"), say(lang, "uploads.effect_after"))


def compare_any_two(visit: Visit, manifests: Sequence[Manifest], sources: Mapping[str, str], kpis: Compare) -> None:
    """Choose two snapshots and see which rows differ, table by table, and how the key figures do on one day."""
    lang = visit.lang
    if len(manifests) < 2:
        st.caption(say(lang, "uploads.compare_one"))
        return
    st.caption(say(lang, "uploads.compare_help"))
    ids = [each["id"] for each in manifests]
    built = {each["id"]: session.in_seoul(each.get("built_at", "")) for each in manifests}
    with st.container(horizontal=True, gap="small"):
        chosen = [
            st.selectbox(
                say(lang, f"uploads.compare_{name}"),
                ids,
                index=at,
                key=f"compare_{name}",
                format_func=lambda each: f"{each} · {built[each]}" if built[each] else each,
            )
            for name, at in (("older", 1), ("newer", 0))
        ]
    newer, older = sorted(chosen, key=ids.index)
    if newer == older:
        st.caption(say(lang, "uploads.compare_same"))
        return
    _show_difference(visit, older, newer, sources, kpis)


def _show_difference(visit: Visit, older: str, newer: str, sources: Mapping[str, str], kpis: Compare) -> None:
    lang = visit.lang
    sides = [open_for(visit.home, each).snapshot for each in (older, newer)]
    if None in sides:
        st.warning(say(lang, "uploads.compare_damaged"), icon="⚠️")
        return
    found = compare(sides[0].folder, sides[1].folder)
    firms = {firm: name for side in sides for firm, name in side.query(_FIRMS).itertuples(index=False)}
    table = pd.DataFrame([_row(lang, each, sources, firms) for each in found])
    st.markdown(f"**{say(lang, 'uploads.compare_tables')}**")
    if table.empty:
        st.caption(say(lang, "uploads.compare_alike"))
    else:
        show_table(visit, table, key="compared_tables")
    figures = kpis(*sides)
    show_kpis(lang, figures, say(lang, "uploads.compare_older"), say(lang, "uploads.compare_newer"))
    if may(visit.role, "uploads", "download") and not table.empty:
        notes = {say(lang, f"uploads.compare_{name}"): each for name, each in (("older", older), ("newer", newer))}
        title = safe_text(say(lang, "uploads.compare"))
        offer_files(visit, "compared_tables", table, title, notes)


def _row(lang: str, found: TableDifference, sources: Mapping[str, str], firms: Mapping[str, str]) -> dict[str, object]:
    some = []
    for kind, keys in found.examples.items():
        named = (" · ".join(firms.get(part, part) for part in key.split(" · ")) for key in keys[:_EXAMPLES])
        some.append(f"{say(lang, f'uploads.kind.{kind}')}: {', '.join(named)}")
    return {
        "table_name": table_label(lang, found.table, sources),
        "rows_added": found.added,
        "rows_replaced": found.replaced,
        "rows_withdrawn": found.withdrawn,
        "changed_keys": " / ".join(some),
    }
