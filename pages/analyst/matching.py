"""The queue of firm matching: a person says which firm a name or a number means, and can take it back."""

from functools import partial

import streamlit as st

from access import may
from etl import act, digest, worker
from etl.contract import contracts
from etl.events import propose_event
from etl.faults import ActFailed
from etl.keep import list_uploads
from etl.proposal import LOADED, READY, REFUSED, Proposal
from metrics.firms import firm_spells
from metrics.kpi_changes import kpi_changes
from metrics.matching import firm_identity, match_candidates, match_decisions, match_queue, match_rows
from metrics.reporting import unclaimed_numbers
from metrics.selection import Selection
from texts import say
from web import matching, session
from web.empty import show_empty
from web.figure import page_head
from web.findings import show_findings, told_findings
from web.preview import show_preview
from web.proposal_desk import desk_of
from web.steps import MATCH, ask_sure, step
from web.uploaded import show_loaded, show_receipt, show_refusal, show_sample_folder

visit = session.current()
lang, home, snapshot = visit.lang, visit.home, visit.snapshot
page_head(visit, "shell.page.matching", "matching")
if snapshot is None:
    show_empty(visit)
    st.stop()
words, desk, everything = partial(say, lang), desk_of(session.MATCH_DESK), Selection(as_of=session.today())
labels = {name: source.label[lang] for name, source in contracts().items()}
uploads = {each["id"]: each for each in list_uploads(home)}


def put_away() -> None:
    if proposal := desk.clear(widgets=False):
        act.discard(home, proposal.id)


def look(item, firm, decision: str, key: str) -> None:
    """Propose what was decided, once there is a firm to join and a reason."""
    put_away()
    reason = st.session_state[f"reason_{key}"].strip()
    if not reason or (decision == "join" and firm is None):
        return desk.refuse("matching.firm_missing" if reason else "matching.reason_missing")
    values = matching.told_decision(item, firm, decision) | {"reason": reason, "decided_by": visit.who}
    desk.ask(partial(propose_event, home, "match_decisions", values, matching.decision_file(lang, item), visit.who))


def publish(proposal: Proposal) -> None:
    if may(visit.role, "matching", "publish"):
        desk.carry_out(partial(worker.confirm, home, proposal.id, visit.who))


def show_item(item) -> None:
    key = f"{desk.round}_{item.business_no or item.name_key}_{item.district}_{item.firm_id}"
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"**{words('matching.written_side')}**")
        of_name = partial(match_rows, name_key=item.name_key or "")
        rows = (unclaimed_numbers if item.business_no else of_name)(snapshot, everything)
        matching.show_written(visit, item, rows, uploads, labels)
    with right:
        st.markdown(f"**{words('matching.firm_side')}**")
        firm_id = matching.choose_candidate(
            visit, match_candidates(snapshot, everything, name_key=item.name_key or ""), item, key
        )
        identity = firm_identity(snapshot, everything, firm_id=firm_id or "")
        firm = next(identity.itertuples(index=False), None)
        if firm:
            matching.show_known(visit, identity, firm_spells(snapshot, everything, firm_id=firm_id), uploads)
    st.text_input(words("matching.reason"), key=f"reason_{key}", placeholder=words("matching.reason_help"))
    with st.container(horizontal=True, gap="small"):
        for decision in ("join", "apart"):
            go = {"disabled": visit.is_sample, "on_click": look, "args": (item, firm, decision, key)}
            st.button(words(f"matching.{decision}"), key=decision, **go)
    st.caption(words("matching.number_apart_help" if item.business_no else "matching.apart_help"))


def decide(proposal: Proposal) -> None:
    numbers = {"error": proposal.errors, "warning": proposal.warnings, "correction": proposal.corrections}
    with step(lang, "findings", told_findings(lang, numbers), is_done=proposal.verdict == READY, names=MATCH):
        show_findings(visit, digest.list_kinds(lang, proposal), partial(digest.list_findings, lang, proposal))
    if proposal.verdict == REFUSED:
        return st.warning(words("matching.refused"), icon="⚠️")
    with step(lang, "changes", names=MATCH):
        candidate, compare = proposal.candidate(home), partial(kpi_changes, today=session.today())
        show_preview(visit, candidate, proposal.changes, proposal.lists, labels, compare, proposal.overlaps)
    with step(lang, "publish", words("upload.publish_help"), names=MATCH):
        sure = ask_sure(lang, f"sure_{proposal.id}", proposal.errors + proposal.warnings)
        with st.container(horizontal=True, gap="small"):
            go = {"type": "primary", "disabled": not sure, "on_click": publish, "args": (proposal,)}
            st.button(words("upload.publish"), key="publish", **go)
            st.button(words("matching.discard"), key="discard", on_click=put_away)


desk.drop_gone(home)
st.caption(words("matching.about"))
if desk.receipt:
    show_receipt(lang, desk.receipt.snapshot_id, len(desk.receipt.uploads))
if visit.is_sample:
    show_sample_folder(lang)
item = matching.pick_item(visit, match_queue(snapshot, everything), desk.round)
if item:
    with step(lang, "match", names=MATCH):
        show_item(item)
        show_refusal(lang, desk.refusal)
desk.settle(lang, ActFailed, act.NotConfirmed)
if desk.proposal and not (item and desk.proposal.files[0].file == matching.decision_file(lang, item)):
    put_away()  # another item is at hand
if desk.proposal and desk.proposal.verdict == LOADED:
    show_loaded(lang, [report.upload_id for report in desk.proposal.files], uploads)
elif desk.proposal:
    decide(desk.proposal)
matching.show_decided(visit, match_decisions(snapshot, everything), uploads)
