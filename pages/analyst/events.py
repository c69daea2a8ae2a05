"""Single events that come by phone: end a designation, add one, mend a firm's year. One row, the same door."""

from functools import partial

import streamlit as st

from access import may
from etl import act, digest, worker
from etl.contract import contract, contracts
from etl.events import propose_event
from etl.faults import ActFailed
from etl.keep import list_uploads
from etl.proposal import LOADED, READY, REFUSED, Proposal
from metrics.firms import firm_spells
from metrics.kpi_changes import kpi_changes
from metrics.outcomes import firm_outcomes
from metrics.selection import Selection
from texts import say
from web import event_forms, session
from web.choices import choose_code
from web.empty import has_firms
from web.figure import page_head
from web.findings import show_findings, told_findings
from web.firms import Firm, choose_firm
from web.labels import reference_names
from web.preview import show_preview
from web.proposal_desk import desk_of
from web.steps import EVENT, ask_sure, step
from web.uploaded import show_loaded, show_receipt, show_refusal, show_sample_folder

visit = session.current()
lang, home, snapshot = visit.lang, visit.home, visit.snapshot
page_head(visit, "shell.page.events", "events")
if not has_firms(snapshot):
    st.info(say(lang, "events.no_firms"), icon="ℹ️")
    st.stop()
words, desk = partial(say, lang), desk_of(session.EVENT_DESK)
programmes, everything = reference_names(snapshot, lang).get("programme", {}), Selection(as_of=session.today())


def propose(source: str, values: dict[str, str]) -> None:
    put_away()
    name = words("events.file", kind=words(f"events.kind.{kind}"), firm=values["firm_name"])
    desk.ask(partial(propose_event, home, source, values, name, visit.who))


def put_away() -> None:
    if proposal := desk.clear(widgets=False):
        act.discard(home, proposal.id)


def publish(proposal: Proposal) -> None:
    if may(visit.role, "events", "publish"):
        desk.carry_out(partial(worker.confirm, home, proposal.id, visit.who))


def ask_end(firm: Firm) -> None:
    spells = firm_spells(snapshot, everything, firm_id=firm.firm_id).drop_duplicates(["programme_code", "cohort"])
    reasons = list(contract("designations").column("end_reason").allowed)
    if sent := event_forms.ask_end(lang, spells.iloc[::-1], programmes, reasons, disabled=visit.is_sample):
        propose("designations", firm.named() | sent)


def ask_add(firm: Firm | None) -> None:
    began_as, named = list(contract("designations").column("began_as").allowed), firm.named() if firm else {}
    if sent := event_forms.ask_designation(lang, programmes, began_as, is_new=not firm, disabled=visit.is_sample):
        propose("designations", named | sent)


def ask_mend(firm: Firm) -> None:
    year = st.number_input(words("events.year"), 2000, visit.as_of.year + 1, visit.as_of.year, width=150)
    known = firm_outcomes(snapshot, everything, firm_id=firm.firm_id)
    columns = [each for each in contract("outcomes").columns if each.measures]
    measures = {each.name: words(f"events.measure.{each.measures}", name=each.label[lang]) for each in columns}
    rows, asked = known[known["year"] == year], partial(event_forms.ask_outcomes, lang, firm.firm_id, year, measures)
    if sent := asked(rows, disabled=visit.is_sample):
        propose("outcomes", firm.named() | sent)


def decide(proposal: Proposal) -> None:
    numbers = {"error": proposal.errors, "warning": proposal.warnings, "correction": proposal.corrections}
    with step(lang, "findings", told_findings(lang, numbers), is_done=proposal.verdict == READY, names=EVENT):
        show_findings(visit, digest.list_kinds(lang, proposal), partial(digest.list_findings, lang, proposal))
    if proposal.verdict == REFUSED:
        st.warning(words("events.refused"), icon="⚠️")
        return
    with step(lang, "changes", names=EVENT):
        labels = {name: source.label[lang] for name, source in contracts().items()}
        candidate, compare = proposal.candidate(home), partial(kpi_changes, today=session.today())
        show_preview(visit, candidate, proposal.changes, proposal.lists, labels, compare, proposal.overlaps)
    with step(lang, "publish", words("upload.publish_help"), names=EVENT):
        sure = ask_sure(lang, f"sure_{proposal.id}", proposal.errors + proposal.warnings)
        with st.container(horizontal=True, gap="small"):
            go = {"type": "primary", "disabled": not sure, "on_click": publish, "args": (proposal,)}
            st.button(words("upload.publish"), key="publish", **go)
            st.button(words("events.discard"), key="discard", on_click=put_away)


with st.container(key="one_column"):
    desk.drop_gone(home)
    show_refusal(lang, desk.refusal)
    if desk.receipt:
        show_receipt(lang, desk.receipt.snapshot_id, len(desk.receipt.uploads))
    if visit.is_sample:
        show_sample_folder(lang)
    is_done = bool(desk.proposal) and desk.proposal.verdict != REFUSED
    told = desk.proposal.files[0].file if is_done else words("events.road")
    with step(lang, "event", told, is_done=is_done, names=EVENT):
        asks = {"end": ask_end, "add": ask_add, "mend": ask_mend}
        kinds = {each: words(f"events.kind.{each}") for each in asks}
        kind = choose_code(words("events.what"), kinds, key="event_kind", is_short=True)
        is_new = kind == "add" and st.toggle(words("events.new_firm"), key=f"new_firm_{desk.round}")
        if (firm := None if is_new else choose_firm(visit, f"firm_{desk.round}", with_number=kind == "mend")) or is_new:
            asks[kind](firm)
    desk.settle(lang, ActFailed, act.NotConfirmed)
    if desk.proposal and desk.proposal.verdict == LOADED:
        loaded = {each["id"]: each for each in list_uploads(home)}
        show_loaded(lang, [report.upload_id for report in desk.proposal.files], loaded)
    elif desk.proposal:
        decide(desk.proposal)
