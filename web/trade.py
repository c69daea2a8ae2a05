"""The filter of the export pages: markets, products and firms. It stands in the link; other pages do not use it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from metrics.selection import Selection
from texts import say
from texts.columns import written_hs
from warehouse import Snapshot
from web import session
from web.failure import show_bad_link
from web.labels import reference_names
from web.link import BadLink, asked_codes, carry
from web.safe import safe_text
from web.session import Visit

_FIELDS = {session.MARKET: "countries", session.PRODUCT: "products", session.EXPORTER: "firm_ids"}
_DIGITS = (2, 4, 6, 10)  # of a chapter, a heading, a subheading, a code of the Korean tariff
_MARKETS = """
SELECT country AS code FROM export_month_countries GROUP BY country ORDER BY sum(exports_usd) DESC, country
"""
_EXPORTERS = """
SELECT firm_id AS code, firm_name FROM firms SEMI JOIN export_firm_months USING (firm_id) ORDER BY firm_name, firm_id
"""
Names = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Trade:
    """What the visitor looks at: the shared filters, and of their exports the markets, products and firms chosen."""

    shared: Selection
    codes: Mapping[str, tuple[str, ...]]

    @property
    def selection(self) -> Selection:
        """What every figure of the page is about."""
        return replace(self.shared, **{_FIELDS[name]: codes for name, codes in self.codes.items()})

    def without(self, name: str) -> Selection:
        """The same of all markets (products, firms): for the figure in which one is chosen among the others."""
        return replace(self.selection, **{_FIELDS[name]: ()})

    def chosen(self, name: str) -> tuple[str, ...]:
        """The codes chosen, to be marked in that figure; none when all are shown."""
        return self.codes[name]


def choose_trade(visit: Visit) -> Trade:
    """Draw the filter in one line: what is chosen, each with its way back, and where more is chosen.

    A code of the link that this snapshot's exports do not know stops the page with a sentence.
    """
    names = _names_of(visit.snapshot, visit.lang)
    try:
        codes = {name: asked_codes(name, names[name]) for name in session.TRADE}
    except BadLink as bad:
        show_bad_link(bad, visit.lang)
        st.stop()
    with st.container(key="trade", horizontal=True, vertical_alignment="center", gap="xsmall"):
        _show_chosen(visit.lang, names, codes)
        _choose_more(visit.lang, names, codes)
    return Trade(visit.selection, codes)


def set_by_chart(chart: str, name: str) -> Callable[[], None]:
    """What a click in the figure `chart` does: the market (product, firm) under it is the one that is shown.

    The first of the mark's customdata is its code; a mark that stands for several has None and does nothing.
    """

    def set_it() -> None:
        points: list[Any] = st.session_state[f"chart_{chart}"].selection.points
        code = _first(points[0].get("customdata")) if points else None
        if code:
            carry(name, code)

    return set_it


def set_by_area(chart: str, name: str, codes: Mapping[str, str]) -> Callable[[], None]:
    """The same for an area of a treemap, which tells its id alone: `codes` says what each id sets, "" being all."""

    def set_it() -> None:
        points: list[Any] = st.session_state[f"chart_{chart}"].selection.points
        if points and points[0].get("id") in codes:
            carry(name, codes[points[0]["id"]])

    return set_it


def set_by_table(table: str, name: str, codes: list[str]) -> Callable[[], None]:
    """The same for a row of a table that stands in a figure's place; `codes` are its rows' own, in its order."""

    def set_it() -> None:
        if rows := st.session_state[f"table_{table}"].selection.rows:
            carry(name, codes[rows[0]])

    return set_it


def trade_words(visit: Visit) -> str:
    """What is chosen, in words, for files that people take away; empty on other pages and when all is shown."""
    if not any(visit.trade.values()):
        return ""
    names = _names_of(visit.snapshot, visit.lang)
    codes = {name: asked_codes(name, names[name]) for name in session.TRADE}
    return " · ".join(f"{kind} {told}" for _, _, kind, told in _told(visit.lang, names, codes))


def _first(data: object) -> str | None:
    found = data[0] if isinstance(data, list | tuple) and data else data
    return found if isinstance(found, str) else None


def _told(lang: str, names: Names, codes: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str, str]]:
    for name, chosen in codes.items():
        for code in chosen:
            yield name, code, say(lang, f"trade.{name}"), names[name][code]


def _show_chosen(lang: str, names: Names, codes: Mapping[str, tuple[str, ...]]) -> None:
    for name, code, kind, told in _told(lang, names, codes):
        rest = [other for other in codes[name] if other != code]
        help_ = safe_text(say(lang, "trade.leave_out", what=told))
        st.button(
            f"{kind} **{safe_text(told)}** ✕", key=f"trade_{name}_{code}", help=help_, on_click=carry, args=(name, rest)
        )
    if any(codes.values()):
        st.button(say(lang, "trade.reset"), key="trade_reset", on_click=_forget, type="tertiary")


def _choose_more(lang: str, names: Names, codes: Mapping[str, tuple[str, ...]]) -> None:
    with st.popover(say(lang, "trade.choose"), key="trade_popover"):
        st.caption(say(lang, "trade.choose_help"))
        for name in session.TRADE:
            key = session.CHOSEN + name
            st.session_state[key] = list(codes[name])  # the link is the truth: going back in history moves it too
            st.multiselect(
                say(lang, f"trade.{name}"),
                list(names[name]),
                key=key,
                format_func=names[name].get,
                placeholder=say(lang, "shell.all"),
                on_change=_carry_chosen,
                args=(name,),
            )


def _carry_chosen(name: str) -> None:
    carry(name, st.session_state[session.CHOSEN + name])


def _forget() -> None:
    for name in session.TRADE:
        carry(name, "")


def _names_of(snapshot: Snapshot, lang: str) -> Names:
    return _read_names(snapshot.id, str(snapshot.folder), lang, snapshot)


@st.cache_resource(max_entries=16, show_spinner=False)
def _read_names(snapshot_id: str, folder: str, lang: str, _snapshot: Snapshot) -> dict[str, dict[str, str]]:
    named, firms = reference_names(_snapshot, lang), _snapshot.query(_EXPORTERS)
    return {
        session.MARKET: {code: named["country"].get(code, code) for code in _snapshot.query(_MARKETS)["code"]},
        session.PRODUCT: _products(named["hs_product"]),
        session.EXPORTER: dict(zip(firms["code"], firms["firm_name"], strict=True)),
    }


def _products(named: Mapping[str, str]) -> dict[str, str]:
    """Every code that firms export and what it belongs to, each group before its parts; a section is no code."""
    loaded = [code for code in named if code.isdecimal()]
    codes = sorted({code[:digits] for code in loaded for digits in _DIGITS if digits <= len(code)})
    return {code: named.get(code) or f"{written_hs(code)} {named[code[:4]].partition(' ')[2]}" for code in codes}
