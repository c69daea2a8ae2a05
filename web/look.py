"""The clothes: one style sheet, the product's name, its icon."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
ICON = str(_HERE / "static" / "icon.png")  # a file of ours: an icon by name would be fetched from another host


def put_on(lang: str) -> None:
    """Send the style sheet and the logo."""
    st.html(_HERE / "look.css")
    logo = _HERE / "static" / f"logo-{lang}.svg"
    st.logo(str(logo if logo.exists() else _HERE / "static" / "logo-en.svg"), size="large")
