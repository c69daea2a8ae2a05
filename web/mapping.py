"""A person says once which heading of a file means which column, and sees at once how it would be read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath
from typing import Any, Protocol

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from texts import say
from web.labels import unit_label
from web.recognised import Read
from web.safe import safe_text

_ACROSS = 3  # fields beside each other
_MOST_NAMED = 3  # periods of a choice that are named; the rest is counted
_RESULT_ROWS = 12
_PERIODS = "\x1f"  # begins a choice that stands for headings side by side: no heading holds it


class Mapper(Protocol):
    """What is asked of the kinds of file (etl.mapping)."""

    columns_asked: Callable[..., Sequence[Any]]
    headings_at: Callable[..., list[str]]
    period_groups: Callable[..., dict[str, list[str]]]
    guess_place: Callable[..., Any]
    guess_columns: Callable[..., dict[str, str]]
    guess_periods: Callable[..., dict[str, str]]
    guess_unit: Callable[..., str | None]
    result_of: Callable[..., tuple[list[dict[str, str]], list[str]]]
    layout_said: Callable[..., Any]
    of_this_file: Callable[..., dict[str, str]]
    lacking: Callable[..., list[str]]


@dataclass
class Answers:
    """What a person has said: column → heading, measure → what its headings say besides the period, units, values."""

    headings: dict[str, str] = field(default_factory=dict)
    periods: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)


def show_mapping(
    lang: str, read: Read, sources: Mapping[str, str], mapper: Mapper, key: str, on_map: Callable[..., None]
) -> None:
    """By which layout of a person's own a file was read, and the form to say which column is which.

    `on_map(at, remember=…, **answers)` is called when a person has answered.

    `sources`: kinds of file and their names; answers: name, source, headings, periods, units, given, header_rows.
    """
    if read.mapping and read.layout:
        _offer_layout(lang, read)
    if not read.top:
        return
    # it stands open where nothing fits
    with st.expander(
        say(lang, "upload.map_open"), expanded=read.is_strange, key=f"map_{key}", on_change="rerun"
    ) as opened:
        if not opened.open:
            return
        st.caption(say(lang, "upload.map_help"))
        source, row, height = _ask_place(lang, read, sources, mapper, key)
        _show_rows(read.top)
        if source is None or not any(mapper.headings_at(read.top, row, height)):
            return
        key = f"{key}_{source}_{row}_{height}"
        asked = mapper.columns_asked(source, lang)
        said = _ask_columns(lang, read, mapper, asked, (source, row, height), key)
        whole = {"source": source, "header_rows": height, **vars(said)}
        _show_result(lang, mapper, read, whole)
        if left := mapper.lacking(source, said.headings, said.given, said.periods):
            names = {each.name: each.label for each in asked}
            told = ", ".join(names[name] for name in left)
            st.caption(f"! {say(lang, 'upload.map_lacking', columns=safe_text(told))}")
        _ask_name(lang, read, key, bool(left), whole, on_map)


def _ask_place(
    lang: str, read: Read, sources: Mapping[str, str], mapper: Mapper, key: str
) -> tuple[str | None, int, int]:
    held = read.source or read.asked
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        names = list(sources)
        guessed = mapper.guess_place(read.top, held if held in sources else None)
        source = st.selectbox(
            say(lang, "upload.map_source"),
            names,
            index=names.index(guessed.source) if guessed.source in sources else None,
            format_func=sources.get,
            placeholder=say(lang, "upload.source_choose"),
            key=f"map_source_{key}",
            width=240,
        )
        place = mapper.guess_place(read.top, source)
        most, key = len(read.top), f"{key}_{source}"
        row = st.number_input(say(lang, "upload.map_row"), 1, most, place.row, key=f"map_row_{key}", width=150)
        height = st.number_input(say(lang, "upload.map_height"), 1, 3, place.height, key=f"map_height_{key}", width=150)
    return source, int(row), int(height)


def _show_rows(top: Sequence[Sequence[str]]) -> None:
    """The file's first rows as they stand, numbered as a person counts."""
    width = max(len(row) for row in top)
    table = pd.DataFrame([[*row, *[""] * (width - len(row))] for row in top], index=range(1, len(top) + 1))
    table.columns = [str(at + 1) for at in range(width)]
    st.dataframe(table, height="content" if len(top) < 8 else 240)


def _ask_columns(
    lang: str, read: Read, mapper: Mapper, asked: Sequence[Any], place: tuple[str, int, int], key: str
) -> Answers:
    """Heading, unit and value of each column: those that must be there or seem to be, then the others."""
    choices = _choices(lang, read, mapper, asked, place, key)
    likely = [each for each in asked if each.is_required or choices.chosen(each)]
    others = [each for each in asked if each not in likely]
    said, cells = Answers(), _cells()
    for each in likely:
        _ask_column(lang, each, choices, said, cells)
    if others:
        with st.expander(say(lang, "upload.map_others", number=len(others)), key=f"map_others_{key}"):
            cells = _cells()
            for each in others:
                _ask_column(lang, each, choices, said, cells)
    return said


@dataclass(frozen=True)
class _Choices:
    """What each column may be: headings and, for amounts, headings side by side; what is held of it at first."""

    headings: list[str]
    groups: dict[str, list[str]]
    held: dict[str, str | None]
    unit: Callable[[str, str], str | None]
    words: dict[str, str]
    key: str
    is_spread: bool = False

    def chosen(self, each: Any) -> str | None:
        return st.session_state.get(f"map_{each.name}_{self.key}", self.held.get(each.name))


def _choices(
    lang: str, read: Read, mapper: Mapper, asked: Sequence[Any], place: tuple[str, int, int], key: str
) -> _Choices:
    source, row, height = place
    every = mapper.headings_at(read.top, row, height)
    guessed = mapper.guess_columns(source, every, read.top[row - 1 + height :])
    groups = mapper.period_groups(every)
    spread = {name: f"{_PERIODS}{rest}" for name, rest in mapper.guess_periods(source, every, guessed).items()}
    headings = list(dict.fromkeys(filter(None, every)))
    words = {heading: heading for heading in headings}
    words |= {f"{_PERIODS}{rest}": _told_group(lang, named) for rest, named in groups.items()}
    choices = _Choices(
        headings,
        groups,
        {**spread, **guessed},
        lambda name, heading: mapper.guess_unit(name, source, heading, read.top[: row - 1]),
        words,
        key,
    )
    is_spread = any((choices.chosen(each) or "").startswith(_PERIODS) for each in asked)
    return replace(choices, is_spread=is_spread)


def _ask_column(lang: str, each: Any, choices: _Choices, said: Answers, cells: Iterator[DeltaGenerator]) -> None:
    key = choices.key
    if each.is_period and choices.is_spread:
        with next(cells):
            st.text_input(_label(each), say(lang, "upload.map_in_headings"), disabled=True, key=f"map_period_{key}")
        return
    offered = [*(word for word in choices.words if word.startswith(_PERIODS) and each.measures), *choices.headings]
    held = choices.held.get(each.name)
    with next(cells):
        chosen = st.selectbox(
            _label(each),
            offered,
            index=offered.index(held) if held in offered else None,
            format_func=choices.words.get,
            placeholder=say(lang, "upload.map_none"),
            key=f"map_{each.name}_{key}",
        )
    _take(lang, said, each, chosen, cells, key)
    if chosen and each.units:
        heading = choices.groups[chosen[1:]][0] if chosen.startswith(_PERIODS) else chosen
        unit = choices.unit(each.name, heading)
        with next(cells):
            said.units[each.name] = _ask_unit(lang, each, unit, f"{key}_{choices.headings.index(heading)}")


def _cells() -> Iterator[DeltaGenerator]:
    """Places for fields, row by row: a unit stands beside its amount."""
    while True:
        yield from st.columns(_ACROSS)


def _label(each: Any) -> str:
    return f"{safe_text(each.label)}{' *' if each.is_required else ''}"


def _told_group(lang: str, headings: Sequence[str]) -> str:
    named = " · ".join(headings[:_MOST_NAMED]) + (" …" if len(headings) > _MOST_NAMED else "")
    return say(lang, "upload.map_periods", headings=named, number=len(headings))


def _take(lang: str, said: Answers, each: Any, chosen: str | None, cells: Iterator[DeltaGenerator], key: str) -> None:
    """Note one column's answer; one that must be there and has no heading may have one value for all rows."""
    if chosen is None and each.is_required:
        label = say(lang, "upload.map_value", column=safe_text(each.label))
        with next(cells):
            said.given[each.name] = st.text_input(label, key=f"map_value_{each.name}_{key}").strip()
    elif chosen is not None and chosen.startswith(_PERIODS):
        said.periods[each.name] = chosen[1:]
    elif chosen is not None:
        said.headings[each.name] = chosen


def _ask_unit(lang: str, each: Any, unit: str | None, key: str) -> str:
    units = each.units if unit in each.units or unit is None else (unit, *each.units)
    label = say(lang, "upload.map_unit", column=safe_text(each.label))
    at = units.index(unit) if unit else 0
    named = partial(unit_label, lang=lang)
    return st.selectbox(label, units, at, named, placeholder=unit or "", key=f"map_unit_{each.name}_{key}")


def _show_result(lang: str, mapper: Mapper, read: Read, whole: Mapping[str, Any]) -> None:
    """The first rows as they would be read, and what would be wrong in them."""
    if not whole["headings"] and not whole["periods"]:
        return
    layout = mapper.layout_said(name="?", **whole)
    rows, wrong = mapper.result_of(layout, read.top, mapper.of_this_file(whole["source"], whole["given"]), lang)
    st.markdown(f"**{say(lang, 'upload.map_preview')}**")
    if rows:
        st.dataframe(pd.DataFrame(rows[:_RESULT_ROWS]), hide_index=True, height="content")
    for sentence in wrong[:_MOST_NAMED]:
        st.caption(f"! {safe_text(sentence)}")


def _ask_name(
    lang: str, read: Read, key: str, is_open: bool, answers: dict[str, object], on_map: Callable[..., None]
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        name = st.text_input(
            say(lang, "upload.map_name"),
            PurePath(read.file).stem,
            placeholder=say(lang, "upload.map_name_help"),
            key=f"map_name_{key}",
            width=360,
        ).strip()
        go = {"disabled": is_open or not name, "type": "primary" if read.source is None else "secondary"}
        kwargs = {"remember": st.session_state.get(f"map_remember_{key}", True), "name": name, **answers}
        st.button(
            say(lang, "upload.map_go"), key=f"map_go_{key}", on_click=on_map, args=(read.at,), kwargs=kwargs, **go
        )
    st.checkbox(say(lang, "upload.map_remember"), True, key=f"map_remember_{key}")


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
