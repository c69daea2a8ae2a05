"""The forms of single events: each returns what one row says, or nothing while it is not sent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from texts import say, show_date
from web import session

Values = dict[str, str]
_PRECISE = {"year": 4, "month": 7, "day": 10}  # how much of an ISO date is written


def ask_end(
    lang: str, spells: pd.DataFrame, programmes: Mapping[str, str], reasons: Sequence[str], *, disabled: bool
) -> Values | None:
    """Which of a firm's designations ended, when and why. `spells`: the columns of firm_spells, the latest first."""
    rows = list(spells.itertuples())
    names = [_name_spell(lang, row, programmes) for row in rows]
    with st.form("event_end", border=False):
        at = st.selectbox(say(lang, "events.spell"), range(len(rows)), format_func=names.__getitem__)
        left, right = st.columns(2)
        ends_on = left.date_input(
            say(lang, "events.ends_on"),
            session.today(),
            format="YYYY-MM-DD",
            min_value="2000-01-01",
            max_value="2100-12-31",
        )
        reason = right.selectbox(
            say(lang, "events.end_reason"),
            reasons,
            index=None,
            format_func=lambda code: say(lang, f"reason.{code}"),
            placeholder=say(lang, "events.end_reason_help"),
        )
        source = _ask_source(lang)
        if not st.form_submit_button(say(lang, "events.look"), disabled=disabled) or not rows:
            return None
    spell = rows[at]
    start = _written_day(spell.starts_on, spell.start_precision)
    named = {"programme": spell.programme_code, "cohort": spell.cohort, "starts_on": start}
    return named | {"ends_on": _written_day(ends_on), "end_reason": reason or "", "source": source}


def ask_designation(
    lang: str, programmes: Mapping[str, str], began_as: Sequence[str], *, is_new: bool, disabled: bool
) -> Values | None:
    """A designation to add; for a firm that is not in the register its name, number and address too."""
    values: Values = {}
    with st.form("event_add", border=False):
        left, right = st.columns(2)
        if is_new:
            values["firm_name"] = left.text_input(say(lang, "events.firm_name"))
            values["business_no"] = right.text_input(say(lang, "events.business_no"), placeholder="999-01-00008")
            values["address"] = st.text_input(say(lang, "events.address"))
        values["programme"] = left.selectbox(
            say(lang, "events.programme"), list(programmes), format_func=programmes.get
        )
        values["cohort"] = right.text_input(say(lang, "events.cohort"), help=say(lang, "events.cohort_help"))
        values["starts_on"] = left.text_input(say(lang, "events.starts_on"), help=say(lang, "events.date_help"))
        values["ends_on"] = right.text_input(say(lang, "events.ends_on"), help=say(lang, "events.end_help"))
        values["began_as"] = left.selectbox(
            say(lang, "events.began_as"), began_as, format_func=lambda code: say(lang, f"began_as.{code}")
        )
        values["source"] = _ask_source(lang)
        sent = st.form_submit_button(say(lang, "events.look"), disabled=disabled)
    return values if sent else None


def ask_outcomes(
    lang: str, firm_id: str, year: int, measures: Mapping[str, str], rows: pd.DataFrame, *, disabled: bool
) -> Values | None:
    """Every measure of a firm's year as it stands, to be changed: the whole row is written again.

    `measures`: what each is called; `rows`: the row that stands, or none.
    """
    standing = standing_values(rows, measures)
    st.caption(say(lang, "events.standing" if standing else "events.no_standing", year=year))
    values: Values = {"fiscal_year": str(year)}
    with st.form("event_mend", border=False):
        st.caption(say(lang, "events.mend_help"))
        places = st.columns(2)
        for number, (name, label) in enumerate(measures.items()):
            written = standing.get(name, "")
            # the key holds what stands: another firm or year begins with its own values
            values[name] = places[number % 2].text_input(label, written, key=f"mend_{firm_id}_{name}_{year}_{written}")
        sent = st.form_submit_button(say(lang, "events.look"), disabled=disabled)
    return values if sent else None


def standing_values(row: pd.DataFrame, names: Iterable[str]) -> Values:
    """The values of one row as people write them, without those that are not known; nothing where there is no row."""
    if row.empty:
        return {}
    return {name: f"{row[name].iloc[0]:.15g}" for name in names if pd.notna(row[name].iloc[0])}


def _ask_source(lang: str) -> str:
    return st.text_input(say(lang, "events.source"), placeholder=say(lang, "events.source_help"))


def _name_spell(lang: str, spell: Any, programmes: Mapping[str, str]) -> str:
    days = f"{show_date(lang, spell.starts_on, spell.start_precision)} ~ {show_date(lang, spell.ends_on)}"
    return f"{programmes.get(spell.programme_code, spell.programme_code)} {spell.cohort} ({days})"


def _written_day(day: object, precision: str = "day") -> str:
    """A date as a row writes it, no more precisely than it is known; nothing stays empty."""
    return str(day)[: _PRECISE[precision]] if day else ""
