"""Slides about what firms reported: sales, people, research."""

from collections.abc import Callable

import pandas as pd

from charts.money_messages import outcomes_by_year_message
from charts.released import UNITS
from charts.slides import Series, SlideChart
from charts.theme import Look
from metrics.errors import EmptySelection
from reports.asking import About, Asked, Kind, Tables
from reports.charting import amounts, decimals
from reports.content import SlideContent
from reports.kinds_released import ask_released, tell_released


def _ask(measure: str) -> Callable[[Asked], dict[str, pd.DataFrame]]:
    def ask(asked: Asked) -> dict[str, pd.DataFrame]:
        if asked.about.is_outside:
            return ask_released(asked, measure, "stage")
        years = asked.metric("outcomes_by_year")
        known = years[(years["measure"] == measure) & (years["reporting_firms"] > 0)]
        if known.empty:
            raise EmptySelection(as_of=asked.about.as_of)
        return {"outcomes_by_year": known.reset_index(drop=True)}

    return ask


def _tell(kind: str, measure: str) -> Callable[[Tables, Look, About], SlideContent]:
    def tell(tables: Tables, look: Look, about: About) -> SlideContent:
        if "outcomes_by_year" not in tables:
            return tell_released(kind, tables, look)
        years, unit = tables["outcomes_by_year"], UNITS[measure]
        name = look.name("measure", measure)
        series = Series(name, amounts(years["sum"], unit, look), look.ink.stages[3])
        labels = tuple(
            look.say("slide.outcomes.year", year=row.year, firms=look.firms(row.reporting_firms))
            for row in years.itertuples()
        )
        chart = SlideChart("columns", labels, (series,), decimals([series]))
        line = look.say("slide.outcomes.about", measure=name)
        message = outcomes_by_year_message(years, measure, look)
        return SlideContent(kind, message, line, look.say(f"slide.unit.{unit}"), chart)

    return tell


def _kind(kind: str, measure: str) -> Kind:
    return Kind(_ask(measure), _tell(kind, measure), measures=("outcomes_by_year",))


OUTCOMES = {
    kind: _kind(kind, measure) for kind, measure in (("sales", "sales_krw"), ("staff", "staff"), ("rnd", "rnd_krw"))
}
