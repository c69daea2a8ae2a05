"""Steps of one page, top to bottom: the one at hand stands open, a done one folds to a line."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from texts import say, show_number
from web.safe import safe_html, safe_text

_NUMBERS = "①②③④⑤"
NAMES = ("file", "recognised", "findings", "changes", "publish")
EVENT = ("event", "findings", "changes", "publish")  # a form in the place of a file
MATCH = ("match", "findings", "changes", "publish")


def step(
    lang: str, name: str, told: str = "", *, is_done: bool = False, names: tuple[str, ...] = NAMES
) -> DeltaGenerator:
    """The place of one step; `told` says in a few words what came of it."""
    title = f"{_NUMBERS[names.index(name)]} {say(lang, f'upload.step.{name}')}"
    if is_done:
        line = f"**{title}**" + (f" · {safe_text(told)}" if told else "")
        return st.expander(line, key=f"step_{name}_done")
    place = st.container(border=True, key=f"step_{name}", gap="small")
    about = f"<p>{safe_html(told)}</p>" if told else ""
    place.html(f"<div class='step-head'><h2>{safe_html(title)}</h2>{about}</div>")
    return place


def ask_sure(lang: str, key: str, number: int) -> bool:
    """Whether a person has seen what must be confirmed; nothing to confirm is sure."""
    return not number or st.checkbox(say(lang, "upload.sure", number=show_number(lang, number, "count")), key=key)
