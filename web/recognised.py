"""What a file was taken for, and what a person may say about it that the file does not."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from texts import say, show_number
from web import session
from web.safe import safe_html, safe_text

LIST_DATE = "list_date"  # the one value that a list of a portal nearly always lacks
_EARLIEST = datetime.date(2000, 1, 1)  # as web/filters.py

Say = Callable[..., None]


@dataclass(frozen=True)
class Read:
    """One file as it was read. headers: the file's own → ours; lacking: columns it has not, name → label and help;
    given: what a person said instead; mapping: a layout of a person's own, as TOML; top: the first rows as they
    stand; units: in which its money may be written; encodings: that its text may be in; layouts: by which
    it may be read, name → label."""

    at: int
    file: str
    source: str | None
    encoding: str | None
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    headers: Mapping[str, str]
    lacking: Mapping[str, tuple[str, str]]
    given: Mapping[str, str]
    layout: str | None = None
    mapping: str | None = None
    sheets: tuple[str, ...] = ()
    top: tuple[tuple[str, ...], ...] = ()
    units: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    layouts: Mapping[str, str] = field(default_factory=dict)

    def told(self, lang: str, sources: Mapping[str, str]) -> str:
        """Its kind, encoding and rows, in one line."""
        if self.source is None:
            return say(lang, "upload.unread")
        rows = {name: show_number(lang, getattr(self, f"rows_{name}")) for name in ("read", "accepted")}
        facts = [sources[self.source], self.encoding, say(lang, "upload.rows_in", **rows)]
        if self.rows_rejected:
            facts.append(say(lang, "upload.rows_out", number=show_number(lang, self.rows_rejected)))
        return " · ".join(filter(None, facts))


def read_files(files: Iterable[Mapping[str, Any]]) -> list[Read]:
    """Files as etl tells of them."""
    return [Read(**file) for file in files]


def is_clear(reads: Iterable[Read]) -> bool:
    """Whether nothing is left to say: every file was recognised, every list has its date."""
    return all(read.source and not _may_be_list(read) for read in reads)


def _may_be_list(read: Read) -> bool:
    return LIST_DATE in read.lacking.keys() - read.given.keys()


def show_read(lang: str, read: Read, sources: Mapping[str, str], key: str, on_say: Say) -> None:
    """One file: its kind, which may be changed, its columns, and fields for values that it lacks.

    `on_say(at, source=…)` or `on_say(at, given=…)` is called with what a person says of it.
    """
    st.html(f"<p class='read-file'><b>{safe_html(read.file)}</b> {safe_html(read.told(lang, sources))}</p>")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _ask_source(lang, read, sources, key, on_say)
        if len(read.sheets) > 1:
            _ask_word(lang, read, "sheet", read.sheets, key, on_say)
        if read.units:
            _ask_word(lang, read, "unit", read.units, key, on_say)
        if read.encodings:
            _ask_word(lang, read, "encoding", read.encodings, key, on_say)
        if read.layouts:
            _ask_layout(lang, read, key, on_say)
        if LIST_DATE in read.lacking:
            _ask_list_date(lang, read, key, on_say)
        if read.lacking:
            _ask_others(lang, read, key, on_say)
        if read.headers:
            with st.popover(say(lang, "upload.headers"), key=f"headers_{key}"):
                pairs = (f"<dt>{safe_html(own)}</dt><dd>{safe_html(ours)}</dd>" for own, ours in read.headers.items())
                st.html(f"<dl class='facts'>{''.join(pairs)}</dl>")
    if _may_be_list(read):
        st.caption(say(lang, "upload.list_date_hint"))


def _ask_source(lang: str, read: Read, sources: Mapping[str, str], key: str, on_say: Say) -> None:
    names = list(sources)
    key = f"source_{key}"
    st.selectbox(
        say(lang, "upload.source"),
        names,
        index=names.index(read.source) if read.source in sources else None,
        key=key,
        format_func=sources.get,
        placeholder=say(lang, "upload.source_choose"),
        on_change=lambda: on_say(read.at, source=st.session_state[key]),
        width=240,
    )


def _ask_word(lang: str, read: Read, name: str, words: tuple[str, ...], key: str, on_say: Say) -> None:
    """One of several words that say something of the whole file (its sheet, its unit); none: as the file says."""
    key = f"{name}_{key}"
    st.selectbox(
        say(lang, f"upload.{name}"),
        words,
        index=words.index(read.given[name]) if read.given.get(name) in words else None,
        key=key,
        placeholder=say(lang, "upload.as_written"),
        on_change=lambda: on_say(read.at, given=_said(read, {name: st.session_state[key]})),
        width=180,
    )


def _ask_layout(lang: str, read: Read, key: str, on_say: Say) -> None:
    names, key = list(read.layouts), f"layout_{key}"
    st.selectbox(
        say(lang, "upload.layout"),
        names,
        index=names.index(read.layout) if read.layout in read.layouts else None,
        format_func=read.layouts.get,
        key=key,
        placeholder=say(lang, "upload.as_header"),
        on_change=lambda: on_say(read.at, layout=st.session_state[key]),
        width=260,
    )


def _ask_list_date(lang: str, read: Read, key: str, on_say: Say) -> None:
    key = f"{LIST_DATE}_{key}"
    label, about = read.lacking[LIST_DATE]
    st.date_input(
        safe_text(label),
        value=read.given.get(LIST_DATE),
        min_value=_EARLIEST,
        max_value=session.today(),
        key=key,
        help=safe_text(about),
        format="YYYY-MM-DD",
        on_change=lambda: on_say(read.at, given=_said(read, {LIST_DATE: st.session_state[key]})),
        width=240,
    )


def _ask_others(lang: str, read: Read, key: str, on_say: Say) -> None:
    names = [name for name in read.lacking if name != LIST_DATE]
    with st.popover(say(lang, "upload.given"), key=f"given_{key}"), st.form(f"form_{key}", border=False):
        st.caption(say(lang, "upload.given_help"))
        for name in names:
            label, about = read.lacking[name]
            st.text_input(safe_text(label), read.given.get(name, ""), key=f"given_{name}_{key}", help=safe_text(about))
        st.form_submit_button(
            say(lang, "upload.given_go"),
            on_click=lambda: on_say(
                read.at, given=_said(read, {name: st.session_state[f"given_{name}_{key}"] for name in names})
            ),
        )


def _said(read: Read, values: Mapping[str, object]) -> dict[str, str]:
    """What was said of the file so far, with these values instead; an empty one says nothing."""
    said = {**read.given, **{name: str(value or "").strip() for name, value in values.items()}}
    return {name: value for name, value in said.items() if value}
