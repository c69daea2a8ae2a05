"""The words on a key figure's card: figure, target, change to the same day a year before, the years behind it."""

import pandas as pd

from charts.money import change, exact, told
from charts.theme import Look

_MONEY = ("usd", "krw")


# The order of the cards: the ladder first, then money. The first page has room for eight.
ON_CARDS = (
    "flagship_firms",
    "pre_firms",
    "entries_year",
    "promotions_year",
    "exports_usd",
    "exporters",
    "staff",
    "rnd_krw",
)


def first_kpis(kpis: pd.DataFrame) -> pd.DataFrame:
    """The key figures in the order of their worth to a reader in a hurry; those without a place keep theirs, behind."""
    place = {name: at for at, name in enumerate(ON_CARDS)}
    return kpis.sort_values("kpi", key=lambda names: names.map(place).fillna(len(place)), kind="stable")


def kpi_cards(kpis: pd.DataFrame, history: pd.DataFrame, look: Look) -> list[dict]:
    """One set of words a row of `kpis`, in its order, with `history` (kpi, year, value) for its spark."""
    behind = {name: rows for name, rows in history.sort_values("year").groupby("kpi", sort=False)}
    return [_card(row, behind.get(row.kpi), look) for row in kpis.itertuples()]


def _card(row, years: pd.DataFrame | None, look: Look) -> dict:
    name, spark = look.name("kpi", row.kpi), [] if years is None else years["value"].tolist()
    target = look.say("chart.kpi.target", target=look.number(row.target, row.unit)) if pd.notna(row.target) else None
    return {
        "label": name,
        "value": told(row.value, row.unit, look) if row.unit in _MONEY else look.number(row.value, row.unit),
        "exact": exact(row.value, row.unit, look) if row.unit in _MONEY else None,
        "target": target,
        "change": _change(row, look) if pd.notna(row.previous) else None,
        "status": row.status,
        "spark": spark,
        "spark_label": _spark_words(name, years, look) if spark else None,
    }


def _spark_words(name: str, years: pd.DataFrame, look: Look) -> str:
    behind = ", ".join(f"{year.year} {look.number(year.value, year.unit)}" for year in years.itertuples())
    return look.say("chart.kpi.spark", name=name, years=behind)


def _change(row, look: Look) -> str:
    difference = row.value - row.previous
    if difference == 0:
        return look.say("chart.kpi.same")
    if row.unit in _MONEY and row.previous > 0:
        return look.say("chart.kpi.change", change=change(difference / row.previous, look))
    return look.say("chart.kpi.change", change=look.number(difference, row.unit, signed=True))
