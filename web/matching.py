"""Who is who: the queue, one name beside the firm that it may mean, and what was decided."""

import zlib
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from access import may
from texts import say, show_number
from texts.columns import name_codes
from web import session
from web.firms import choose_firm
from web.history import name_of
from web.labels import reference_names
from web.safe import safe_html
from web.session import Visit
from web.table import show_table
from web.table_dialog import offer_files

_NOTHING = "–"
_WRITTEN = ("written_name", "business_no", "corporate_no", "district", "queue_kind", "joined_firm")
_KNOWN = ("firm_name", "business_no", "corporate_no", "district", "written_names")

Files = Mapping[str, Mapping[str, Any]]  # upload id → its line of etl.keep.list_uploads


def pick_item(visit: Visit, queue: pd.DataFrame, round_: int) -> Any | None:
    """The queue as a table with its files; returns the item that is chosen."""
    lang = visit.lang
    if queue.empty:
        st.info(say(lang, "matching.none"), icon="ℹ️")
        return None
    counts = queue["queue_kind"].value_counts(sort=False)
    told = [
        say(lang, "matching.counted", kind=say(lang, f"queue_kind.{kind}"), number=show_number(lang, number, "count"))
        for kind, number in counts.items()
    ]
    st.html(f"<p class='read-file'>{safe_html(' · '.join(told))}</p>")
    # another queue is another widget: a row number must not point at another item
    mark = zlib.crc32(queue.to_csv().encode())
    shown = queue.rename(columns={"firm_name": "joined_firm"})
    chosen = show_table(visit, shown, key=f"match_queue_{round_}_{mark}", on_select="rerun").selection.rows
    if may(visit.role, visit.page, "download"):
        offer_files(visit, "match_queue", queue, say(lang, "metric.match_queue.name"), {})
    if not chosen:
        st.caption(say(lang, "matching.pick"))
    return next(_plain(queue.iloc[chosen]).itertuples(index=False), None)


def _same_item(rows: pd.DataFrame, item: Any) -> pd.DataFrame:
    """Of the rows with the item's name, those of its district and firm; of numbers, the item's."""
    if item.business_no:
        return rows[rows["business_no"] == item.business_no]
    plain = _plain(rows)
    return rows[
        [each == (item.district, item.firm_id) for each in zip(plain["district"], plain["firm_id"], strict=True)]
    ]


def told_decision(item: Any, firm: Any | None, decision: str) -> dict[str, str]:
    """What the row of the decision says: whom it is about, and the firm joined (a row of firm_identity)."""
    about = {"business_no": item.business_no} if item.business_no else {"district": item.district or ""}
    values = {"firm_name": item.written_name or "", **about, "decision": decision}
    if decision == "join" and isinstance(firm.business_no, str):
        return values | {"joined_business_no": firm.business_no}
    return values | ({"joined_firm_id": firm.firm_id} if decision == "join" else {})


def decision_file(lang: str, item: Any) -> str:
    """The name of the file that a decision about the item becomes."""
    about = item.business_no or " ".join(filter(None, (item.written_name, item.district)))
    return say(lang, "matching.file", name=about.replace("/", " ").replace("\\", " "))


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.astype(object).where(rows.notna(), None)


def choose_candidate(visit: Visit, candidates: pd.DataFrame, item: Any, key: str) -> str | None:
    """The firm to compare with: one of the candidates, or any other of the register."""
    if item.queue_kind == "created":  # itself
        candidates = candidates[candidates["firm_id"] != item.firm_id]
    lang, names = visit.lang, _candidate_names(visit, candidates)
    if not names:
        st.caption(say(lang, "matching.no_candidates"))
    elif not st.toggle(say(lang, "matching.other"), key=f"other_{key}"):
        label = say(lang, "matching.candidate")
        return st.selectbox(label, list(names), key=f"candidate_{key}", format_func=names.get, placeholder=label)
    firm = choose_firm(visit, f"firm_{key}")
    return firm.firm_id if firm else None


def _candidate_names(visit: Visit, candidates: pd.DataFrame) -> dict[str, str]:
    named = name_codes(candidates, visit.lang, reference_names(visit.snapshot, visit.lang))
    return {
        row.firm_id: " · ".join(
            [
                *(each for each in (row.firm_name, row.business_no, row.district) if isinstance(each, str)),
                say(visit.lang, "matching.likeness", share=show_number(visit.lang, round(100 * row.similarity))),
            ]
        )
        for row in named.itertuples(index=False)
    }


def show_written(visit: Visit, item: Any, rows: pd.DataFrame, files: Files, sources: Mapping[str, str]) -> None:
    """What the rows of the item say: of a name its designations, of a number the money under it."""
    facts, rows = pd.DataFrame([item._asdict() | {"joined_firm": item.firm_name}]), _same_item(rows, item)
    _show_facts(visit, facts, _WRITTEN)
    if item.business_no:
        table = rows.assign(source=rows["source"].map(sources)).rename(columns={"source": "upload_source"})
        show_table(visit, table.drop(columns="business_no"), key=f"written_{item.business_no}")
        return
    columns = ["written_name", "programme_code", "cohort", "starts_on", "written_end"]
    show_table(visit, _with_files(rows, columns, files), key=f"written_{item.name_key}_{item.district}")


def show_known(visit: Visit, identity: pd.DataFrame, spells: pd.DataFrame, files: Files) -> None:
    """What is known of the firm."""
    _show_facts(visit, identity, _KNOWN)
    if spells.empty:
        st.caption(say(visit.lang, "matching.no_spells"))
    else:
        columns = ["written_name", "programme_code", "cohort", "starts_on", "ends_on"]
        show_table(visit, _with_files(spells, columns, files), key=f"known_{identity['firm_id'].iloc[0]}")


def _with_files(rows: pd.DataFrame, columns: list[str], files: Files) -> pd.DataFrame:
    named = [files[upload_id]["file"] if upload_id in files else _NOTHING for upload_id in rows["upload_id"]]
    return rows[[*columns, "source_row"]].assign(file=named)


def _show_facts(visit: Visit, table: pd.DataFrame, columns: tuple[str, ...]) -> None:
    row = name_codes(table, visit.lang, reference_names(visit.snapshot, visit.lang)).iloc[0]
    lines = (
        f"<dt>{safe_html(say(visit.lang, f'column.{name}'))}</dt>"
        f"<dd>{safe_html(row[name] if isinstance(row[name], str) and row[name] else _NOTHING)}</dd>"
        for name in columns
    )
    st.html(f"<dl class='facts'>{''.join(lines)}</dl>")


def show_decided(visit: Visit, decisions: pd.DataFrame, files: Files) -> None:
    """What was decided, by whom and when, and the way to take it back."""
    lang = visit.lang
    with st.container(border=True, key="decided"):
        st.html(f"<div class='step-head'><h2>{safe_html(say(lang, 'matching.decided'))}</h2></div>")
        if decisions.empty:
            st.caption(say(lang, "matching.decided_none"))
            return
        lines = [files.get(upload_id, {}) for upload_id in decisions["upload_id"]]
        table = decisions.drop(columns=["source", "source_row"]).assign(
            decided_by=[name_of(lang, who) if isinstance(who, str) else _NOTHING for who in decisions["decided_by"]],
            uploaded_at=[session.in_seoul(line.get("when", "")) for line in lines],
            file=[line.get("file", _NOTHING) for line in lines],
        )
        show_table(visit, table, key="match_decisions")
        st.caption(say(lang, "matching.take_back"))
        page = st.session_state[session.MENU]["uploads"]
        st.page_link(page, label=say(lang, "matching.to_uploads"), icon=":material/history:")
