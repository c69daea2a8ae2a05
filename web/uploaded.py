"""What became of an upload: published, loaded already, refused."""

from collections.abc import Iterable, Mapping

import streamlit as st

from texts import say, show_number
from web import session
from web.history import name_of
from web.safe import safe_text


def show_receipt(lang: str, snapshot_id: str, uploads: int) -> None:
    """The act is published: its snapshot, and where to go from here."""
    with st.container(border=True, key="receipt"):
        number = show_number(lang, uploads)
        st.success(
            say(lang, "upload.published", snapshot=safe_text(snapshot_id), number=number),
            icon=":material/check_circle:",
        )
        st.markdown(say(lang, "upload.what_next"))
        with st.container(horizontal=True, gap="small"):
            pages = st.session_state[session.MENU]
            st.page_link(pages["overview"], label=say(lang, "upload.go_overview"), icon=":material/bar_chart:")
            st.page_link(pages["uploads"], label=say(lang, "upload.go_uploads"), icon=":material/history:")


def show_undone(lang: str, snapshot_id: str) -> None:
    """The undo is published."""
    st.success(say(lang, "uploads.undone", snapshot=safe_text(snapshot_id)), icon=":material/check_circle:")


def show_loaded(lang: str, files: Iterable[str], uploads: Mapping[str, Mapping[str, object]]) -> None:
    """Everything chosen is loaded already: since when and by whom. `files` are the uploads' ids."""
    for upload_id in files:
        known = uploads[upload_id]
        st.info(
            say(
                lang,
                "upload.loaded",
                file=safe_text(known["file"]),
                when=session.in_seoul(str(known["when"])),
                who=safe_text(name_of(lang, known["who"])),
            ),
            icon="ℹ️",
        )
    st.caption(say(lang, "upload.loaded_cure"))
    st.page_link(
        st.session_state[session.MENU]["uploads"], label=say(lang, "upload.go_uploads"), icon=":material/history:"
    )


def show_refusal(lang: str, refusal: tuple[str, Mapping[str, str]] | None) -> None:
    """Why the last act did not come about."""
    if refusal:
        key, params = refusal
        st.warning(say(lang, key, **{name: safe_text(value) for name, value in params.items()}), icon="⚠️")


def show_sample_folder(lang: str) -> None:
    """Why a folder with the sample takes no real file, and where one may go instead."""
    with st.container(border=True, key="sample_folder"):
        st.markdown(f"**{say(lang, 'upload.sample_folder')}**")
        st.markdown(say(lang, "upload.sample_cure"))
        st.code("GANGSO_DATA=~/gangso-data make run", language=None)
