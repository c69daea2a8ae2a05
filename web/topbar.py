"""The bar at the top: as-of date, filters, snapshot, language, role."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st

from access import ROLES
from access.people import Person
from metrics.selection import Selection
from texts import languages, say, show_number
from warehouse import Snapshot
from web import session
from web.filters import choose_as_of, choose_firms
from web.link import carry, forget, path_here, values_of
from web.safe import safe_html, safe_text
from web.snapshots import Opened


@dataclass(frozen=True)
class Place:
    """Where the visitor stands before the bar is asked."""

    lang: str
    role: str
    page: str
    is_local: bool
    person: Person | None = None


def draw_topbar(place: Place, opened: Opened, selection: Selection) -> None:
    """Draw the bar: what is asked now, and the ways to ask for something else."""
    lang, snapshot = place.lang, opened.snapshot
    with st.container(key="topbar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        if snapshot:
            choose_as_of(snapshot, lang, selection.as_of)
            choose_firms(snapshot, lang, selection)
            _show_snapshot(place, opened, snapshot, selection)
        _offer_languages(place)
        if place.is_local:
            _choose_role(place)
        elif place.person:
            _show_person(place, place.person)


def _show_snapshot(place: Place, opened: Opened, snapshot: Snapshot, selection: Selection) -> None:
    lang, made = place.lang, snapshot.manifest
    facts = {
        "shell.snapshot": snapshot.id,
        "shell.built_at": session.in_seoul(made.get("built_at", "")),
        "shell.inputs": show_number(lang, len(made.get("inputs", []))),
    }
    with st.popover(say(lang, "shell.snapshot"), key="snapshot_popover"):
        lines = (f"<dt>{safe_html(say(lang, key))}</dt><dd>{safe_html(value)}</dd>" for key, value in facts.items())
        st.html(f"<dl class='facts'>{''.join(lines)}</dl>")
        if opened.is_pinned:
            st.caption(say(lang, "shell.pinned"))
            st.button(say(lang, "shell.to_current"), key="to_current", on_click=forget)
        st.caption(say(lang, "shell.link_help"))
        values = session.pinned(lang, selection, snapshot.id) | values_of(place.page)
        st.code(_absolute(session.path_of(place.page, values)), language=None)


def _absolute(path: str) -> str:
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}{path}" if here.netloc else path


def _offer_languages(place: Place) -> None:
    """Links, not a widget: the page's own language (<html lang>) is settled when it is loaded."""
    links = []
    for code in languages():
        name = safe_html(say(code, "language.name"))
        if code == place.lang:
            links.append(f"<span aria-current='true' lang='{code}'>{name}</span>")
        else:
            values = values_of(place.page) | {session.LANG: code if code != session.DEFAULT_LANG else ""}
            href = safe_html(path_here(place.page, **values))
            links.append(f"<a href='{href}' lang='{code}' hreflang='{code}'>{name}</a>")
    label = safe_html(say(place.lang, "shell.languages"))
    st.html(f"<nav class='languages' aria-label='{label}'>{''.join(links)}</nav>", width="content")


def _carry_role() -> None:
    carry(session.ROLE, st.session_state[session.CHOSEN + session.ROLE])


def _choose_role(place: Place) -> None:
    lang, key = place.lang, session.CHOSEN + session.ROLE
    st.session_state[key] = place.role
    with st.popover(say(lang, f"shell.role.{place.role}"), key="role_popover"):
        st.radio(
            say(lang, "shell.role_choose"),
            ROLES,
            key=key,
            format_func=lambda role: say(lang, f"shell.role.{role}"),
            on_change=_carry_role,
        )
        st.caption(say(lang, "shell.local_help"))


def _show_person(place: Place, person: Person) -> None:
    lang = place.lang
    with st.popover(safe_text(person.name), key="person_popover"):
        facts = {"shell.sign_in.person": person.who, "shell.sign_in.role": say(lang, f"shell.role.{place.role}")}
        lines = (f"<dt>{safe_html(say(lang, key))}</dt><dd>{safe_html(fact)}</dd>" for key, fact in facts.items())
        st.html(f"<dl class='facts'>{''.join(lines)}</dl>")
        st.button(say(lang, "shell.sign_in.leave"), key="leave", on_click=st.logout)
