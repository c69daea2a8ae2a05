"""Before the first upload: what this will show, and the three ways to begin."""

import streamlit as st

from access import may
from texts import say
from warehouse import Snapshot
from web.figure import draw_head
from web.session import Visit

_WAYS = ("sample", "templates", "own")  # the sample, the templates to fill in, data of one's own


def has_firms(snapshot: Snapshot | None) -> bool:
    """Whether anything has been designated: a new folder holds reference tables only."""
    return bool(snapshot) and snapshot.manifest["tables"].get("spells", {}).get("rows", 0) > 0


def show_empty(visit: Visit) -> None:
    """The page before there are figures."""
    lang = visit.lang
    draw_head(visit, f"shell.page.{visit.page}")
    with st.container(key="empty"):
        st.header(say(lang, "shell.empty.title"), anchor=False)
        st.markdown(say(lang, "shell.empty.about"))
        for column, way in zip(st.columns(len(_WAYS)), _WAYS, strict=True):
            with column.container(border=True, height="stretch", key=f"empty_{way}"):
                st.markdown(f"**{say(lang, f'shell.empty.{way}')}**")
                st.markdown(say(lang, f"shell.empty.{way}_help"))
        if may(visit.role, "upload"):
            st.page_link("../pages/analyst/upload.py", label=say(lang, "shell.empty.go"), icon=":material/upload_file:")
        else:
            st.caption(say(lang, "shell.empty.ask"))
