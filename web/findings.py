"""What was found in files: one line for each kind, and every finding in a table that can be filtered and taken away."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from texts import say, show_number
from web.figure import offer_files
from web.safe import safe_html
from web.session import Visit
from web.table import show_table

SIGNS = {"error": "■", "warning": "!", "correction": "○"}  # a sign and a word, never the colour alone
Rows = Sequence[Mapping[str, object]]


def told_findings(lang: str, numbers: Mapping[str, int]) -> str:
    """How many findings of each severity there are, or that there are none."""
    parts = [f"{SIGNS[severity]} {_counted(lang, severity, number)}" for severity, number in numbers.items() if number]
    return " · ".join(parts) or say(lang, "upload.no_findings")


def show_findings(visit: Visit, kinds: Rows, every: Callable[[], Rows]) -> None:
    """One line for each kind of finding; `every` gives the full list, asked for when somebody opens it."""
    if not kinds:
        return
    with_file = len({kind["file"] for kind in kinds}) > 1
    st.html(f"<ul class='findings'>{''.join(_line(visit.lang, kind, with_file) for kind in kinds)}</ul>")
    with st.expander(say(visit.lang, "upload.every"), key="every", on_change="rerun") as opened:
        if opened.open:
            _show_every(visit, every())


def _line(lang: str, kind: Mapping, with_file: bool) -> str:
    severity = kind["severity"]
    mark = f"<b aria-hidden='true'>{SIGNS[severity]}</b> {safe_html(_counted(lang, severity, kind['count']))}"
    place = safe_html(_place(lang, kind, with_file))
    return (
        f"<li class='{severity}'><p><span class='severity'>{mark}</span> {safe_html(kind['sentence'])}</p>"
        f"<p class='cure'>{f'<span>{place}</span> ' if place else ''}→ {safe_html(kind['cure'])}</p></li>"
    )


def _place(lang: str, kind: Mapping, with_file: bool) -> str:
    parts = [str(kind["file"])] if with_file else []
    if kind["columns"]:
        parts.append(", ".join(f"‘{column}’" for column in kind["columns"]))
    if kind["rows"]:
        shown = len(kind["rows"])
        key = "in_rows_more" if kind["count"] > shown else "in_rows" if shown > 1 else "in_row"
        parts.append(say(lang, f"upload.{key}", rows=", ".join(map(str, kind["rows"]))))
    return " ".join(parts)


def _show_every(visit: Visit, found: Rows) -> None:
    lang = visit.lang
    whole = _table(lang, found)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        grave = _choose(lang, "severity", [each for each in SIGNS if each in set(whole["severity"])])
        here = whole[whole["severity"].isin(grave)] if grave else whole
        columns = _choose(lang, "written_column", sorted(set(here["written_column"].dropna())))
        here = here[here["written_column"].isin(columns)] if columns else here
        files = _choose(lang, "file", sorted(set(whole["file"])))
        here = here[here["file"].isin(files)] if files else here
    table = here.assign(severity=[_word(lang, each) for each in here["severity"]])
    if table["file"].nunique() < 2 and whole["file"].nunique() < 2:
        table = table.drop(columns="file")
    if not table["sheet"].notna().any():
        table = table.drop(columns="sheet")
    show_table(visit, table, key="every_finding")
    offer_files(visit, "findings", table, say(lang, "upload.findings_title"), {})


def _table(lang: str, found: Rows) -> pd.DataFrame:
    rows = [
        {
            "severity": each["severity"],
            "file": each["file"],
            "sheet": each["sheet"],
            "source_row": each["row"],
            "written_column": each["column"],
            "written_value": each["value"] or "",
            "problem": each["sentence"],
            "cure": each["cure"],
        }
        for each in found
    ]
    return pd.DataFrame(rows).astype({"source_row": "Int64"})


def _counted(lang: str, severity: str, number: int) -> str:
    word = say(lang, f"upload.severity.{severity}")
    return say(lang, "upload.counted", word=word, number=show_number(lang, number))


def _word(lang: str, severity: str) -> str:
    return f"{SIGNS[severity]} {say(lang, f'upload.severity.{severity}')}"


def _choose(lang: str, name: str, options: list[str]) -> list[str]:
    """A filter with nothing chosen lets all pass; where there is no choice there is no widget."""
    if len(options) < 2:
        return []
    shown = {option: _word(lang, option) if name == "severity" else option for option in options}
    return st.multiselect(
        say(lang, f"column.{name}"),
        options,
        key=f"findings_{name}",
        format_func=shown.get,
        placeholder=say(lang, "shell.all"),
        width=260,
    )
