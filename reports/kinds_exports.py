"""Slides about exports: by year, by stage, where, what, and why the total moved."""

import pandas as pd

from charts.growth_words import export_growth_message, period_words
from charts.money import part_label, told
from charts.money_messages import exports_by_country_message, exports_by_hs_message, exports_by_stage_message
from charts.slides import Series, SlideChart
from charts.theme import Look
from charts.total_messages import exports_by_period_message
from reports.asking import About, Asked, Kind, Tables, metric
from reports.charting import amounts, decimals, ranked, stacked_by_stage
from reports.content import SlideContent
from reports.kinds_released import ask_released, tell_released

_TOP = 10
_ENDS = ("opening", "closing")


def _ask_years(asked: Asked) -> dict[str, pd.DataFrame]:
    if asked.about.is_outside:
        return {"exports_by_year": asked.metric("exports_by_year")}
    return {"exports_by_period": asked.metric("exports_by_period")}


def _tell_years(tables: Tables, look: Look, about: About) -> SlideContent:
    if "exports_by_period" not in tables:
        return _tell_released_years(tables["exports_by_year"], look)
    periods = tables["exports_by_period"]
    rows = list(periods.itertuples())
    series = _exports_of(periods["exports_usd"], look)
    in_part = tuple(at for at, row in enumerate(rows) if row.is_part_period)
    names = tuple(_year(row, look) for row in rows)
    chart = SlideChart("columns", names, (series,), decimals([series]), in_part=in_part)
    message = exports_by_period_message(periods, look)
    return SlideContent("exports_by_year", message, unit=look.say("slide.unit.usd"), chart=chart)


def _tell_released_years(years: pd.DataFrame, look: Look) -> SlideContent:
    series, known = _exports_of(years["exports_usd"], look), years[years["exports_usd"].notna()]
    message = look.say("slide.exports_by_year.name")
    if len(known):
        year, usd = int(known["year"].iloc[-1]), told(known["exports_usd"].iloc[-1], "usd", look)
        message = look.say("slide.exports_by_year.released", year=year, usd=usd)
    chart = SlideChart("columns", tuple(map(str, years["year"])), (series,), decimals([series]))
    return SlideContent("exports_by_year", message, unit=look.say("slide.unit.usd"), chart=chart)


def _year(row, look: Look) -> str:
    return part_label(row, look) if row.is_part_period else str(row.year)


def _exports_of(values: pd.Series, look: Look) -> Series:
    return Series(look.say("slide.exports_by_year.series"), amounts(values, "usd", look), look.ink.exports)


def _ask_stages(asked: Asked) -> dict[str, pd.DataFrame]:
    if asked.about.is_outside:
        return ask_released(asked, "exports_usd", "stage")
    return {name: asked.metric(name) for name in ("exports_by_stage", "exports_by_period")}


def _tell_stages(tables: Tables, look: Look, about: About) -> SlideContent:
    if "exports_by_stage" not in tables:
        return tell_released("exports_by_stage", tables, look)
    stages, periods = tables["exports_by_stage"], list(tables["exports_by_period"].itertuples())
    labels = {int(row.year): _year(row, look) for row in periods}
    in_part = tuple(at for at, row in enumerate(periods) if row.is_part_period)
    chart = stacked_by_stage(stages, "exports_usd", "usd", labels, look, in_part)
    message = exports_by_stage_message(stages, look)
    return SlideContent("exports_by_stage", message, unit=look.say("slide.unit.usd"), chart=chart)


def _ask_markets(asked: Asked) -> dict[str, pd.DataFrame]:
    if asked.about.is_outside:
        return ask_released(asked, "exports_usd", "market_group")
    return {"exports_by_country": asked.metric("exports_by_country")}


def _tell_markets(tables: Tables, look: Look, about: About) -> SlideContent:
    if "exports_by_country" not in tables:
        return tell_released("markets", tables, look)
    countries = tables["exports_by_country"]
    top = countries.head(_TOP)
    names = [look.name("country", code) for code in top["country"]]
    return _ranked("markets", exports_by_country_message(countries, look), names, top, look)


def _tell_products(tables: Tables, look: Look, about: About) -> SlideContent:
    chapters = tables["exports_by_hs"]
    top = chapters.head(_TOP)
    names = [look.name("hs", code) for code in top["hs_chapter"]]
    return _ranked("products", exports_by_hs_message(chapters, look), names, top, look)


def _ranked(kind: str, message: str, names: list[str], top: pd.DataFrame, look: Look) -> SlideContent:
    year = look.say("chart.year", year=int(top["year"].iloc[0])) if len(top) else ""
    label = look.say("slide.exports_by_year.series")
    chart = ranked(names, list(top["exports_usd"]), "usd", label, look, look.ink.exports)
    about = look.say(f"slide.{kind}.about", year=year, most=len(top))
    return SlideContent(kind, message, about, look.say("slide.unit.usd"), chart)


def _tell_growth(tables: Tables, look: Look, about: About) -> SlideContent:
    account = tables["export_growth_decomposition"]
    rows = [row for row in account.itertuples() if row.component in _ENDS or row.usd]
    periods = {side: period_words(str(account[f"{side}_period"].iloc[0]), look) for side in ("start", "end")}
    ends = {"opening": periods["start"], "closing": periods["end"]}
    names = tuple(ends.get(row.component) or look.name("component", row.component) for row in rows)
    label = look.say("slide.growth.series")
    series = Series(label, amounts([row.usd for row in rows], "usd", look), look.ink.exports)
    totals = tuple(at for at, row in enumerate(rows) if row.component in _ENDS)
    chart = SlideChart("waterfall", names, (series,), decimals([series]), totals)
    line = look.say("slide.growth.about", **periods)
    return SlideContent("growth", export_growth_message(account, look), line, look.say("slide.unit.usd"), chart)


EXPORTS = {
    "exports_by_year": Kind(_ask_years, _tell_years, measures=("exports_by_year",)),
    "exports_by_stage": Kind(_ask_stages, _tell_stages, measures=("exports_by_stage",)),
    "markets": Kind(
        _ask_markets, _tell_markets, measures=("exports_by_country",), released=("exports_by_market_group",)
    ),
    "products": Kind(metric("exports_by_hs"), _tell_products, ("internal",), ("exports_by_hs",)),
    "growth": Kind(
        metric("export_growth_decomposition"), _tell_growth, ("internal",), ("export_growth_decomposition",)
    ),
}
