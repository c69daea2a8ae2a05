"""The ways in: the invented sample, templates to fill in, data of one's own."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

import streamlit as st

from texts import say
from web.safe import safe_html
from web.steps import step
from web.uploaded import show_sample_folder
from web.uploader import ask_files


class Column(Protocol):
    """One column of a kind of upload."""

    label: Mapping[str, str]
    help: Mapping[str, str]
    required: bool
    allowed: Mapping[str, Sequence[str]]
    example: str


class Source(Protocol):
    """One kind of upload, as its contract tells of it."""

    label: Mapping[str, str]
    help: Mapping[str, str]
    columns: Sequence[Column]


Makers = Mapping[str, Callable[[Source, str], bytes]]


def show_door(
    lang: str, files: Sequence[str], uploader: str, on_change: Callable[[str], None], *, is_sample: bool
) -> None:
    """The first step: the place to drop files, folded to the names of those that lie on the desk.

    The files stand in session_state under `uploader`, with which `on_change` is called.
    """
    if is_sample:
        show_sample_folder(lang)
        return
    told = ", ".join(files) if files else say(lang, "upload.road")
    with step(lang, "file", told, is_done=bool(files)):
        ask_files(lang, uploader, partial(on_change, uploader))


def show_ways(lang: str, sources: Mapping[str, Source], makers: Makers, fill: Callable[[], None] | None) -> None:
    """The ways in beside files of one's own. `fill` loads the sample; without it the folder holds data already."""
    if fill is None:
        with st.popover(say(lang, "upload.way.template"), key="templates"):
            _offer_templates(lang, sources, makers)
        return
    with st.container(key="ways", gap="small"):
        st.markdown(say(lang, "upload.way.empty"))
        left, right = st.columns(2)
    with left.container(border=True, height="stretch", key="way_sample", gap="small"):
        st.markdown(f"**{say(lang, 'upload.way.sample')}**")
        st.markdown(say(lang, "upload.way.sample_help"))
        st.button(say(lang, "upload.way.sample_go"), key="fill_sample", on_click=fill)
    with right.container(border=True, height="stretch", key="way_template", gap="small"):
        st.markdown(f"**{say(lang, 'upload.way.template')}**")
        _offer_templates(lang, sources, makers)


def _offer_templates(lang: str, sources: Mapping[str, Source], makers: Makers) -> None:
    chosen = st.selectbox(
        say(lang, "upload.source"),
        list(sources),
        key="template_of",
        format_func=lambda name: sources[name].label[lang],
        placeholder=say(lang, "upload.source_choose"),
    )
    source = sources[chosen]
    label = source.label[lang]
    with st.container(horizontal=True, gap="xsmall"):
        for kind, make in makers.items():
            st.download_button(
                say(lang, f"upload.way.template_{kind}"),
                data=partial(make, source, lang),
                file_name=f"{say(lang, 'upload.way.template_file', name=label)}.{kind}",
                key=f"template_{kind}",
                on_click="ignore",
            )
        with st.popover(say(lang, "upload.way.columns"), key="template_columns"):
            st.markdown(f"**{label}** · {source.help[lang]}")
            st.html(_columns(lang, source.columns))


def _columns(lang: str, columns: Sequence[Column]) -> str:
    return f"<dl class='columns'>{''.join(_column(lang, column) for column in columns)}</dl>"


def _column(lang: str, column: Column) -> str:
    must = f" <span class='must'>{safe_html(say(lang, 'upload.way.required'))}</span>" if column.required else ""
    notes = {"allowed": ", ".join(known[0] for known in column.allowed.values()), "example": column.example}
    told = " · ".join(say(lang, f"upload.way.{name}", words=words) for name, words in notes.items() if words)
    more = f"<small>{safe_html(told)}</small>" if told else ""
    return (
        f"<div><dt>{safe_html(column.label[lang])}{must}</dt>"
        f"<dd>{safe_html(column.help.get(lang, ''))}{more}</dd></div>"
    )
