"""The fields of a what-if: what is written is asked and stands in the link, what is empty is as things are."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from texts import say
from web.choices import choose_code

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


def ask_what_if(lang: str, stages: Mapping[str, str], now: Mapping[str, Mapping[str, str]]) -> WhatIf:
    """Draw the fields; `stages` are names by code, `now` what holds of each of them, in words."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="what_if_fields"):
        names = {code: stages[code] for code in _asked_first(list(now))}
        stage = choose_code(say(lang, "what_if.stage"), names, key="if_stage", is_short=True)
        label = say(lang, "what_if.months")
        months = st.selectbox(label, MONTHS, key="if_months", bind="query-params", width=120, placeholder=label)
        numbers = {name: _ask_number(lang, name, stage, now[stage][name]) for name in _FIELDS}
        keys = [_key(name, stage) for name in _FIELDS]
        is_asked = any(number is not None for number in numbers.values())
        st.button(say(lang, "what_if.reset"), key="if_reset", on_click=_clear, args=(keys,), disabled=not is_asked)
    st.caption(say(lang, "what_if.about"))
    rate = None if numbers["rate"] is None else numbers["rate"] / _PERCENT
    return WhatIf(stage, months, numbers["quota"], rate, numbers["term"])


def _key(name: str, stage: str) -> str:
    return f"if_{name}_{stage}"


def _asked_first(stages: list[str]) -> list[str]:
    """A link that supposes something of a stage opens on that stage."""
    asked = [stage for stage in stages if any(_key(name, stage) in st.query_params for name in _FIELDS)]
    return asked[:1] + [stage for stage in stages if stage not in asked[:1]]


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
