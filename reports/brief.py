"""The brief: one A4 page for an executive, of the same draft as the deck. Typst sets it with fonts that stand here."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from charts.released import UNITS
from charts.slides import SlideChart
from charts.theme import LIGHT, Look
from reports.asking import About, title_of
from reports.content import SlideContent
from reports.draft import Draft, slides_of, source_line
from reports.pptx_words import clean
from texts import say, show_date, show_number
from texts.formats import NOTHING

_HERE = Path(__file__).parent
_FIGURES = ("ladder", "exports_by_year")
_NO_SENTENCE = (*_FIGURES, "title", "institution", "results", "plan", "lines", "definitions")
_MOST_CARDS, _MOST_SENTENCES = 12, 16  # what one page holds
_WIDEST_ROW = 5  # cards; one for each stage
_STATUS = {"met": ("●", LIGHT.met), "watch": ("!", LIGHT.watch), "missed": ("■", LIGHT.missed)}


def as_brief(draft: Draft, lang: str) -> bytes:
    """PDF of one page: key figures, the ladder, exports, and what every other slide says in a sentence."""
    import typst  # 34 MB that no page needs before somebody asks for paper

    told = clean(json.dumps(_given(draft, lang), ensure_ascii=False))  # no letter turns a line round
    return typst.compile(
        str(_HERE / "brief.typ"),
        font_paths=[str(_HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"brief": told},
        format="pdf",
    )


def _given(draft: Draft, lang: str) -> dict[str, Any]:
    slides = slides_of(draft, lang)
    cards = _cards(draft, lang)[:_MOST_CARDS]
    sentences = [_sentence(each, lang) for each in slides if each.kind not in _NO_SENTENCE and each.message]
    return {
        "lang": lang,
        "title": title_of(draft.about, lang),
        "line": _line(draft.about, lang),
        "source": source_line(draft, lang),
        "product": say(lang, "shell.product"),
        "missing": NOTHING,
        "cards": cards,
        "across": _WIDEST_ROW if len(cards) == _WIDEST_ROW else 4,
        "figures": [_figure(each, lang) for each in slides if each.kind in _FIGURES and each.chart],
        "messages": sentences[:_MOST_SENTENCES],
    }


def _line(about: About, lang: str) -> str:
    parts = [about.institution] if about.institution else []
    parts.append(say(lang, "shell.as_of_line", day=show_date(lang, about.as_of)))
    return " · ".join([*parts, say(lang, f"slide.audience.{about.audience}")])


def _sentence(slide: SlideContent, lang: str) -> dict[str, str]:
    return {"name": say(lang, f"slide.{slide.kind}.name"), "message": slide.message}


def _cards(draft: Draft, lang: str) -> list[dict[str, str]]:
    tables = next((slide.tables for slide in draft.slides if slide.kind == "results"), {})
    look = Look(lang, names=draft.names[lang])
    if "kpis" in tables:
        return [_kpi_card(row, look) for row in tables["kpis"].itertuples()]
    counts = tables.get("stage_counts", pd.DataFrame())
    return [_stage_card(row, look) for row in counts.itertuples()]


def _kpi_card(row, look: Look) -> dict[str, str]:
    mark, colour = _STATUS.get(row.status, ("", LIGHT.muted))
    beside = [look.say("slide.brief.previous", value=_beside(row.previous, row.unit, look))]
    if pd.notna(row.target):
        beside.append(look.say("chart.kpi.target", target=_beside(row.target, row.unit, look)))
    named = f"{mark} {look.name('status', row.status)}" if mark else ""
    return {
        "name": look.name("kpi", row.kpi),
        "value": look.number(row.value, row.unit),
        "mark": named,
        "colour": colour,
        "beside": " · ".join(beside),
    }


def _beside(value: object, unit: str, look: Look) -> str:
    """A number beside the figure, which has said the unit already; money says it again."""
    return look.number(value, unit if unit in UNITS.values() else None)


def _stage_card(row, look: Look) -> dict[str, str]:
    beside = [f"{look.say('slide.ladder.cumulative')} {look.number(row.cumulative)}"]
    if pd.notna(row.quota):
        beside.append(f"{look.say('slide.ladder.quota')} {look.number(row.quota)}")
    name = look.name("stage", row.stage_code)
    value = {"name": name, "value": look.firms(row.current), "beside": " · ".join(beside)}
    return value | {"mark": "", "colour": LIGHT.muted}


def _figure(slide: SlideContent, lang: str) -> dict[str, Any]:
    unit = say(lang, "figure.unit", unit=slide.unit) if slide.unit else ""
    return {"message": slide.message, "about": slide.about, "unit": unit, "chart": _chart(slide.chart, lang)}


def _chart(chart: SlideChart, lang: str) -> dict[str, Any]:
    series = [
        {
            "name": each.name,
            "values": each.values,
            "labels": [show_number(lang, None if v is None else round(v, chart.decimals)) for v in each.values],
            "colour": each.colour,
            "edge": each.edge or each.colour,
            "is_line": each.is_line,
        }
        for each in chart.series
    ]
    return {"categories": chart.categories, "series": series}
