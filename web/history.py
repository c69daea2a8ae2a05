"""What was uploaded: the list with its filters, one upload in full, the snapshots that came of it."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from access import may, record
from texts import has, say, show_number
from texts.columns import column_label
from web import session
from web.makers import while_open
from web.safe import safe_html
from web.session import Visit
from web.table import show_table

Upload = Mapping[str, Any]  # a line of etl.keep.list_uploads
STATUSES = ("live", "undone", "purged")


def name_of(lang: str, who: object) -> str:
    """Who did it: a role in the reader's words, else the name as it stands."""
    known = next((key for key in (f"shell.role.{who}", f"upload.who.{who}") if has(lang, key)), None)
    return say(lang, known) if known else str(who)


def choose_uploads(lang: str, uploads: Sequence[Upload], sources: Mapping[str, str]) -> list[Upload]:
    """Those that pass the filters, newest first; the seed is hidden until somebody asks for it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        statuses = [each for each in STATUSES if any(upload["status"] == each for upload in uploads)]
        wanted = st.multiselect(
            say(lang, "uploads.filter_status"),
            statuses,
            key="uploads_status",
            format_func=lambda each: say(lang, f"uploads.status.{each}"),
            placeholder=say(lang, "shell.all"),
            width=240,
        )
        kinds = [each for each in sources if any(upload["source"] == each for upload in uploads)]
        source = st.multiselect(
            say(lang, "uploads.filter_source"),
            kinds,
            key="uploads_source",
            format_func=sources.get,
            placeholder=say(lang, "shell.all"),
            width=240,
        )
        with_seed = st.toggle(say(lang, "uploads.show_seed"), key="uploads_seed")
    return [
        upload
        for upload in reversed(uploads)
        if (not wanted or upload["status"] in wanted)
        and (not source or upload["source"] in source)
        and (with_seed or upload["origin"] != "seed")
    ]


def pick_upload(
    visit: Visit, uploads: Sequence[Upload], sources: Mapping[str, str], snapshots: Mapping[int, str], round_: int
) -> Upload | None:
    """The list as a table; returns the row that is chosen."""
    lang = visit.lang
    table = pd.DataFrame(
        {
            "uploaded_at": session.in_seoul(upload["when"]),
            "uploaded_by": name_of(lang, upload["who"]),
            "file": upload["file"],
            "upload_source": sources.get(upload["source"], upload["source"]),
            "upload_rows": upload["rows"],
            "upload_status": say(lang, f"uploads.status.{upload['status']}"),
            "upload_snapshot": snapshots.get(upload["act"], "–"),
        }
        for upload in uploads
    )
    # another list is another widget: a row number must not point at another upload
    mark = zlib.crc32(" ".join(upload["id"] + upload["status"] for upload in uploads).encode())
    chosen = show_table(visit, table, key=f"uploads_{round_}_{mark}", on_select="rerun").selection.rows
    return uploads[chosen[0]] if chosen else None


def show_upload(
    visit: Visit, upload: Upload, sources: Mapping[str, str], snapshots: Mapping[int, str], original: Path
) -> None:
    """One upload in full, with its bytes as they were received."""
    lang = visit.lang
    facts = _facts(lang, upload, sources, snapshots)
    lines = (
        f"<dt>{safe_html(say(lang, f'uploads.fact.{name}'))}</dt><dd>{safe_html(value)}</dd>"
        for name, value in facts.items()
        if value
    )
    st.html(f"<dl class='facts'>{''.join(lines)}</dl>")
    if not original.is_file():
        st.caption(say(lang, "uploads.download_gone"))
    elif may(visit.role, "uploads", "download"):
        st.download_button(
            say(lang, "uploads.download"),
            data=while_open(visit, original.read_bytes),
            file_name="".join(letter for letter in upload["file"] if letter.isprintable()),
            mime="application/octet-stream",
            key=f"original_{upload['id']}",
            on_click=record,
            args=(visit.home, visit.who, "download"),
            kwargs={"page": visit.page, "upload": upload["id"]},
        )


def _facts(
    lang: str, upload: Upload, sources: Mapping[str, str], snapshots: Mapping[int, str]
) -> dict[str, str | None]:
    rows = {name: show_number(lang, upload[key]) for name, key in (("read", "rows_read"), ("rows", "rows"))}
    return {
        "file": upload["file"],
        "source": sources.get(upload["source"], upload["source"]),
        "origin": say(lang, f"uploads.origin.{upload['origin']}"),
        "when": session.in_seoul(upload["when"]),
        "who": name_of(lang, upload["who"]),
        "rows": say(lang, "uploads.rows_of", **rows),
        "encoding": upload["encoding"],
        "given": ", ".join(f"{column_label(name, lang)} {value}" for name, value in upload["given"].items()),
        "joins": show_number(lang, upload["joins"], "count") if upload["joins"] else None,
        "snapshot": snapshots.get(upload["act"]),
        "status": say(lang, f"uploads.status.{upload['status']}"),
        "withdrawn_at": session.in_seoul(upload.get("withdrawn_at", "")),
        "withdrawn_by": name_of(lang, upload["withdrawn_by"]) if "withdrawn_by" in upload else None,
        "reason": upload.get("reason"),
        "id": upload["id"],
    }


def with_last_upload(table: pd.DataFrame, uploads: Sequence[Upload]) -> pd.DataFrame:
    """The table of sources (upload_source) with the moment at which a file of each was last uploaded and stands."""
    last: dict[str, str] = {}
    for upload in uploads:
        if upload["status"] == "live":
            last[upload["source"]] = max(last.get(upload["source"], ""), upload["when"])
    return table.assign(last_uploaded_at=[session.in_seoul(last.get(each, "")) for each in table["upload_source"]])


def show_snapshots(visit: Visit, manifests: Iterable[Mapping[str, Any]], current: str | None) -> None:
    """Every snapshot that is kept, newest first, each a link to what was known then."""
    lang = visit.lang
    heads = ("uploads.snapshots", "shell.built_at", "uploads.inputs")
    head = "".join(f"<th scope='col'>{safe_html(say(lang, key))}</th>" for key in heads)
    rows = []
    for made in manifests:
        is_current = made["id"] == current
        values = {session.LANG: [lang], session.SNAPSHOT: [] if is_current else [made["id"]]}
        href = safe_html(session.path_of(session.FIRST_PAGE, values))
        mark = f" <span class='must'>{safe_html(say(lang, 'uploads.current'))}</span>" if is_current else ""
        number = show_number(lang, len(made.get("inputs", [])), "count")
        rows.append(
            f"<tr><th scope='row'><a href='{href}'>{safe_html(made['id'])}</a>{mark}</th>"
            f"<td>{safe_html(session.in_seoul(made.get('built_at', '')))}</td><td>{safe_html(number)}</td></tr>"
        )
    st.caption(say(lang, "uploads.snapshots_help"))
    st.html(f"<table class='plain'><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>")
