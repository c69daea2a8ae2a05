"""The place to drop files, in the reader's language: Streamlit's own words on it are English and cannot be set."""

from collections.abc import Callable

import streamlit as st

from texts import say, show_number

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
