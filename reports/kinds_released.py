"""What of money and people outsiders' slides show: the released table of the last year, hidden cells named as such."""

from dataclasses import replace

import pandas as pd

from charts.released import UNITS, cell_name, released_message
from charts.theme import Look
from metrics.released import released_figures
from metrics.selection import Selection
from reports.asking import Asked, Tables
from reports.charting import ranked
from reports.content import SlideContent
from warehouse import NotReleased


def ask_released(asked: Asked, measure: str, dimension: str) -> dict[str, pd.DataFrame]:
    """The released cells of the last year that has some, and its total. Raises NotReleased."""
    selection = Selection(asked.about.as_of)
    cells = released_figures(asked.snapshot, selection, measure, dimension)
    if cells.empty:
        raise NotReleased(table=f"{measure} × {dimension}")
    in_year = replace(selection, years=(int(cells["year"].max()),))
    table = released_figures(asked.snapshot, in_year, measure, dimension)
    total = released_figures(asked.snapshot, in_year, measure, "year")
    return {"released": table.assign(measure=measure, dimension=dimension), "total": total}


def tell_released(kind: str, tables: Tables, look: Look) -> SlideContent:
    """The cells as lying bars, the largest first; a hidden one has no bar and says so in its name."""
    table, totals = tables["released"], tables["total"]
    measure, dimension = table["measure"].iloc[0], table["dimension"].iloc[0]
    unit = UNITS[measure]
    total = totals["value"].iloc[0] if len(totals) else None
    names = [_name(row, dimension, look) for row in table.itertuples()]
    colour = look.ink.exports if measure == "exports_usd" else look.ink.stages[3]
    chart = ranked(names, list(table["value"]), unit, look.name("measure", measure), look, colour)
    facts = {"year": int(table["year"].iloc[0]), "measure": look.name("measure", measure)}
    about = look.say("slide.released.about", by=look.say(f"release.dimension.{dimension}"), **facts)
    message = released_message(table, total, measure, dimension, look)
    return SlideContent(kind, message, about, look.say(f"slide.unit.{unit}"), chart)


def _name(row, dimension: str, look: Look) -> str:
    name = cell_name(row.code, dimension, look)
    return look.say("slide.released.hidden", name=name) if row.is_suppressed else name
