"""The meeting log on a page: which decisions, how far they are, the meetings that took them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

import desk
from access import may, may_see
from texts import say, show_date, show_number
from web import session
from web.choices import choose_carried
from web.figure import part, show_figure
from web.kpi_row import Card
from web.link import carry, path_here
from web.meeting_forms import due_words, offer_decision, offer_forms, open_decision
from web.safe import safe_html, safe_line
from web.session import Visit
from web.table_dialog import open_table

_STATES = ("owed", "overdue", *desk.STATUSES)
_MOST, _MANY, _HEIGHT = 50, 7, 520  # lines at all; more than so many scroll within so many pixels


@dataclass(frozen=True)
class Log:
    """What the meeting log says, seen on a day: meetings and decisions that stand, those that are late first."""

    seen_on: datetime.date
    meetings: Sequence[desk.Meeting]
    decisions: Sequence[desk.Decision]

    def meeting_of(self, decision: desk.Decision) -> desk.Meeting:
        """The meeting that took the decision."""
        return next(each for each in self.meetings if each.id == decision.meeting_id)

    def owed(self) -> list[desk.Decision]:
        """Those that are neither done nor dropped."""
        return [each for each in self.decisions if each.status in desk.CARRIED]

    def overdue(self) -> list[desk.Decision]:
        """Of these, those whose day has passed."""
        return [each for each in self.decisions if each.is_overdue(self.seen_on)]


def read_log(visit: Visit, owner: str | None = None) -> Log:
    """The whole log, or the decisions that one institution owes, as they stand today."""
    decisions = [each for each in desk.read_decisions(visit.home) if owner in (None, each.owner)]
    return Log(session.today(), desk.read_meetings(visit.home), decisions)


def written(visit: Visit) -> Visit:
    """The same visit for what people wrote: it stands on no snapshot and is told as of today."""
    return replace(visit, snapshot=None, snapshot_id=None, is_sample=False, as_of=session.today())


def choose_decisions(visit: Visit, log: Log) -> Log:
    """Those of a meeting, of an institution, in a state: each carried in the link. Beside it, what may be written."""
    lang = visit.lang
    meetings = {each.id: held(lang, each) for each in log.meetings}
    owners = {each: each for each in sorted({each.owner for each in log.decisions})}
    states = {each: say(lang, f"meetings.state.{each}") for each in _STATES}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="choose_decisions"):
        asked = {
            name: choose_carried(visit, name, say(lang, f"meetings.{label}"), {"": say(lang, every)} | names, width=270)
            for name, label, every, names in (
                (session.MEETING, "meeting", "meetings.all_meetings", meetings),
                (session.OWNER, "owner", "meetings.all_owners", owners),
                (session.DECISION_STATE, "progress", "meetings.state.all", states),
            )
        }
        offer_forms(
            visit, log.meetings, next((each for each in log.meetings if each.id == asked[session.MEETING]), None)
        )
    kept = [
        each
        for each in log.decisions
        if asked[session.MEETING] in ("", each.meeting_id)
        and asked[session.OWNER] in ("", each.owner)
        and _is_in(each, asked[session.DECISION_STATE] or "", log.seen_on)
    ]
    return replace(log, decisions=kept)


def _is_in(decision: desk.Decision, state: str, day: datetime.date) -> bool:
    if state == "overdue":
        return decision.is_overdue(day)
    return decision.status in desk.CARRIED if state == "owed" else state in ("", decision.status)


def decision_cards(lang: str, log: Log) -> list[Card]:
    """How many are owed, late, in progress, done."""
    late, owed = len(log.overdue()), len(log.owed())
    counted = {status: sum(each.status == status for each in log.decisions) for status in desk.STATUSES}
    cards = {"owed": owed, "overdue": late, "in_progress": counted["in_progress"], "done": counted["done"]}
    return [
        Card(say(lang, f"meetings.state.{name}"), say(lang, "meetings.count", number=show_number(lang, number)))
        for name, number in cards.items()
    ]


def decisions_message(lang: str, log: Log) -> str:
    """In a sentence: what is owed and what is late."""
    owed, overdue = len(log.owed()), len(log.overdue())
    kind = "nothing" if not log.decisions else "done" if not owed else "owed" if overdue else "on_time"
    return say(lang, f"meetings.message_{kind}", owed=owed, overdue=overdue, decisions=len(log.decisions))


def show_decisions(visit: Visit, log: Log, name: str = "decisions", *, message: str = "") -> None:
    """Draw the decisions in a figure's frame, each with its history and, for those who may, the way to change it."""
    lang = visit.lang
    message = message or decisions_message(lang, log)
    what = say(lang, "meetings.what", day=show_date(lang, log.seen_on))
    with st.container(border=True, key=f"figure_{name}", gap="xsmall", height="stretch"):
        st.html(f"<div class='figure-head'><h2>{safe_html(message)}</h2><p><span>{safe_html(what)}</span></p></div>")
        height = _HEIGHT if len(log.decisions) > _MANY else "content"
        with st.container(height=height, border=False, key=f"lines_{name}"):
            _show_lines(visit, name, log)
        if len(log.decisions) > _MOST:
            st.caption(say(lang, "meetings.shown", shown=_MOST, all=len(log.decisions)))
        with st.container(key=f"foot_{name}", horizontal=True, vertical_alignment="center", gap="xsmall"):
            source = say(lang, "figure.source_alone", source=say(lang, "meetings.source"))
            st.html(f"<p class='source'>{safe_html(source)}</p>", width="stretch")
            if log.decisions:
                with st.container(width="content"):
                    _offer_table(visit, name, log, {say(lang, "figure.note_message"): message})


@part  # opening the table must not run the page again
def _offer_table(visit: Visit, name: str, log: Log, notes: Mapping[str, str]) -> None:
    label = "figure.table" if may(visit.role, visit.page, "download") else "figure.table_only"
    if st.button(say(visit.lang, label), key=f"open_{name}", type="tertiary"):
        open_table(written(visit), name, say(visit.lang, "meetings.table"), decisions_table(log), notes)


def _show_lines(visit: Visit, name: str, log: Log) -> None:
    for decision in log.decisions[:_MOST]:
        key = f"{name}_{decision.id}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"line_{key}"):
            st.html(_line(visit.lang, decision, log), width="stretch")
            if offer_decision(visit, key):
                open_decision(visit, decision, log.meeting_of(decision))


def _line(lang: str, decision: desk.Decision, log: Log) -> str:
    about = " · ".join((decision.owner, due_words(lang, decision), held(lang, log.meeting_of(decision))))
    return (
        f"<p class='matter'>{_status(lang, decision, log.seen_on)} {safe_html(decision.text)}</p>"
        f"<p class='source'>{safe_line(about)}</p>"
    )


def _status(lang: str, decision: desk.Decision, day: datetime.date) -> str:
    told = {f"decision_status.{decision.status}": "met" if decision.status == "done" else "plain"}
    told = ({"meetings.overdue": "missed"} if decision.is_overdue(day) else {}) | told
    return " ".join(f"<span class='status {look}'>{safe_html(say(lang, key))}</span>" for key, look in told.items())


def held(lang: str, meeting: desk.Meeting) -> str:
    """A meeting by its day and title."""
    return say(lang, "meetings.held", day=show_date(lang, meeting.held_on), title=meeting.title)


def decisions_table(log: Log) -> pd.DataFrame:
    """One row per decision, as people take it away."""
    rows = [
        {
            "decision_text": each.text,
            "owner": each.owner,
            "due_on": each.due_on,
            "decision_status": each.status,
            "is_overdue": each.is_overdue(log.seen_on),
            "decision_note": each.note,
            "held_on": log.meeting_of(each).held_on,
            "meeting_title": log.meeting_of(each).title,
            "last_changed_at": session.in_seoul(each.changes[-1].at if each.changes else each.at),
        }
        for each in log.decisions
    ]
    return pd.DataFrame(rows)


def show_meeting(visit: Visit, meeting: desk.Meeting) -> None:
    """Where a meeting was held, of which day its figures were, and the deck that it saw, for those who may see it."""
    lang, day = visit.lang, meeting.as_of
    facts = {"place": meeting.place, "as_of": show_date(lang, day) if day else ""}
    lines = [(say(lang, f"meetings.form.{name}"), safe_html(fact)) for name, fact in facts.items() if fact]
    deck = next((each for each in desk.list_decks(visit.home) if each.id == meeting.deck_id), None)
    if deck and may(visit.role, "present") and may_see(visit.role, deck.audience):
        href = safe_html(path_here("present", **{session.DECK: deck.id}))
        lines.append((say(lang, "meetings.form.deck_id"), f"<a href='{href}'>{safe_html(deck.title)}</a>"))
    items = "".join(f"<div><dt>{safe_html(label)}</dt><dd>{told}</dd></div>" for label, told in lines)
    st.html(f"<h2 class='firm-name'>{safe_html(held(lang, meeting))}</h2><dl class='firm-facts'>{items}</dl>")


def show_meetings(visit: Visit, log: Log) -> None:
    """Draw the meetings with what each still waits for; choosing a row keeps its decisions."""
    rows = []
    for meeting in log.meetings:
        own = replace(log, decisions=[each for each in log.decisions if each.meeting_id == meeting.id])
        counts = {"owed_decisions": len(own.owed()), "overdue_decisions": len(own.overdue())}
        counts |= {"decisions": len(own.decisions), "place": meeting.place}
        rows.append({"held_on": meeting.held_on, "meeting_title": meeting.title, **counts})

    def keep() -> None:
        if chosen := st.session_state["table_meetings"].selection.rows:
            carry(session.MEETING, log.meetings[chosen[0]].id)

    message, what = say(visit.lang, "meetings.list"), say(visit.lang, "meetings.list_what")
    told = {"source": say(visit.lang, "meetings.source"), "unit": "", "alt": message, "on_select": keep}
    show_figure(written(visit), "meetings", message=message, what=what, chart=None, table=pd.DataFrame(rows), **told)
