"""A table as a document takes it: with its borders, its figures to the right, what it is and where it comes from.

What is drawn on canvas is copied as loose text. This is a table of HTML that keeps its look in attributes and inline
styles, for word processors know no classes; look.css selects all of it at a click.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from texts import say, show_date, show_number
from texts.columns import head_label, name_codes
from texts.formats import NOTHING
from web.labels import reference_names
from web.safe import safe_html
from web.session import Visit
from web.table import HIDDEN, is_share
from web.trade import trade_words

_WIDEST = 44  # letters; longer ones wrap
_UNBROKEN = 16  # letters of a figure or a day
_LETTER, _PADDING = 8, 18  # pixels
MOST_ROWS = 300  # some ten pages; whoever needs more takes a file
_LINE = "1px solid #7A8794"
_TEXT = "font-family: 'Malgun Gothic', sans-serif; font-size: 10pt; color: #1B2530"
_SCALED = {"exports_usd": "usd", "sales_krw": "krw"}
_CODED = ("is_suppressed", "value")  # a released table: a figure that is kept back, and the column it would stand in


def show_document(visit: Visit, table: pd.DataFrame, title: str, notes: Mapping[str, str]) -> None:
    """Draw the table for a document, and how it gets there. `notes` are the figure's, label → text."""
    lang = visit.lang
    if table.empty:
        st.caption(say(lang, "chart.empty"))
        return
    st.caption(say(lang, "figure.document_help"))
    if len(table) > MOST_ROWS:
        rows = {"rows": show_number(lang, len(table)), "shown": show_number(lang, MOST_ROWS)}
        st.caption(say(lang, "figure.document_first", **rows))
    heads, rows, numbers = in_words(table.head(MOST_ROWS), lang, reference_names(visit.snapshot, lang))
    source = notes.get(say(lang, "figure.note_source")) or say(lang, "figure.source_snapshot", id=visit.snapshot_id)
    unit = _unit(lang, notes.get(say(lang, "figure.note_unit"), ""), table.columns)
    above = [title, say(lang, "figure.unit", unit=unit) if unit else "", say(lang, "figure.as_of", day=visit.as_of)]
    above.append(trade_words(visit))
    below = [source, say(lang, "shell.sample") if visit.is_sample else ""]
    told = [" · ".join(part for part in parts if part) for parts in (above, below)]
    named = safe_html(say(lang, "figure.document"))
    st.html(
        f"<div class='document' role='region' tabindex='0' aria-label='{named}'>{_line(told[0])}"
        f"{document_table(heads, rows, numbers)}{_line(told[1])}</div>"
    )


def in_words(
    table: pd.DataFrame, lang: str, names: Mapping[str, Mapping[str, str]]
) -> tuple[list[str], list[list[str]], set[int]]:
    """Headings, cells as the reader writes them, and which columns are figures; keys for programs are left out."""
    shown = name_codes(table, lang, names)
    columns = [name for name in shown.columns if name not in HIDDEN]
    heads = [head_label(name, shown.columns, lang) for name in columns]
    shares = {name for name in columns if is_share(name, shown.columns)}
    numbers = {at for at, name in enumerate(columns) if _is_figure(name, table[name])}
    cells = [[_cell(name, value, name in shares, lang) for value in shown[name]] for name in columns]
    if all(name in columns for name in _CODED):
        kept_back, values = (columns.index(name) for name in _CODED)
        for at, is_hidden in enumerate(shown["is_suppressed"].fillna(False)):
            cells[values][at] = say(lang, "release.hidden") if is_hidden else cells[values][at]
            cells[kept_back][at] = say(lang, "figure.yes" if is_hidden else "figure.no")
    return heads, [list(row) for row in zip(*cells, strict=True)], numbers


def document_table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: set[int]) -> str:
    """The table itself: what it looks like stands in every cell."""
    sides = ["right" if at in numbers else "left" for at in range(len(heads))]
    widths = [_width([heads[at], *(row[at] for row in rows)]) for at in range(len(heads))]
    head = "".join(_td("th", text, side, width) for text, side, width in zip(heads, sides, widths, strict=True))
    body = "".join(
        f"<tr>{''.join(_td('td', text, side) for text, side in zip(row, sides, strict=True))}</tr>" for row in rows
    )
    style = f"border-collapse: collapse; border: {_LINE}; {_TEXT}"
    return (
        f'<table border="1" cellspacing="0" cellpadding="4" style="{style}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _unit(lang: str, unit: str, columns: Iterable[str]) -> str:
    """The unit of the table, where amounts stand whole: the chart's may be a million of it."""
    if any(name.endswith(("_usd", "_krw")) for name in columns):
        return ""  # their headings say it
    whole = {say(lang, f"release.unit.{name}"): say(lang, f"whole_unit.{code}") for name, code in _SCALED.items()}
    return whole.get(unit, unit)


def _td(kind: str, text: str, side: str, width: int = 0) -> str:
    first = f' width="{width}" bgcolor="#F1F4F7"' if kind == "th" else ""
    whole = "; white-space: nowrap" if kind == "td" and len(text) <= _UNBROKEN else ""  # a day breaks at its hyphens
    style = f"border: {_LINE}; padding: 3px 7px; text-align: {side}{whole}; {_TEXT}"
    return f'<{kind} align="{side}"{first} style="{style}">{safe_html(text)}</{kind}>'


def _width(texts: Iterable[str]) -> int:
    """Pixels for the longest of them: Writer forgets the padding when it measures, and breaks figures in two."""
    longest = max(sum(2 if ord(letter) > 0x1100 else 1 for letter in text) for text in texts)  # Hangul: twice as wide
    return min(longest, _WIDEST) * _LETTER + _PADDING


def _line(text: str) -> str:
    return f'<p style="margin: 0 0 4px; {_TEXT}">{safe_html(text)}</p>'


def _is_figure(name: str, values: pd.Series) -> bool:
    is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return is_number and not name.endswith("year")


def _cell(name: str, value: Any, is_share_of: bool, lang: str) -> str:
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return NOTHING
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return say(lang, "figure.yes" if value else "figure.no")
    if isinstance(value, datetime.date):  # a moment is one too
        is_month = name == "month" or name.endswith("_month")
        return f"{value:%Y-%m}" if is_month else show_date(lang, value)
    if isinstance(value, str) or not pd.api.types.is_number(value):
        return str(value)
    if name.endswith("year"):
        return str(int(value))
    if is_share_of:
        return show_number(lang, float(value), "share")
    return show_number(lang, round(float(value)) if name.endswith(("_usd", "_krw")) else float(value))
