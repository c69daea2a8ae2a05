"""The audit log on a page: which lines, in the reader's words."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from access.audit import BEFORE, NUMBER
from texts import has, say
from web import session
from web.history import name_of

Line = Mapping[str, Any]
_HEAD = (NUMBER, "at", "who", "action", BEFORE)


def choose_lines(lang: str, lines: Sequence[Line]) -> list[Line]:
    """Those that pass the filters, the latest first."""
    days = [day for day in map(_day, lines) if day] or [session.today()]
    range_ = {"min_value": min(days), "max_value": max(*days, session.today()), "format": "YYYY-MM-DD", "width": 150}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        who = _choose(lang, "who", lines, partial(name_of, lang))
        what = _choose(lang, "action", lines, partial(_act, lang))
        since = st.date_input(say(lang, "audit.since"), range_["min_value"], key="audit_since", **range_)
        until = st.date_input(say(lang, "audit.until"), range_["max_value"], key="audit_until", **range_)
    return [
        line
        for line in reversed(lines)
        if (not who or _told(line, "who") in who)
        and (not what or _told(line, "action") in what)
        and since <= (_day(line) or since) <= until  # a line without a day is never hidden
    ]


def _choose(lang: str, name: str, lines: Sequence[Line], word: Callable[[str], str]) -> list[str]:
    known = dict.fromkeys(_told(line, name) for line in lines)
    every = say(lang, "shell.all")
    label = say(lang, f"audit.{name}")
    return st.multiselect(label, [*known], key=f"audit_{name}", format_func=word, placeholder=every, width=240)


def as_table(lang: str, lines: Sequence[Line]) -> pd.DataFrame:
    """One row a line: audit_line, done_at (Seoul), done_by, act, facts (all else, as name: value)."""
    return pd.DataFrame(
        {
            "audit_line": line.get(NUMBER),
            "done_at": session.in_seoul(line["at"]) if _day(line) else _told(line, "at"),
            "done_by": name_of(lang, _told(line, "who")),
            "act": _act(lang, _told(line, "action")),
            "facts": " · ".join(
                f"{name}: {fact}" for name, fact in line.items() if name not in _HEAD and fact is not None
            ),
        }
        for line in lines
    ).astype({"audit_line": "Int64"})


def _told(line: Line, name: str) -> str:
    return str(line.get(name, "–"))


def _day(line: Line) -> datetime.date | None:
    """The day in Seoul; None where somebody has made the moment unreadable."""
    try:
        return datetime.datetime.fromisoformat(_told(line, "at")).astimezone(session.SEOUL).date()
    except ValueError:
        return None


def _act(lang: str, action: str) -> str:
    key = f"audit.act.{action}"
    return say(lang, key) if has(lang, key) else action
