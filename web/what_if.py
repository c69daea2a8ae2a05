"""The fields of a what-if: what is written is asked and stands in the link, what is empty is as things are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from texts import say
from web.choices import choose_carried
from web.failure import show_bad_link
from web.link import BadLink, require_number
from web.session import IF_MONTHS, IF_STAGE, Visit

MONTHS = (12, 6, 24)  # the first is the one shown unless chosen
_FIELDS = {"quota": (0, 10_000), "rate": (0, 100), "term": (1, 20)}  # least and most
_PERCENT = 100


@dataclass(frozen=True)
class WhatIf:
    """What somebody supposes of one stage; None is as things are."""

    stage_code: str
    months: int
    quota: int | None
    stay_rate: float | None
    term_years: int | None

    def supposed(self) -> dict[str, int | float]:
        """What was written, under the names that the metric knows."""
        fields = {"quota": self.quota, "stay_rate": self.stay_rate, "term_years": self.term_years}
        return {name: value for name, value in fields.items() if value is not None}


def ask_what_if(
    visit: Visit, stages: Mapping[str, str], now: Mapping[str, Mapping[str, str]], known_stages: Iterable[str]
) -> WhatIf:
    """Draw the fields; `stages` are names by code, `now` what holds of each of them, in words. A link that supposes
    what cannot be stops the page with a sentence."""
    lang = visit.lang
    _require_right(visit, list(now))
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="what_if_fields"):
        names = {code: stages[code] for code in now}
        label, first = say(lang, "what_if.stage"), _supposed(list(now))
        stage = choose_carried(visit, IF_STAGE, label, names, first, is_short=True, known=known_stages)
        offered = {months: str(months) for months in MONTHS}
        months = choose_carried(visit, IF_MONTHS, say(lang, "what_if.months"), offered, width=120)
        numbers = {name: _ask_number(lang, name, stage, now[stage][name]) for name in _FIELDS}
        keys = [_key(name, stage) for name in _FIELDS]
        is_asked = any(number is not None for number in numbers.values())
        st.button(say(lang, "what_if.reset"), key="if_reset", on_click=_clear, args=(keys,), disabled=not is_asked)
    st.caption(say(lang, "what_if.about"))
    rate = None if numbers["rate"] is None else numbers["rate"] / _PERCENT
    return WhatIf(stage, months, numbers["quota"], rate, numbers["term"])


def _key(name: str, stage: str) -> str:
    return f"if_{name}_{stage}"


def _supposed(stages: list[str]) -> str | None:
    """A link that supposes something of a stage and names none opens on that one."""
    asked = (stage for stage in stages if any(_key(name, stage) in st.query_params for name in _FIELDS))
    return next(asked, None)


def _require_right(visit: Visit, stages: list[str]) -> None:
    try:
        for name, (least, most) in _FIELDS.items():
            for stage in stages:
                require_number(_key(name, stage), least, most, say(visit.lang, f"what_if.{name}_short"))
    except BadLink as bad:
        show_bad_link(bad, visit.lang)
        st.stop()


def _ask_number(lang: str, name: str, stage: str, now: str) -> int | None:
    least, most = _FIELDS[name]
    return st.number_input(
        say(lang, f"what_if.{name}", now=now),
        min_value=least,
        max_value=most,
        value=None,
        step=1,
        key=_key(name, stage),
        bind="query-params",
        placeholder=say(lang, "what_if.as_now"),
        width=190,
    )


def _clear(keys: list[str]) -> None:
    for key in keys:
        st.session_state[key] = None
