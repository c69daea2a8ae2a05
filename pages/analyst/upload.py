"""Bring files in: five steps on one page, and nothing changes before the last one."""

from functools import partial

import streamlit as st

from access import may
from disclosure.worker import ReleaseFailed, release_sample
from etl import act, as_read, clean_table, digest, keep, mapping, marked, worker
from etl.contract import contracts
from etl.desk import propose_again, propose_bytes, propose_mapped
from etl.proposal import LOADED, REFUSED, Proposal
from etl.template import template_csv, template_xlsx
from metrics.kpi_changes import kpi_changes
from texts import say
from web import session
from web.figure import page_head
from web.findings import show_findings, told_findings
from web.mapping import show_mapping
from web.mending import offer_mending
from web.preview import show_preview
from web.proposal_desk import desk_of
from web.recognised import is_clear, read_files, show_read
from web.release_desk import fill_and_release
from web.steps import ask_sure, step
from web.uploaded import show_loaded, show_receipt, show_refusal
from web.uploader import hand_over
from web.ways import show_door, show_ways

visit = session.current()
lang, home, desk = visit.lang, visit.home, desk_of(session.UPLOAD_DESK)
page_head(visit, "shell.page.upload", "upload")

sources = {name: contracts()[name] for name in mapping.sources_in_order()}
labels = {name: source.label[lang] for name, source in sources.items()}
facts = {name: labels[name] for name in mapping.sources_asked()}
uploads = {each["id"]: each for each in keep.list_uploads(home)}
origins = {each["origin"] for each in uploads.values() if each["status"] == "live"} - {"seed"}


def put_away(*, widgets: bool = True) -> None:
    if proposal := desk.clear(widgets=widgets):
        act.discard(home, proposal.id)


def take_files(uploader: str) -> None:
    put_away(widgets=False)
    hand_over(desk, home, visit.who, uploader, propose_bytes)


def ask_again(at: int | None = None, **said: object) -> None:
    desk.ask(partial(propose_again, home, desk.proposal, visit.who, at=at, **said))


def map_columns(at: int, **answers: object) -> None:
    if may(visit.role, "upload", "publish"):
        desk.ask(partial(propose_mapped, home, desk.proposal, visit.who, at, **answers))


def publish(change: partial) -> None:
    if may(visit.role, "upload", "publish"):
        desk.carry_out(change)


def show_way_in(proposal: Proposal | None) -> None:
    fill = partial(publish, partial(fill_and_release, worker.fill_sample, release_sample, home, visit.who))
    show_ways(lang, sources, {"xlsx": template_xlsx, "csv": template_csv}, None if origins or proposal else fill)
    files = [report.file for report in proposal.files] if proposal and proposal.verdict != LOADED else []
    show_door(lang, files, f"uploaded_{desk.round}", take_files, is_sample="sample" in origins)


def judge(proposal: Proposal) -> None:
    numbers = {"error": proposal.errors, "warning": proposal.warnings, "correction": proposal.corrections}
    with step(lang, "findings", told_findings(lang, numbers), is_done=not proposal.errors + proposal.warnings):
        show_findings(visit, digest.list_kinds(lang, proposal), partial(digest.list_findings, lang, proposal))
        offer_mending(visit, marked.offers(home, proposal, lang), clean_table.offers(home, proposal, lang))
        if proposal.skip_bad_rows or digest.may_skip(proposal):
            skip = partial(ask_again, skip_bad_rows=not proposal.skip_bad_rows)
            st.checkbox(say(lang, "upload.skip"), proposal.skip_bad_rows, key=f"skip_{proposal.id}", on_change=skip)


def decide(proposal: Proposal) -> None:
    candidate, compare = proposal.candidate(home), partial(kpi_changes, today=session.today())
    with step(lang, "changes"):
        show_preview(visit, candidate, proposal.changes, proposal.lists, labels, compare, proposal.overlaps)
    with step(lang, "publish", say(lang, "upload.publish_help")):
        sure = ask_sure(lang, f"sure_{proposal.id}", proposal.errors + proposal.warnings)
        change = partial(worker.confirm, home, proposal.id, visit.who)
        with st.container(horizontal=True, gap="small"):
            go = {"type": "primary", "disabled": not sure, "on_click": publish, "args": (change,)}
            st.button(say(lang, "upload.publish"), key="publish", **go)
            st.button(say(lang, "upload.discard"), key="discard", on_click=put_away)


def show_steps(proposal: Proposal) -> None:
    if proposal.verdict == LOADED:
        show_loaded(lang, [report.upload_id for report in proposal.files], uploads)
        return
    reads = read_files(as_read.list_files(lang, proposal, home))
    told = " / ".join(read.told(lang, labels) for read in reads) if is_clear(reads) else ""
    with step(lang, "recognised", told, is_done=bool(told)):
        for read in reads:
            show_read(lang, read, labels, f"{proposal.id}_{read.at}", ask_again)
            show_mapping(lang, read, facts, mapping, f"{desk.round}_{read.at}", map_columns)
    judge(proposal)
    if proposal.verdict != REFUSED:
        return decide(proposal)
    st.warning(say(lang, "upload.refused"), icon="⚠️")
    st.button(say(lang, "upload.discard"), key="discard", on_click=put_away)


with st.container(key="one_column"):
    desk.drop_gone(home)
    show_refusal(lang, desk.refusal)
    if desk.receipt:
        show_receipt(lang, desk.receipt.snapshot_id, len(desk.receipt.uploads))
    show_way_in(desk.proposal)
    desk.settle(lang, (worker.ActFailed, ReleaseFailed), act.NotConfirmed)
    if desk.proposal:
        show_steps(desk.proposal)
