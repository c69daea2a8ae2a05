"""Choices that belong to one page, beside the figures they change."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

import streamlit as st

from texts import say
from web.safe import safe_text
from web.session import Visit

Code = TypeVar("Code", bound=Hashable)


def choose_period(visit: Visit, years: list[int]) -> tuple[int, int]:
    """Two of the years, each counted at its end or on the as-of date: the last two unless chosen."""
    first, last = min(years), max(years)
    with st.container(horizontal=True, gap="small", key="period"):
        start = _choose_year(visit, "from_year", list(range(last - 1, first - 2, -1)))
        end = _choose_year(visit, "to_year", list(range(last, start, -1)))
    return start, end


def _choose_year(visit: Visit, name: str, years: list[int]) -> int:
    # plain years: the link says the same in every language
    label = say(visit.lang, f"figure.{name}")
    # the placeholder is never seen, but read aloud: Streamlit's own is English
    return st.selectbox(label, years, key=name, bind="query-params", width=150, placeholder=label)


def choose_year(visit: Visit, name: str, years: list[int], label: str) -> int:
    """One of the years, the last unless chosen."""
    return st.selectbox(label, years[::-1], key=name, bind="query-params", width=150, placeholder=label)


def choose_code(
    label: str, names: Mapping[Code, str], *, key: str, is_short: bool = False, first: Code | None = None
) -> Code | None:
    """One of a few codes by name, None where there is nothing to choose from; `is_short` shows all at once.

    Unless chosen it is `first`, else the first of all.
    """
    codes = list(names)
    if not codes:
        return None
    if is_short:
        return st.pills(
            label,
            codes,
            default=first if first in names else codes[0],
            key=key,
            format_func=lambda code: safe_text(names[code]),
            required=True,
        )
    return st.selectbox(label, codes, key=key, format_func=lambda code: names[code], placeholder=label)
