"""What will change, before anybody decides: rows of each table, lists compared, figures before and after."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from texts import has, say, show_date, show_number
from warehouse import Snapshot, open_candidate
from web import session
from web.empty import has_firms
from web.figure import offer_files
from web.labels import reference_names
from web.safe import safe_html
from web.session import Visit
from web.snapshots import open_for
from web.table import show_table

CORE = ("firms", "spells")  # what people upload; other tables are counted from these, or are reference rows
_KINDS = ("added", "replaced", "withdrawn")
_FIRM_NAMES = "SELECT firm_name FROM firms WHERE list_contains($ids, firm_id) ORDER BY firm_name"
_MOST_NAMES = 8

Compare = Callable[[Snapshot | None, Snapshot], pd.DataFrame]


class Change(Protocol):
    """Rows that one table gains, has replaced, and loses; examples are keys."""

    table: str
    added: int
    replaced: int
    withdrawn: int
    examples: Mapping[str, Sequence[str]]


def show_preview(
    visit: Visit,
    candidate: Path,
    changes: Iterable[Change],
    lists: Iterable[Mapping[str, object]],
    sources: Mapping[str, str],
    compare: Compare,
    overlaps: Sequence[Mapping[str, object]] = (),
) -> None:
    """Draw the preview of a candidate.

    `compare` gives kpi, unit, as_of, before, after, change; `sources` names kinds of file and reference tables;
    `overlaps`: periods of money that are there already (source, period, unit, old_rows, new_rows, old_sum, new_sum).
    """
    lang, changes = visit.lang, list(changes)
    seen = _looked_at(visit, candidate, changes, compare)
    if not changes:
        st.markdown(say(lang, "upload.no_changes"))
    plain = [each for each in changes if each.table in sources or has(lang, f"upload.table.{each.table}")]
    plain.sort(key=lambda each: (CORE.index(each.table) if each.table in CORE else len(CORE), each.table))
    lines = [_sentence(lang, each, _name(lang, each.table, sources), seen["firms"]) for each in plain]
    lines += [_list_sentence(lang, each, seen["programmes"]) for each in lists]
    if counted := len(changes) - len(plain):
        lines.append(safe_html(say(lang, "upload.counted_tables", number=show_number(lang, counted))))
    st.html(f"<ul class='changes'>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")
    if overlaps:
        _show_overlaps(visit, overlaps, sources)
    kpis = seen["kpis"]
    if len(kpis) and kpis["before"].notna().all() and (kpis["change"] == 0).all():
        facts = {"number": show_number(lang, len(kpis)), "day": show_date(lang, kpis["as_of"].iloc[0])}
        st.caption(say(lang, "upload.figures.all_same", **facts))
    else:
        show_kpis(lang, kpis)


def _show_overlaps(visit: Visit, overlaps: Sequence[Mapping[str, object]], sources: Mapping[str, str]) -> None:
    """Periods that the file replaces: what they hold now, what they would hold, and the difference."""
    st.markdown(f"**{say(visit.lang, 'upload.overlaps', number=show_number(visit.lang, len(overlaps)))}**")
    st.caption(say(visit.lang, "upload.overlaps_help"))
    table = pd.DataFrame(overlaps)
    table["source"] = [sources.get(name, name) for name in table["source"]]
    table["difference_sum"] = table["new_sum"].fillna(0) - table["old_sum"].fillna(0)
    columns = {"source": "upload_source", "period": "covered_period", "unit": "money_unit"}
    show_table(visit, table.rename(columns=columns), key="overlaps")
    offer_files(visit, "overlaps", table.rename(columns=columns), say(visit.lang, "upload.overlaps_title"), {})


def _looked_at(visit: Visit, candidate: Path, changes: list[Change], compare: Compare) -> dict:
    """What the candidate says, read once: a reader clicks several times before deciding."""
    seen = st.session_state.get(session.PREVIEW)
    current = open_for(visit.home, None).snapshot  # not the visit's: that may be pinned to the past
    mark = (str(candidate), current and current.id, visit.lang)
    if not seen or seen["of"] != mark:
        before = current if has_firms(current) else None
        with open_candidate(candidate) as after:
            seen = {
                "of": mark,
                "kpis": compare(before, after),
                "programmes": reference_names(after, visit.lang)["programme"],
                "firms": _firm_names(current, after, changes),
            }
        st.session_state[session.PREVIEW] = seen
    return seen


def _firm_names(before: Snapshot | None, after: Snapshot, changes: list[Change]) -> dict[str, list[str]]:
    """Names of the first firms that come, change and go."""
    names = {}
    for change in changes:
        if change.table == "firms":
            for kind, keys in change.examples.items():
                where = before if kind == "withdrawn" else after
                names[kind] = list(where.query(_FIRM_NAMES, ids=list(keys))["firm_name"]) if where else []
    return names


def _name(lang: str, table: str, sources: Mapping[str, str]) -> str:
    key = f"upload.table.{table}"
    return say(lang, key) if has(lang, key) else sources.get(table, table)


def _sentence(lang: str, change: Change, name: str, firms: Mapping[str, list[str]]) -> str:
    unit = {"firms": "firms", "spells": "spells"}.get(change.table, "rows")
    parts = []
    for kind in _KINDS:
        if number := getattr(change, kind):
            told = say(lang, f"upload.{kind}", number=show_number(lang, number, unit))
            some = firms.get(kind, [])[:_MOST_NAMES] if change.table == "firms" else []
            rest = " …" if number > len(some) else ""
            names = f" <small>({safe_html(', '.join(some))}{rest})</small>" if some else ""
            parts.append(f"<span class='{kind}'>{safe_html(told)}</span>{names}")
    return f"<b>{safe_html(name)}</b> {' · '.join(parts)}"


def _list_sentence(lang: str, entry: Mapping, programmes: Mapping[str, str]) -> str:
    programme = programmes.get(str(entry["programme_code"]), str(entry["programme_code"]))
    key = "upload.list_compared" if entry["previous"] else "upload.list_first"
    numbers = {name: show_number(lang, entry[name], "firms") for name in ("new", "gone", "unchanged")}
    told = say(lang, key, day=entry["list_date"], previous=entry["previous"] or "", **numbers)
    return f"<b>{safe_html(programme)}</b> {safe_html(told)}"


def show_kpis(lang: str, kpis: pd.DataFrame, before: str = "", after: str = "") -> None:
    """The figures of the first page, as they are and as they would be; `before`, `after`: other headings of these."""
    if kpis.empty:
        return
    heads = {"before": before, "after": after, "change": ""}
    head = f"<th scope='col'>{safe_html(say(lang, 'upload.figures.kpi'))}</th>"
    for name, given in heads.items():
        head += f"<th scope='col' class='number'>{safe_html(given or say(lang, f'upload.figures.{name}'))}</th>"
    body = "".join(_figure_row(lang, row) for row in kpis.itertuples(index=False))
    about = say(lang, "upload.figures.about", day=show_date(lang, kpis["as_of"].iloc[0]))
    st.html(
        f"<table class='plain'><caption>{safe_html(about)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _figure_row(lang: str, row: Any) -> str:
    name = say(lang, f"kpi.{row.kpi}") if has(lang, f"kpi.{row.kpi}") else row.kpi
    before, after, change = (None if pd.isna(each) else float(each) for each in (row.before, row.after, row.change))
    if change:
        told = show_number(lang, change, row.unit, signed=True)
    else:
        told = say(lang, "upload.figures.first" if before is None else "upload.figures.same")
    cells = "".join(
        f"<td class='number'>{safe_html(show_number(lang, each, row.unit))}</td>" for each in (before, after)
    )
    is_same = change == 0
    cells += f"<td class='number{'' if is_same else ' moved'}'>{safe_html(told)}</td>"
    return f"<tr{' class=same' if is_same else ''}><th scope='row'>{safe_html(name)}</th>{cells}</tr>"
