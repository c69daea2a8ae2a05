"""What stands on the stage: head, chart or table, foot, as HTML of ours; present.css lays it out."""

from collections.abc import Sequence
from typing import Protocol

import plotly.graph_objects as go
import streamlit as st

from texts import say
from web.safe import safe_html

WIDTH, HEIGHT = 1760, 700  # pixels of the stage that a chart or table may take
BULLET = 52  # pixels before each line
HEAD = 142  # pixels of its message: two lines of the largest type
COVERS = ("title", "institution")  # kinds of slides that have words only
_STILL = {"staticPlot": True, "displayModeBar": False}
_MANY = 24  # slides: smaller dots from there on


class Table(Protocol):
    """Words in cells; `numbers` are the columns that stand to the right."""

    @property
    def heads(self) -> tuple[str, ...]: ...
    @property
    def rows(self) -> tuple[tuple[str, ...], ...]: ...
    @property
    def numbers(self) -> tuple[int, ...]: ...


class Slide(Protocol):
    """What the stage takes from a slide; the chart comes as a figure."""

    @property
    def kind(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def lines(self) -> tuple[str, ...]: ...
    @property
    def source(self) -> str: ...
    @property
    def notes(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def table(self) -> Table | None: ...


def head_of(slide: Slide, size: int) -> str:
    """The message, in type of this size, and over the chart what it is about and its unit."""
    unit = f"<span>{safe_html(slide.unit)}</span>" if slide.unit else ""
    return (
        f"<header class='stage-head' aria-live='polite'><h1 style='--size: {size}px'>"
        f"{safe_html(slide.message)}</h1>"
        f"<p><span>{safe_html(slide.about)}</span>{unit}</p></header>"
    )


def cover_of(slide: Slide) -> str:
    """A slide of words only: the message and its lines."""
    lines = "".join(f"<p>{safe_html(line)}</p>" for line in slide.lines)
    steps = "".join("<i></i>" for _ in range(5))
    return (
        f"<header class='stage-cover' aria-live='polite'><div class='ladder' aria-hidden='true'>{steps}</div>"
        f"<h1>{safe_html(slide.message)}</h1>{lines}</header>"
    )


def foot_of(slide: Slide, lang: str, at: int, count: int) -> str:
    """Where the figures come from, and how far the deck has come."""
    dots = "".join(f"<i{' class=here' if place == at else ''}></i>" for place in range(count))
    many = " many" if count > _MANY else ""
    told = safe_html(say(lang, "present.page", at=at + 1, count=count))
    return (
        f"<footer class='stage-foot'><p>{safe_html(slide.source)}</p><div class='dots{many}' aria-hidden='true'>"
        f"{dots}</div>"
        f"<span role='img' aria-label='{told}'>{at + 1}<small> / {count}</small></span></footer>"
    )


def draw_chart(figure: go.Figure, alt: str, rows: str) -> None:
    """The chart as a picture that does not move; its values as rows for the ear and for narrow screens."""
    st.plotly_chart(figure, key="stage_chart", theme=None, width="content", config=_STILL, alt=alt)
    st.html(f"<div class='stage-rows'>{rows}</div>")


def await_charts(figure: go.Figure) -> None:
    """An unseen figure on a slide without one: the browser fetches what draws charts before the first chart is due."""
    with st.container(key="keys_chart"):
        st.plotly_chart(figure, key="stage_chart", theme=None, width="content", config=_STILL)


def draw_table(table: Table, size: int, pieces: int, shares: Sequence[float]) -> None:
    """The whole table at once, in as many pieces as it takes; `shares` are its columns' parts of the width."""
    a_piece = -(-len(table.rows) // pieces) or 1
    parts = (table.rows[first : first + a_piece] for first in range(0, max(1, len(table.rows)), a_piece))
    tables = "".join(html_table(table.heads, part, table.numbers, shares=shares) for part in parts)
    st.html(f"<div class='stage-table' style='--size: {size}px'>{tables}</div>")


def draw_lines(lines: Sequence[str], size: int) -> None:
    """Sentences under each other."""
    items = "".join(f"<li>{safe_html(line)}</li>" for line in lines)
    st.html(f"<ul class='stage-lines' style='--size: {size}px'>{items}</ul>")


def html_table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[int],
    caption: str = "",
    note: str = "",
    shares: Sequence[float] = (),
) -> str:
    """A plain table, as it can be copied into a document."""
    sides = ["number" if column in numbers else "" for column in range(len(heads))]
    head = "".join(
        f"<th scope='col' class='{side}'>{safe_html(each)}</th>" for each, side in zip(heads, sides, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td class='{side}'>{safe_html(cell)}</td>" for cell, side in zip(row, sides, strict=True))
        + "</tr>"
        for row in rows
    )
    told = f"<caption>{safe_html(caption)}</caption>" if caption else ""
    foot = f"<p>{safe_html(note)}</p>" if note else ""
    columns = "".join(f"<col style='width: {share:.3%}'>" for share in shares)
    return (
        f"<table>{told}<colgroup>{columns}</colgroup><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}"
    )
