"""What was uploaded, by whom and when; the originals; and the way back."""

from functools import partial

import streamlit as st

import warehouse
from access import may
from etl import act, digest, worker
from etl.contract import contracts
from etl.faults import ActFailed
from etl.folder import landing
from etl.keep import list_uploads
from etl.proposal import REFUSED, Proposal
from metrics.kpi_changes import kpi_changes
from texts import say
from web import session
from web.figure import page_head
from web.findings import show_findings
from web.history import choose_uploads, pick_upload, show_snapshots, show_upload
from web.preview import show_preview
from web.proposal_desk import desk_of
from web.two_snapshots import compare_any_two, show_effect
from web.uploaded import show_refusal, show_undone

visit = session.current()
lang, home = visit.lang, visit.home
page_head(visit, "shell.page.uploads", "uploads")

desk = desk_of(session.UNDO_DESK)
labels = {name: source.label[lang] for name, source in contracts().items()}
uploads = list_uploads(home)
manifests = warehouse.list_snapshots(home)
compare = partial(kpi_changes, today=session.today())
snapshots = {made["acts"]: made["id"] for made in manifests}  # newest first: the first one of an act stays


def put_away() -> None:
    if proposal := desk.clear(widgets=False):
        act.discard(home, proposal.id)


def look(upload_id: str) -> None:
    put_away()
    if reason := st.session_state[f"reason_{upload_id}"].strip():
        desk.ask(partial(worker.propose_undo, home, upload_id, visit.who, reason))
    else:
        desk.refuse("uploads.reason_missing")


def carry_out(proposal: Proposal) -> None:
    if may(visit.role, "uploads", "undo"):
        desk.carry_out(partial(worker.confirm, home, proposal.id, visit.who))


def is_about(proposal: Proposal, upload_id: str) -> bool:
    about = [line.withdraws for line in proposal.lines] or [report.upload_id for report in proposal.files]
    return upload_id in about


def offer_undo(upload: dict) -> None:
    st.markdown(f"**{say(lang, 'uploads.undo')}**")
    st.caption(say(lang, "uploads.undo_help"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            say(lang, "uploads.reason"), key=f"reason_{upload['id']}", placeholder=say(lang, "uploads.reason_help")
        )
        st.button(say(lang, "uploads.undo_look"), key="undo_look", on_click=look, args=(upload["id"],))
    show_refusal(lang, desk.refusal)
    if desk.proposal and is_about(desk.proposal, upload["id"]):
        decide(desk.proposal)


def decide(proposal: Proposal) -> None:
    if proposal.verdict == REFUSED:
        st.warning(say(lang, "uploads.undo_refused"), icon="⚠️")
        show_findings(visit, digest.list_kinds(lang, proposal), partial(digest.list_findings, lang, proposal))
        return
    st.markdown(f"**{say(lang, 'uploads.undo_changes')}**")
    show_preview(visit, proposal.candidate(home), proposal.changes, proposal.lists, labels, compare)
    sure = st.checkbox(say(lang, "uploads.undo_sure"), key=f"sure_{proposal.id}")
    with st.container(horizontal=True, gap="small"):
        go = {"type": "primary", "disabled": not sure, "on_click": carry_out, "args": (proposal,)}
        st.button(say(lang, "uploads.undo_go"), key="undo_go", **go)
        st.button(say(lang, "uploads.undo_stop"), key="undo_stop", on_click=put_away)


desk.drop_gone(home)
desk.settle(lang, ActFailed, act.NotConfirmed)
if desk.receipt:
    show_undone(lang, desk.receipt.snapshot_id)
if all(upload["origin"] == "seed" for upload in uploads):
    st.info(say(lang, "uploads.none"), icon="ℹ️")
    upload = st.session_state[session.MENU]["upload"]
    st.page_link(upload, label=say(lang, "uploads.go_upload"), icon=":material/upload_file:")
chosen = choose_uploads(lang, uploads, labels)
if chosen:
    picked = pick_upload(visit, chosen, labels, snapshots, desk.round)
    if picked is None:
        st.caption(say(lang, "uploads.pick"))
    else:
        with st.container(border=True, key="upload_details"):
            show_upload(visit, picked, labels, snapshots, landing(home) / picked["sha256"])
            show_effect(visit, manifests, picked["act"], compare)
            if picked["status"] == "live" and may(visit.role, "uploads", "undo"):
                offer_undo(picked)
elif any(upload["origin"] != "seed" for upload in uploads):
    st.caption(say(lang, "uploads.no_match"))
if manifests:
    with st.expander(say(lang, "uploads.snapshots"), key="snapshots"):
        show_snapshots(visit, manifests, warehouse.current_id(home))
    with st.expander(say(lang, "uploads.compare"), key="compare", on_change="rerun") as opened:
        if opened.open:
            compare_any_two(visit, manifests, labels, compare)
