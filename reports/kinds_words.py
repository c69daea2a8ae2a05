"""Slides of words and plain tables: opening, institution, reported figures, decisions, next year, definitions."""

import re
from dataclasses import asdict

import pandas as pd

from charts.messages import reported_and_computed_message
from charts.theme import Look
from desk import CarriedOver, carried_over
from metrics.errors import EmptySelection
from reports.asking import About, Asked, Kind, Tables, metric, title_of
from reports.content import SlideContent, SlideTable
from reports.tables import slide_table
from texts import has, languages, say, show_date

_DECISION = list(CarriedOver.__annotations__)
_FIRST_SENTENCE = re.compile(r"(?<=[.])\s")
_BLANK_ROWS = 8
_SHOWN = ("text", "owner", "due_on", "status")


def _nothing(asked: Asked) -> dict[str, pd.DataFrame]:
    return {}


def _tell_title(tables: Tables, look: Look, about: About) -> SlideContent:
    lines = (about.institution,) if about.institution else ()
    lines += (look.say("shell.as_of_line", day=show_date(look.lang, about.as_of)), *about.lines)
    lines += (look.say(f"slide.audience.{about.audience}"),)
    return SlideContent("title", title_of(about, look.lang), lines=lines)


def _ask_institution(asked: Asked) -> dict[str, pd.DataFrame]:
    if not asked.about.institution:
        raise EmptySelection(as_of=asked.about.as_of)
    return _ask_decisions(asked, asked.about.institution)


def _tell_institution(tables: Tables, look: Look, about: About) -> SlideContent:
    decisions, name = tables["decisions"], about.institution
    if decisions.empty:
        lines = about.lines or (look.say("slide.institution.none"),)
        return SlideContent("institution", look.say("slide.institution.message", name=name), lines=lines)
    message = look.say("slide.institution.owes", name=name, number=len(decisions))
    return SlideContent("institution", message, table=_decided(decisions, look, about))


def _ask_decisions(asked: Asked, owner: str | None = None) -> dict[str, pd.DataFrame]:
    open_ones = carried_over(asked.home, before=asked.about.as_of, as_of=asked.about.as_of)
    rows = [asdict(each) for each in open_ones if owner in (None, each.owner)]
    return {"decisions": pd.DataFrame(rows, columns=_DECISION)}


def _tell_decisions(tables: Tables, look: Look, about: About) -> SlideContent:
    decisions = tables["decisions"]
    if decisions.empty:
        none, now = look.say("slide.decisions.none"), look.say("slide.decisions.write")
        table = None if about.lines else _to_write(look)
        return SlideContent("decisions", none, now, table=table, lines=about.lines)
    facts = {"number": len(decisions), "late": int(decisions["is_overdue"].sum())}
    key = "late" if facts["late"] else "message"
    return SlideContent(
        "decisions", look.say(f"slide.decisions.{key}", **facts), table=_decided(decisions, look, about)
    )


def _to_write(look: Look) -> SlideTable:
    """Rows to write into while the meeting decides."""
    heads = tuple(look.say(f"slide.decisions.{name}") for name in ("text", "owner", "due_on"))
    return SlideTable(heads, (("", "", ""),) * _BLANK_ROWS, shares=(0.62, 0.22, 0.16))


def _decided(decisions: pd.DataFrame, look: Look, about: About) -> SlideTable:
    heads = tuple(look.say(f"slide.decisions.{name}") for name in _SHOWN)
    rows = tuple(
        (row.text, row.owner, show_date(look.lang, row.due_on), _status(row, look)) for row in decisions.itertuples()
    )
    return SlideTable(heads, rows)


def _status(row, look: Look) -> str:
    told = look.say(f"slide.decisions.status_{row.status}")
    return look.say("slide.decisions.overdue", status=told) if row.is_overdue else told


def _tell_plan(tables: Tables, look: Look, about: About) -> SlideContent:
    targets, year = tables["kpi_targets"], about.as_of.year
    wide = targets.pivot_table(index="kpi", columns="year", values="target", sort=False)
    units = dict(zip(targets["kpi"], targets["unit"], strict=True))
    rows = tuple(
        (look.name("kpi", kpi), *(look.number(wide.loc[kpi].get(each), units[kpi]) for each in (year, year + 1)))
        for kpi in wide.index
    )
    heads = (look.say("slide.plan.kpi"), *(look.say("slide.plan.target", year=each) for each in (year, year + 1)))
    message = look.say("slide.plan.message", year=year + 1)
    return SlideContent("plan", message, table=SlideTable(heads, rows, (1, 2)), lines=about.lines)


def _tell_reported(tables: Tables, look: Look, about: About) -> SlideContent:
    pairs = tables["reported_and_computed"]
    columns = [name for name in ("measure", "count_kind", "as_of", "reported", "computed", "difference", "gap_reason")
               if name in pairs]  # fmt: skip
    return SlideContent("reported", reported_and_computed_message(pairs, look), table=slide_table(pairs, columns, look))


def _ask_definitions(asked: Asked) -> dict[str, pd.DataFrame]:
    rows = []
    for name in asked.measures:
        row = {"metric": name}
        for lang in languages():
            row[f"name_{lang}"] = name_of(name, lang)
            row[f"definition_{lang}"] = _FIRST_SENTENCE.split(meaning_of(name, lang, asked.about), maxsplit=1)[0]
        rows.append(row)
    if not rows:
        raise EmptySelection(as_of=asked.about.as_of)
    return {"definitions": pd.DataFrame(rows)}


def name_of(measure: str, lang: str) -> str:
    """What a measure is called."""
    key = f"metric.{measure}.name"
    return say(lang, key) if has(lang, key) else measure


def meaning_of(measure: str, lang: str, about: About) -> str:
    """What a measure means: to outsiders, of what was released of it."""
    parts = ("released", "definition") if about.is_outside else ("definition",)
    keys = (f"metric.{measure}.{part}" for part in parts)
    return next((say(lang, key) for key in keys if has(lang, key)), "")


def _tell_definitions(tables: Tables, look: Look, about: About) -> SlideContent:
    rows = tables["definitions"]
    lang = look.lang if f"name_{look.lang}" in rows else languages()[0]
    heads = tuple(look.say(f"slide.definitions.{each}") for each in ("measure", "meaning"))
    table = SlideTable(heads, tuple(zip(rows[f"name_{lang}"], rows[f"definition_{lang}"], strict=True)))
    return SlideContent("definitions", look.say("slide.definitions.name"), table=table)


def _tell_lines(tables: Tables, look: Look, about: About) -> SlideContent:
    return SlideContent("lines", look.say("slide.lines.name"), lines=about.lines)


OPENING = {
    "title": Kind(_nothing, _tell_title),
    "institution": Kind(_ask_institution, _tell_institution, ("internal", "council")),
}
CLOSING = {
    "reported": Kind(metric("reported_and_computed"), _tell_reported, measures=("reported_and_computed",)),
    "decisions": Kind(_ask_decisions, _tell_decisions, ("internal", "council")),
    "plan": Kind(metric("kpi_targets"), _tell_plan),
    "lines": Kind(_nothing, _tell_lines),
    "definitions": Kind(_ask_definitions, _tell_definitions),
}
