"""Fields that try other numbers than those in force; what they hold stands in the link, in the same unit everywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

import streamlit as st

from texts import has, say
from web.failure import show_bad_link
from web.link import BadLink, require_number
from web.safe import safe_text
from web.session import Visit

# A link must mean the same in every language, so fields do not follow the language's own scale of money.
_SCALES = {"krw": 1e8, "usd": 1e6, "share": 0.01}
_CODES = str.maketrans({":": "_", "*": "all", ">": "g", "<": "l", "=": "e"})
_MOST = 1e15
_DIGITS = 9  # a share typed in percent comes back as it stands in the reference


@dataclass(frozen=True)
class Limit:
    """A threshold in force: how programs call it, how readers do, its unit and value."""

    name: str
    label: str
    unit: str
    value: float


def try_limits(visit: Visit, limits: Sequence[Limit]) -> dict[str, float]:
    """One field a threshold; returns those that are not the ones in force, by name."""
    tried = {}
    _require_right(visit, limits)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key=f"try_{limits[0].name[:3]}"):
        for limit in limits:
            scale = _SCALES.get(limit.unit, 1.0)
            shown = round(limit.value / scale, _DIGITS)
            key = f"readiness.input_unit.{limit.unit}"
            unit = say(visit.lang, key) if has(visit.lang, key) else limit.unit  # a file's criteria may bear any
            found = st.number_input(
                safe_text(f"{limit.label} ({unit})"),
                value=shown,
                min_value=0.0,
                step=_step(shown),
                format="%g",
                key=_key(limit),
                bind="query-params",
                width=210,
            )
            if found != shown:
                tried[limit.name] = round(found * scale, _DIGITS)
    return tried


def _key(limit: Limit) -> str:
    return f"try_{limit.name.translate(_CODES)}"


def _require_right(visit: Visit, limits: Sequence[Limit]) -> None:
    try:
        for limit in limits:
            require_number(_key(limit), 0.0, _MOST, limit.label)
    except BadLink as bad:
        show_bad_link(bad, visit.lang)
        st.stop()


def _step(value: float) -> float:
    return 10.0 ** (floor(log10(value)) - 1) if value > 0 else 1.0
