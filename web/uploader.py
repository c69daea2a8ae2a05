"""The place to drop files, in the reader's language: Streamlit's own words on it are English and cannot be set."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from access.quota import QuotaUsedUp, use
from texts import say, show_number
from web.proposal_desk import Desk

_BUTTON = "[data-testid='stFileUploaderDropzone'] > span button"
_ABOUT = "[data-testid='stFileUploaderDropzoneInstructions']"


def ask_files(lang: str, key: str, on_change: Callable[[], None], *, disabled: bool = False) -> None:
    """Ask for files, several at once; they lie in session_state under `key`."""
    most = st.get_option("server.maxUploadSize")
    st.html(_in_words(say(lang, "upload.choose"), say(lang, "upload.drop", size=show_number(lang, most))))
    st.file_uploader(
        say(lang, "upload.files"),
        accept_multiple_files=True,
        key=key,
        on_change=on_change,
        disabled=disabled,
        label_visibility="collapsed",
    )


def hand_over(desk: Desk, home: Path, who: str, key: str, propose: Callable[..., Any]) -> None:
    """Put the files that lie under `key` on the desk, unless the person has uploaded what a day allows."""
    files = [(file.name, file.getvalue()) for file in st.session_state[key]]
    try:
        use(home, who, sum(len(content) for _, content in files))
    except QuotaUsedUp as refused:
        desk.refuse("upload.quota", limit=f"{refused.limit // 10**6:,}", left=f"{refused.left // 10**6:,}")
        return
    if files:
        desk.ask(partial(propose, home, files, who))


def _in_words(button: str, about: str) -> str:
    return (
        "<style>"
        f"{_BUTTON} [data-testid='stMarkdownContainer'], {_ABOUT} span {{ display: none; }}"
        f"{_BUTTON}::after {{ content: {_quoted(button)}; }}"
        f"{_ABOUT}::after {{ content: {_quoted(about)}; font-size: 14px; color: var(--muted); }}"
        "</style>"
    )


def _quoted(text: str) -> str:
    """A CSS string: whatever could end it is written as a code point."""
    letters = (letter if letter.isalnum() or letter in " .,·" else f"\\{ord(letter):x} " for letter in text)
    return f'"{"".join(letters)}"'
