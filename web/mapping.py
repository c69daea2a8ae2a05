"""A person says once which heading of a file means which column, and sees at once how it would be read."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from texts import say
from web.recognised import Read
from web.safe import safe_text

_LOOKED_AT = 5  # rows of data that show how it is read
_ACROSS = 3  # fields beside each other


class Mapper(Protocol):
    """What is asked of the kinds of file (etl.mapping)."""

    columns_asked: Callable[..., Sequence[Any]]
    headings_at: Callable[..., list[str]]
    guess_header: Callable[..., int]
    guess_columns: Callable[..., dict[str, str]]
    lacking: Callable[..., list[str]]


def show_mapping(
    lang: str, read: Read, sources: Mapping[str, str], mapper: Mapper, key: str, on_map: Callable[..., None]
) -> None:
    """By which layout of a person's own a file was read, and the form to say which column is which.

    `on_map(at, remember=…, **answers)` is called when a person has answered.

    `sources`: kinds of file and their names; answers: name, source, headings, units, given, header_rows.
    """
    if read.mapping and read.layout:
        _offer_layout(lang, read)
    if not read.top:
        return
    is_first = read.source is None  # nothing fits: the form stands open
    with st.expander(say(lang, "upload.map_open"), expanded=is_first, key=f"map_{key}", on_change="rerun") as opened:
        if not opened.open:
            return
        st.caption(say(lang, "upload.map_help"))
        source, row, height = _ask_place(lang, read, sources, mapper, key)
        _show_rows(read.top)
        headings = [heading for heading in mapper.headings_at(read.top, row, height) if heading]
        if source is None or not headings:
            return
        asked = mapper.columns_asked(source, lang)
        below = read.top[row - 1 + height :]
        guessed = mapper.guess_columns(source, mapper.headings_at(read.top, row, height), below)
        key = f"{key}_{source}_{row}_{height}"
        chosen, units, given = _ask_columns(lang, asked, headings, guessed, key)
        _show_result(lang, below, mapper.headings_at(read.top, row, height), asked, chosen)
        if left := mapper.lacking(source, chosen, given):
            names = {each.name: each.label for each in asked}
            told = ", ".join(names[name] for name in left)
            st.caption(f"! {say(lang, 'upload.map_lacking', columns=safe_text(told))}")
        answers = {"source": source, "headings": chosen, "units": units, "given": given, "header_rows": height}
        _ask_name(lang, read, key, bool(left), answers, on_map)


def _ask_place(
    lang: str, read: Read, sources: Mapping[str, str], mapper: Mapper, key: str
) -> tuple[str | None, int, int]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        names = list(sources)
        source = st.selectbox(
            say(lang, "upload.map_source"),
            names,
            index=names.index(read.source) if read.source in sources else None,
            format_func=sources.get,
            placeholder=say(lang, "upload.source_choose"),
            key=f"map_source_{key}",
            width=240,
        )
        row = st.number_input(
            say(lang, "upload.map_row"),
            1,
            len(read.top),
            mapper.guess_header(read.top),
            key=f"map_row_{key}",
            width=150,
        )
        height = st.number_input(say(lang, "upload.map_height"), 1, 3, 1, key=f"map_height_{key}", width=150)
    return source, int(row), int(height)


def _show_rows(top: Sequence[Sequence[str]]) -> None:
    """The file's first rows as they stand, numbered as a person counts."""
    width = max(len(row) for row in top)
    table = pd.DataFrame([[*row, *[""] * (width - len(row))] for row in top], index=range(1, len(top) + 1))
    table.columns = [str(at + 1) for at in range(width)]
    st.dataframe(table, height="content")


def _ask_columns(
    lang: str, asked: Sequence[Any], headings: Sequence[str], guessed: Mapping[str, str], key: str
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Heading, unit and value of each column, where one was chosen."""
    chosen: dict[str, str] = {}
    units: dict[str, str] = {}
    given: dict[str, str] = {}
    options = list(dict.fromkeys(headings))
    places = st.columns(_ACROSS)
    for number, each in enumerate(asked):
        with places[number % _ACROSS]:
            heading = st.selectbox(
                f"{safe_text(each.label)}{' *' if each.is_required else ''}",
                options,
                index=options.index(guessed[each.name]) if guessed.get(each.name) in options else None,
                placeholder=say(lang, "upload.map_none"),
                key=f"map_{each.name}_{key}",
            )
            if heading is not None:
                chosen[each.name] = heading
                if each.units:
                    label = say(lang, "upload.map_unit", column=safe_text(each.label))
                    at = each.units.index(each.unit) if each.unit in each.units else 0
                    units[each.name] = st.selectbox(label, each.units, at, key=f"map_unit_{each.name}_{key}")
            elif each.is_required:
                label = say(lang, "upload.map_value", column=safe_text(each.label))
                given[each.name] = st.text_input(label, key=f"map_value_{each.name}_{key}").strip()
    return chosen, units, given


def _show_result(
    lang: str, rows: Sequence[Sequence[str]], headings: list[str], asked: Sequence[Any], chosen: Mapping[str, str]
) -> None:
    """The first rows of data under the names of the columns."""
    places = {each.label: headings.index(chosen[each.name]) for each in asked if each.name in chosen}
    if not places:
        return
    st.markdown(f"**{say(lang, 'upload.map_preview')}**")
    shown = [{label: row[at] if at < len(row) else "" for label, at in places.items()} for row in rows[:_LOOKED_AT]]
    st.dataframe(pd.DataFrame(shown, columns=list(places)), hide_index=True, height="content")


def _ask_name(
    lang: str, read: Read, key: str, is_open: bool, answers: dict[str, object], on_map: Callable[..., None]
) -> None:
    name = st.text_input(
        say(lang, "upload.map_name"), placeholder=say(lang, "upload.map_name_help"), key=f"map_name_{key}", width=420
    ).strip()
    remember = st.checkbox(say(lang, "upload.map_remember"), True, key=f"map_remember_{key}")
    go = {"disabled": is_open or not name, "kwargs": {"remember": remember, "name": name, **answers}}
    st.button(say(lang, "upload.map_go"), key=f"map_go_{key}", on_click=on_map, args=(read.at,), **go)


def _offer_layout(lang: str, read: Read) -> None:
    """The layout by which the file was read, as a file to hand on."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(say(lang, "upload.map_used", name=safe_text(read.layout)))
        st.download_button(
            say(lang, "upload.map_save"),
            str(read.mapping).encode(),
            f"{read.layout}.toml",
            "application/toml",
            key=f"layout_{read.at}",
            on_click="ignore",
        )
