"""What people write about a firm: the notes, and for those who may, a new one and the way to withdraw one."""

import streamlit as st

import desk
from access import may, record
from texts import say
from web import session
from web.history import name_of
from web.safe import safe_html
from web.session import Visit

_NEW, _REFUSAL = "new_note", "note_refusal"


def show_notes(visit: Visit, firm_id: str) -> None:
    """Draw the notes on a firm, the latest first, in a figure's frame."""
    lang, is_writer = visit.lang, may(visit.role, visit.page, "note")
    with st.container(border=True, key="figure_notes", gap="small", height="stretch"):
        title, what = safe_html(say(lang, "firm.note.title")), safe_html(say(lang, "firm.note.what"))
        st.html(f"<div class='figure-head'><h2>{title}</h2><p><span>{what}</span></p></div>")
        notes = desk.read_notes(visit.home, firm_id)
        if not notes:
            st.caption(say(lang, "firm.note.none"))
        with st.container(key="notes", gap="small"):
            for note in notes:
                _show_note(visit, note, is_writer)
        if is_writer:
            _ask_note(visit, firm_id)


def _show_note(visit: Visit, note: desk.Note, is_writer: bool) -> None:
    lang = visit.lang
    lines = "<br>".join(safe_html(line) for line in note.text.splitlines())
    about = f"{session.in_seoul(note.at)} · {name_of(lang, note.who)}"
    st.html(f"<div class='note'><p>{lines}</p><small>{safe_html(about)}</small></div>")
    if is_writer:
        told = {"help": say(lang, "firm.note.withdraw_help"), "type": "tertiary"}
        st.button(
            say(lang, "firm.note.withdraw"),
            key=f"withdraw_{note.id}",
            on_click=_withdraw,
            args=(visit, note.id),
            **told,
        )


def _ask_note(visit: Visit, firm_id: str) -> None:
    lang, key = visit.lang, f"{_NEW}_{firm_id}"
    told = {"placeholder": say(lang, "firm.note.help"), "max_chars": desk.LONGEST, "height": 90}
    with st.form(f"form_{key}", border=False):
        st.text_area(say(lang, "firm.note.label"), key=key, **told)
        st.form_submit_button(say(lang, "firm.note.save"), on_click=_save, args=(visit, firm_id, key))
    if refusal := st.session_state.pop(_REFUSAL, None):
        st.warning(say(lang, refusal), icon="⚠️")


def _save(visit: Visit, firm_id: str, key: str) -> None:
    if not may(visit.role, visit.page, "note"):
        return
    try:
        note = desk.write_note(visit.home, firm_id, visit.who, st.session_state[key] or "")
    except (desk.EmptyNote, desk.NoteTooLong):
        st.session_state[_REFUSAL] = "firm.note.empty"
    except OSError:  # a full disk: the words stay in the field
        st.session_state[_REFUSAL] = "firm.note.failed"
    else:
        record(visit.home, visit.who, "note", page=visit.page, firm=firm_id, note=note.id)
        st.session_state[key] = ""


def _withdraw(visit: Visit, note_id: str) -> None:
    if not may(visit.role, visit.page, "note"):
        return
    try:
        desk.withdraw_note(visit.home, note_id, visit.who)
    except desk.UnknownNote:
        return  # taken back in another window meanwhile
    except OSError:
        st.session_state[_REFUSAL] = "firm.note.failed"
    else:
        record(visit.home, visit.who, "withdraw_note", page=visit.page, note=note_id)
