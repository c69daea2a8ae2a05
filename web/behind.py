"""The firms behind any number of a page: choose which kind, which number, and see them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

import pandas as pd
import streamlit as st

from texts import say
from web.choices import choose_code
from web.figure import show_figure
from web.session import Visit

Codes = tuple[tuple[str, object], ...]  # column and code of each condition


class Numbers(NamedTuple):
    """One kind of number: each in words under the codes that find its firms, and the table of firms.

    Where the table of all numbers is long, `fetch` takes some of the codes (`takes`: columns) and gives fewer rows.
    """

    words: Mapping[Codes, str]
    fetch: Callable[..., pd.DataFrame]
    takes: tuple[str, ...] = ()


def show_firms_behind(
    visit: Visit, name: str, *, names: Mapping[str, str], kinds: Mapping[str, Numbers], what: str
) -> None:
    """Ask for a number and list its firms; kinds without any number are not offered."""
    lang = visit.lang
    offered = {kind: names[kind] for kind, numbers in kinds.items() if numbers.words}
    if not offered:
        return
    kind, places = next(iter(offered)), [st.container()]
    if len(offered) > 1:
        of_kind, *places = st.columns([1, 2], gap="small")  # a number's words are the longer ones; a phone stacks them
        with of_kind:
            kind = choose_code(say(lang, "figure.behind_kind"), offered, key=f"{name}_kind")
    with places[0]:
        number = choose_code(say(lang, "figure.behind_number"), kinds[kind].words, key=f"{name}_{kind}")
    codes, (words, fetch, takes) = dict(number), kinds[kind]
    message = words[number]
    table = rows_where(partial(fetch, **{column: codes[column] for column in takes}), **codes)()
    show_figure(visit, name, message=message, what=what, unit="", chart=None, table=table, alt=message)


def open_selected(
    chart: str, name: str, kind: str, columns: tuple[str, ...], *, are_days: bool = False
) -> Callable[[], None]:
    """What a click on a figure does: the number under it is chosen among those of `show_firms_behind(name)`.

    The clicked mark's customdata holds the number's codes, in the order of `columns`; without `kind` it is the last.
    Days come back from a figure as text: with `are_days` the codes are such.
    """

    def open_it() -> None:
        points = st.session_state[f"chart_{chart}"].selection.points
        if points:
            values = [date.fromisoformat(each) if are_days else each for each in points[0]["customdata"]]
            codes = tuple(zip(columns, values, strict=True))
            chosen = kind or codes[-1][1]
            st.session_state[f"{name}_kind"], st.session_state[f"{name}_{chosen}"] = chosen, codes

    return open_it


def rows_where(fetch: Callable[[], pd.DataFrame], **codes: object) -> Callable[[], pd.DataFrame]:
    """A fetch that keeps the rows whose columns say these codes, without these columns: the number's words say them."""

    def fetch_some() -> pd.DataFrame:
        found = fetch()
        for column, code in codes.items():
            found = found[found[column].isna() if pd.isna(code) else found[column] == code]
        return found.drop(columns=list(codes)).reset_index(drop=True)

    return fetch_some
