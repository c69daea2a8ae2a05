"""The forms of the meeting log, each in front of the page: a meeting, a decision, what became of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

import desk
from access import may, record
from desk.meetings import LONGEST
from texts import has, say, show_date
from warehouse import NotReleased, Snapshot
from web import session
from web.history import name_of
from web.safe import safe_html, safe_line, safe_text
from web.session import Visit

_INSTITUTIONS = "SELECT institution FROM institutions ORDER BY institution"
_REFUSAL = "meeting_refusal"
_ASKED = "meeting_"  # + field: the widget of a form
Act = Callable[[], tuple[str, Mapping[str, Any]]]  # writes, then says what the audit log is told


def offer_forms(visit: Visit, meetings: Sequence[desk.Meeting], chosen: desk.Meeting | None) -> None:
    """The buttons of those who write: a new meeting, a new decision, and the chosen meeting to be mended."""
    if not may(visit.role, visit.page, "write"):
        return
    with st.container(horizontal=True, gap="xsmall", key="meeting_acts"):
        kinds = {"new_decision": bool(meetings), "new_meeting": True, "mend_meeting": chosen is not None}
        pressed = [
            kind
            for kind, is_offered in kinds.items()
            if is_offered and st.button(say(visit.lang, f"meetings.form.{kind}"), key=f"ask_{kind}")
        ]
    if "new_decision" in pressed:
        _open(visit, "new_decision", lambda: _ask_decision(visit, meetings, chosen))
    elif pressed:
        _open(visit, pressed[0], lambda: _ask_meeting(visit, chosen if pressed == ["mend_meeting"] else None))


def offer_decision(visit: Visit, key: str) -> bool:
    """The button that opens a decision."""
    kind = "change" if may(visit.role, visit.page, "write") else "look"
    return st.button(say(visit.lang, f"meetings.{kind}"), key=f"decision_{key}")


def open_decision(visit: Visit, decision: desk.Decision, meeting: desk.Meeting) -> None:
    """A decision in full: what was decided, what became of it, and the form to change it."""

    def show() -> None:
        lang = visit.lang
        about = " · ".join(filter(None, (decision.owner, due_words(lang, decision), decision.note)))
        st.html(f"<p class='matter'>{safe_html(decision.text)}</p><p class='source'>{safe_line(about)}</p>")
        if may(visit.role, visit.page, "write"):
            _ask_change(visit, decision)
        st.html(f"<p class='step-head'><b>{safe_html(_label(lang, 'history'))}</b></p>{_history(lang, decision)}")

    _open(visit, None, show, title=f"{meeting.held_on.isoformat()} · {meeting.title}")


def due_words(lang: str, decision: desk.Decision) -> str:
    """By when it is owed."""
    day = decision.due_on
    return say(lang, "meetings.due", day=show_date(lang, day)) if day else say(lang, "meetings.due_none")


def _open(visit: Visit, kind: str | None, draw: Callable[[], None], title: str = "") -> None:
    @st.dialog(safe_text(title or say(visit.lang, f"meetings.form.{kind}")), width="large")
    def show() -> None:
        draw()
        if refusal := st.session_state.pop(_REFUSAL, None):
            st.warning(safe_text(refusal), icon="⚠️")

    show()


def _history(lang: str, decision: desk.Decision) -> str:
    told = [
        say(lang, "meetings.form.history_written", at=session.in_seoul(decision.at), who=name_of(lang, decision.who))
    ]
    for each in decision.changes:
        facts = {"at": session.in_seoul(each.at), "who": name_of(lang, each.who)}
        facts |= {"field": say(lang, f"meetings.form.{each.field}")}
        facts |= {"before": _value(lang, each.before), "after": _value(lang, each.after)}
        told.append(say(lang, "meetings.form.history_changed", **facts))
    return f"<ul class='changes'>{''.join(f'<li><small>{safe_html(line)}</small></li>' for line in told)}</ul>"


def _value(lang: str, value: str) -> str:
    key = f"decision_status.{value}"
    return say(lang, key) if has(lang, key) else value or "–"


def _ask_meeting(visit: Visit, meeting: desk.Meeting | None) -> None:
    lang, days = visit.lang, {"format": "YYYY-MM-DD", "min_value": "2000-01-01", "max_value": "2100-12-31"}
    with st.form("meeting_form", border=False):
        left, right = st.columns(2)
        held_on = meeting.held_on if meeting else session.today()
        left.date_input(_label(lang, "held_on"), held_on, key=f"{_ASKED}held_on", **days)
        as_of = meeting.as_of if meeting else visit.as_of
        right.date_input(_label(lang, "as_of"), as_of, key=f"{_ASKED}as_of", **days)
        for name in ("title", "place"):
            _ask_words(lang, name, getattr(meeting, name, ""))
        _ask_deck(visit, meeting.deck_id if meeting else "")
        save = {"visit": visit, "names": ("held_on", "as_of", "title", "place", "deck_id")}
        act = _write_meeting if meeting is None else _mend_meeting
        _submit(lang, act, {**save, "meeting_id": meeting.id if meeting else ""})
    if meeting:
        _offer_withdrawal(visit, "meeting", meeting.id)


def _ask_decision(visit: Visit, meetings: Sequence[desk.Meeting], chosen: desk.Meeting | None) -> None:
    lang = visit.lang
    ids = {each.id: f"{each.held_on.isoformat()} · {each.title}" for each in meetings}
    with st.form("decision_form", border=False):
        at = list(ids).index(chosen.id) if chosen else 0
        st.selectbox(
            _label(lang, "of_meeting"), list(ids), at, key=f"{_ASKED}meeting_id", format_func=lambda each: ids[each]
        )
        told = {"max_chars": LONGEST["text"], "placeholder": _label(lang, "text_help"), "height": 90}
        st.text_area(_label(lang, "text"), key=f"{_ASKED}text", **told)
        left, right = st.columns(2)
        with left:
            _ask_owner(visit, None)
        with right:
            _ask_due(lang, None)
        _ask_words(lang, "note", "")
        _submit(lang, _write_decision, {"visit": visit, "names": ("text", "owner", "due_on", "note")})


def _ask_change(visit: Visit, decision: desk.Decision) -> None:
    lang = visit.lang
    with st.form("change_form", border=False):
        st.pills(
            _label(lang, "status"),
            desk.STATUSES,
            default=decision.status,
            key=f"{_ASKED}status",
            format_func=lambda code: say(lang, f"decision_status.{code}"),
            required=True,
        )
        left, right = st.columns(2)
        with left:
            _ask_owner(visit, decision.owner)
        with right:
            _ask_due(lang, decision.due_on)
        _ask_words(lang, "note", decision.note)
        told = {"visit": visit, "names": ("status", "owner", "due_on", "note"), "decision_id": decision.id}
        _submit(lang, _change_decision, told)
    _offer_withdrawal(visit, "decision", decision.id)


def _ask_words(lang: str, name: str, value: str) -> None:
    told = {"max_chars": LONGEST[name], "placeholder": _label(lang, f"{name}_help")}
    st.text_input(_label(lang, name), value, key=f"{_ASKED}{name}", **told)


def _ask_deck(visit: Visit, deck_id: str) -> None:
    decks = {deck.id: f"{deck.as_of.isoformat()} · {deck.title}" for deck in desk.list_decks(visit.home)}
    names = {"": "–", deck_id: deck_id or "–"} | decks
    told = {"format_func": names.get, "help": _label(visit.lang, "deck_id_help")}
    st.selectbox(_label(visit.lang, "deck_id"), list(names), list(names).index(deck_id), key=f"{_ASKED}deck_id", **told)


def _ask_owner(visit: Visit, owner: str | None) -> None:
    owners = known_owners(visit)
    at = owners.index(owner) if owner in owners else None
    told = {"placeholder": _label(visit.lang, "owner_help"), "accept_new_options": True}
    st.selectbox(_label(visit.lang, "owner"), owners, at, key=f"{_ASKED}owner", **told)


def _ask_due(lang: str, day: object) -> None:
    days = {"format": "YYYY-MM-DD", "min_value": "2000-01-01", "max_value": "2100-12-31"}
    st.date_input(_label(lang, "due_on"), day, key=f"{_ASKED}due_on", **days)


def known_owners(visit: Visit) -> list[str]:
    """The council's institutions, then whoever else owes a decision."""
    named = _institutions(visit.snapshot)
    return list(dict.fromkeys([*named, *sorted(each.owner for each in desk.read_decisions(visit.home))]))


def _institutions(snapshot: Snapshot | None) -> Iterable[str]:
    try:
        return list(snapshot.query(_INSTITUTIONS)["institution"]) if snapshot else []
    except NotReleased:
        return []


def _label(lang: str, name: str) -> str:
    return say(lang, f"meetings.form.{name}")


def _submit(lang: str, act: Callable[..., None], told: Mapping[str, Any]) -> None:
    is_sent = st.form_submit_button(_label(lang, "save"), on_click=act, kwargs=dict(told), type="primary")
    if is_sent and _REFUSAL not in st.session_state:
        st.rerun()  # written: the form goes, the page shows it


def _offer_withdrawal(visit: Visit, kind: str, its_id: str) -> None:
    told = {"help": _label(visit.lang, "withdraw_help"), "type": "tertiary"}
    is_sent = st.button(
        _label(visit.lang, "withdraw"), key=f"withdraw_{its_id}", on_click=_withdraw, args=(visit, kind, its_id), **told
    )
    if is_sent and _REFUSAL not in st.session_state:
        st.rerun()


def _filled(names: Sequence[str]) -> dict[str, Any]:
    values = {name: st.session_state[f"{_ASKED}{name}"] for name in names}
    return {name: "" if value is None and name not in ("due_on", "as_of") else value for name, value in values.items()}


def _write_meeting(visit: Visit, names: Sequence[str], meeting_id: str) -> None:
    def act() -> tuple[str, dict[str, Any]]:
        made = desk.write_meeting(visit.home, visit.who, **_filled(names))
        return "write_meeting", {"meeting": made.id}

    _carry_out(visit, act)


def _mend_meeting(visit: Visit, names: Sequence[str], meeting_id: str) -> None:
    def act() -> tuple[str, dict[str, Any]]:
        made = desk.change_meeting(visit.home, meeting_id, visit.who, **_filled(names))
        return "change_meeting", {"meeting": made.id, "fields": sorted({each.field for each in made.changes})}

    _carry_out(visit, act)


def _write_decision(visit: Visit, names: Sequence[str]) -> None:
    def act() -> tuple[str, dict[str, Any]]:
        meeting_id = st.session_state[f"{_ASKED}meeting_id"]
        made = desk.write_decision(visit.home, visit.who, meeting_id, **_filled(names))
        return "write_decision", {"meeting": meeting_id, "decision": made.id}

    _carry_out(visit, act)


def _change_decision(visit: Visit, names: Sequence[str], decision_id: str) -> None:
    def act() -> tuple[str, dict[str, Any]]:
        made = desk.change_decision(visit.home, decision_id, visit.who, **_filled(names))
        return "change_decision", {"decision": made.id, "status": made.status, "due_on": made.due_on}

    _carry_out(visit, act)


def _withdraw(visit: Visit, kind: str, its_id: str) -> None:
    def act() -> tuple[str, dict[str, Any]]:
        (desk.withdraw_meeting if kind == "meeting" else desk.withdraw_decision)(visit.home, its_id, visit.who)
        return f"withdraw_{kind}", {kind: its_id}

    _carry_out(visit, act)


def _carry_out(visit: Visit, act: Act) -> None:
    if not may(visit.role, visit.page, "write"):
        return
    try:
        action, facts = act()
    except desk.NotWritten as refused:
        named = refused.facts | {
            key: _label(visit.lang, refused.facts[key]) for key in ("field",) if key in refused.facts
        }
        st.session_state[_REFUSAL] = say(visit.lang, f"desk.{refused.code}", **named)
    except OSError:  # a full disk: the words stay in the form
        st.session_state[_REFUSAL] = say(visit.lang, "meetings.form.failed")
    else:
        record(visit.home, visit.who, action, page=visit.page, **facts)
