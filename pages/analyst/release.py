"""What leaves for outsiders: choose, see what would be shown and hidden and why, release, take back."""

from functools import partial

import streamlit as st

import disclosure
import warehouse
from access import may
from disclosure.worker import Moved, ReleaseFailed, propose_release, publish_release
from texts import say
from web import session
from web.empty import has_firms, show_empty
from web.figure import page_head
from web.proposal_desk import desk_of
from web.release_desk import (
    ask_wish,
    cells_table,
    list_rows,
    publish_and_record,
    show_plan,
    withdraw_and_record,
    years_with_figures,
)
from web.table import show_table
from web.table_dialog import offer_files
from web.uploaded import show_refusal

visit = session.current()
snapshot, lang, home = visit.snapshot, visit.lang, visit.home
words = partial(say, lang)
page_head(visit, "shell.page.release", "release")
if not has_firms(snapshot):
    show_empty(visit)
    st.stop()
st.caption(words("release.help"))
desk = desk_of(session.RELEASE_DESK)


def look(wish: disclosure.Wish) -> None:
    desk.ask(partial(propose_release, home, wish))


def carry_out(proposal: disclosure.Proposal) -> None:
    if may(visit.role, "release", "publish"):
        desk.carry_out(partial(publish_and_record, publish_release, home, proposal, visit.who))


def take_back(release_id: str) -> None:
    reason = st.session_state[f"reason_{release_id}"].strip()
    if not reason:
        desk.refuse("release.reason_missing")
    elif may(visit.role, "release", "withdraw"):
        desk.clear()
        withdraw_and_record(disclosure.withdraw, home, release_id, visit.who, reason)


desk.settle(lang, ReleaseFailed, Moved)
show_refusal(lang, desk.refusal)
if desk.receipt:
    st.success(words("release.done", release=desk.receipt), icon="✅")
    st.page_link(st.session_state[session.MENU]["figures"], label=words("release.go_figures"), icon=":material/groups:")

with st.container(border=True, key="release_wish", gap="small"):
    st.markdown(f"**{words('release.choose')}**")
    years = years_with_figures(snapshot, visit.as_of)
    wish = ask_wish(visit, disclosure.MEASURES, disclosure.DIMENSIONS, years, disclosure.Wish)
    st.button(words("release.look"), key="look", type="primary", on_click=look, args=(wish,), disabled=wish is None)

if proposal := desk.proposal:
    with st.container(border=True, key="release_plan", gap="small"):
        st.markdown(f"**{words('release.plan')}**")
        for each in proposal.plans:
            show_plan(visit, each)
        cells = cells_table(*proposal.plans)
        if may(visit.role, "release", "download"):
            offer_files(visit, "release_plan", cells, words("release.plan"), {})
        shown = (cells["reason"].isna()).any()
        if may(visit.role, "release", "publish") and shown:
            sure = st.checkbox(words("release.sure"), key=f"sure_{desk.round}_{proposal.seal[:8]}")
            go = {"type": "primary", "disabled": not sure, "on_click": carry_out, "args": (proposal,)}
            st.button(words("release.go"), key="release_go", **go)

releases = warehouse.list_releases(home)
st.markdown(f"**{words('release.list')}**")
if not releases:
    st.caption(words("release.list_none"))
    st.stop()
table = list_rows(lang, releases)
chosen = show_table(visit, table, key=f"releases_{desk.round}_{len(releases)}", on_select="rerun").selection.rows
if chosen and not releases[chosen[0]]["withdrawn"] and may(visit.role, "release", "withdraw"):
    release_id = releases[chosen[0]]["id"]
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(words("uploads.reason"), key=f"reason_{release_id}", placeholder=words("release.reason_help"))
        st.button(words("release.withdraw"), key="withdraw", on_click=take_back, args=(release_id,))
    st.caption(words("release.withdraw_help"))
