"""What a file was taken for, and what a person may say about it that the file does not."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import streamlit as st

from texts import say, show_number
from web import session
from web.labels import unit_label
from web.safe import safe_html, safe_text

LIST_DATE = "list_date"  # the one value that a list of a portal nearly always lacks
_EARLIEST = datetime.date(2000, 1, 1)  # as web/filters.py

Say = Callable[..., None]


@dataclass(frozen=True)
class Read:
    """One file as it was read. headers: the file's own → ours; lacking: columns it has not, name → label and help;
    given: what a person said instead; mapping: a layout of a person's own, as TOML; top: the first rows as they
    stand; unit, units: in which its money is, and may be, written; encodings: that its text may be in; layouts: by
    which it may be read, name → label, the `fitting` ones first; asked: the kind of a file that could not be read;
    period: the column that says it, and its label; covers: its periods, each with rows and sum, and what that
    measures; is_doubtful: another unit or layout may be the cure of what was found; is_strange: nobody knows its
    headings."""

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
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    top: tuple[tuple[str, ...], ...] = ()
    unit: str | None = None
    units: tuple[str, ...] = ()
    encodings: tuple[str, ...] = ()
    layouts: Mapping[str, str] = field(default_factory=dict)
    fitting: int = 0
    asked: str | None = None
    period: tuple[str, str] | None = None
    covers: tuple[tuple[str, int, int | None], ...] = ()
    measures: str | None = None
    is_doubtful: bool = False
    is_strange: bool = False

    @property
    def is_timeless(self) -> bool:
        """Whether neither the file nor a heading says of which period its amounts are."""
        name = self.period[0] if self.period and self.measures else None
        return name in self.lacking and (name in self.given or not self.covers)

    def told(self, lang: str, sources: Mapping[str, str]) -> str:
        """Its kind, layout, encoding, unit, periods and rows, in one line."""
        if self.source is None:
            nearly = sources.get(self.asked or "")
            return say(lang, "upload.nearly", source=nearly) if nearly else say(lang, "upload.unread")
        rows = {name: show_number(lang, getattr(self, f"rows_{name}")) for name in ("read", "accepted")}
        unit = say(lang, "upload.in_unit", unit=unit_label(self.unit, lang)) if self.unit else None
        facts = [sources[self.source], self.layouts.get(self.layout or ""), self.encoding, unit]
        facts += [told_periods(lang, self), say(lang, "upload.rows_in", **rows)]
        if self.rows_rejected:
            facts.append(say(lang, "upload.rows_out", number=show_number(lang, self.rows_rejected)))
        return " · ".join(filter(None, facts))


def read_files(files: Iterable[Mapping[str, Any]]) -> list[Read]:
    """Files as etl tells of them."""
    return [Read(**file) for file in files]


def is_clear(reads: Iterable[Read]) -> bool:
    """Whether nothing is left to say: every file was recognised, every list has its date, no unit looks wrong."""
    return all(read.source and not _may_be_list(read) and not read.is_doubtful for read in reads)


def told_periods(lang: str, read: Read) -> str | None:
    """From when to when the file speaks."""
    if not read.covers or not read.period:
        return None
    first, last = read.covers[0][0], read.covers[-1][0]
    span = first if first == last else say(lang, "upload.from_to", first=first, last=last)
    return f"{read.period[1]} {span}"


def _may_be_list(read: Read) -> bool:
    return LIST_DATE in read.lacking.keys() - read.given.keys()


def show_read(lang: str, read: Read, sources: Mapping[str, str], key: str, on_say: Say) -> None:
    """One file: its kind, which may be changed, its columns, and fields for values that it lacks.

    `on_say(at, source=…)` or `on_say(at, given=…)` is called with what a person says of it.
    """
    st.html(f"<p class='read-file'><b>{safe_html(read.file)}</b> {safe_html(read.told(lang, sources))}</p>")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if not read.is_strange:  # else the form below asks for it
            _ask_source(lang, read, sources, key, on_say)
        if read.layouts:
            _ask_layout(lang, read, key, on_say)
        if len(read.sheets) > 1:
            _ask_word(lang, read, "sheet", read.sheets, read.sheet, key, on_say)
        if read.encodings:
            _ask_word(lang, read, "encoding", read.encodings, read.encoding, key, on_say)
        if read.units:
            _ask_word(lang, read, "unit", read.units, read.unit, key, on_say)
        _ask_period(lang, read, key, on_say)
        if LIST_DATE in read.lacking:
            _ask_list_date(lang, read, key, on_say)
        if read.lacking:
            _ask_others(lang, read, key, on_say)
        if read.headers:
            with st.popover(say(lang, "upload.headers"), key=f"headers_{key}"):
                pairs = (f"<dt>{safe_html(own)}</dt><dd>{safe_html(ours)}</dd>" for own, ours in read.headers.items())
                st.html(f"<dl class='facts'>{''.join(pairs)}</dl>")
    if read.is_doubtful:
        fitting = ", ".join(list(read.layouts.values())[: read.fitting])
        hint = "upload.doubt_layout" if fitting and read.layout not in read.layouts else "upload.doubt_unit"
        st.caption(f"! {say(lang, hint, layouts=safe_text(fitting))}")
    if _may_be_list(read):
        st.caption(say(lang, "upload.list_date_hint"))


def _ask_source(lang: str, read: Read, sources: Mapping[str, str], key: str, on_say: Say) -> None:
    names, held = list(sources), read.source or read.asked
    key = f"source_{key}"
    st.selectbox(
        say(lang, "upload.source"),
        names,
        index=names.index(held) if held in sources else None,
        key=key,
        format_func=sources.get,
        placeholder=say(lang, "upload.source_choose"),
        on_change=lambda: on_say(read.at, source=st.session_state[key]),
        width=240,
    )


def _ask_word(
    lang: str, read: Read, name: str, words: tuple[str, ...], held: str | None, key: str, on_say: Say
) -> None:
    """One of several words that say something of the whole file (its sheet, its unit); none: as the file says."""
    key = f"{name}_{key}"
    held = read.given.get(name, held)
    shown = partial(unit_label, lang=lang) if name == "unit" else str
    words = words if held in words or held is None else (held, *words)
    st.selectbox(
        say(lang, f"upload.{name}"),
        words,
        index=words.index(held) if held else None,
        format_func=shown,
        key=key,
        placeholder=say(lang, "upload.as_written"),
        on_change=lambda: on_say(read.at, given=_said(read, {name: st.session_state[key]})),
        width=150,
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


def _ask_period(lang: str, read: Read, key: str, on_say: Say) -> None:
    """The periods of a file that says them, with rows and sums; else a field for the one that it is about."""
    if read.period and read.is_timeless:
        name, label = read.period
        key = f"period_{key}"
        st.text_input(
            safe_text(say(lang, "upload.period", column=label)),
            read.given.get(name, ""),
            key=key,
            placeholder=say(lang, "upload.period_help"),
            help=safe_text(read.lacking[name][1]) or None,
            on_change=lambda: on_say(read.at, given=_said(read, {name: st.session_state[key]})),
            width=240,
        )
    elif read.period and read.covers:
        told = say(lang, "upload.covers", periods=told_periods(lang, read))
        with st.popover(safe_text(told), key=f"covers_{key}"):
            _show_periods(lang, read)


def _show_periods(lang: str, read: Read) -> None:
    unit = say(lang, f"whole_unit.{read.measures.lower()}") if read.measures else ""
    heads = {"period": read.period[1], "rows": say(lang, "upload.covers_rows")}
    heads |= {"sum": say(lang, "upload.covers_sum", unit=unit)} if read.measures else {}
    head = "".join(
        f"<th scope='col'{' class=number' if name != 'period' else ''}>{safe_html(told)}</th>"
        for name, told in heads.items()
    )
    rows = []
    for period, *numbers in reversed(read.covers):  # the newest is what people know by heart
        cells = "".join(
            f"<td class='number'>{safe_html(show_number(lang, each))}</td>" for each in numbers if each is not None
        )
        rows.append(f"<tr><th scope='row'>{safe_html(period)}</th>{cells}</tr>")
    st.html(f"<table class='plain covers'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>")


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
    period = read.period[0] if read.period and read.measures else None
    names = [name for name in read.lacking if name not in (LIST_DATE, period)]
    if not names:
        return
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
