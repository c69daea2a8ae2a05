"""What stands in a figure's place while nobody has uploaded what it needs: a sentence, and the way to mend that."""

from functools import partial

import streamlit as st

from access import may
from texts import say, show_date
from web.safe import safe_html
from web.session import Visit

_FIRST = "SELECT min(month_end) AS month_end FROM export_months"


def show_missing(visit: Visit, name: str, *, message: str, cure: str, is_file: bool = True) -> None:
    """Draw a figure's frame with what is missing and what mends it; where that is a file, who may upload goes there."""
    with st.container(border=True, key=f"figure_{name}", gap="small", height="stretch"):
        st.html(f"<div class='figure-head'><h2>{safe_html(message)}</h2></div><p class='missing'>{safe_html(cure)}</p>")
        if is_file and may(visit.role, "upload"):
            label = say(visit.lang, "figure.go_upload")
            st.page_link("../pages/analyst/upload.py", label=label, icon=":material/upload_file:")


def show_no_exports(visit: Visit, name: str) -> None:
    """The same where exports have no month to show: nobody has uploaded any, or none of them had ended by the day."""
    words, first = partial(say, visit.lang), visit.snapshot.query(_FIRST)["month_end"][0]
    if not first:
        show_missing(visit, name, message=words("exports.missing"), cure=words("exports.missing_cure"))
        return
    cure = words("exports.none_ended_cure", day=show_date(visit.lang, first))
    show_missing(visit, name, message=words("exports.none_ended"), cure=cure, is_file=False)
