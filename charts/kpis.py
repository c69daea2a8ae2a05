"""The words on a key figure's card: figure, target, change to the same day a year before, the years behind it."""

import pandas as pd

from charts.theme import Look


def kpi_cards(kpis: pd.DataFrame, history: pd.DataFrame, look: Look) -> list[dict]:
    """One set of words a row of `kpis`, in its order, with `history` (kpi, year, value) for its spark."""
    behind = {name: rows for name, rows in history.sort_values("year").groupby("kpi", sort=False)}
    return [_card(row, behind.get(row.kpi), look) for row in kpis.itertuples()]


def _card(row, years: pd.DataFrame | None, look: Look) -> dict:
    name, spark = look.name("kpi", row.kpi), [] if years is None else years["value"].tolist()
    target = look.say("chart.kpi.target", target=look.number(row.target, row.unit)) if pd.notna(row.target) else None
    return {
        "label": name,
        "value": look.number(row.value, row.unit),
        "target": target,
        "change": _change(row, look) if pd.notna(row.previous) else None,
        "status": row.status,
        "spark": spark,
        "spark_label": _spark_words(name, years, look) if spark else None,
    }


def _spark_words(name: str, years: pd.DataFrame, look: Look) -> str:
    told = ", ".join(f"{year.year} {look.number(year.value)}" for year in years.itertuples())
    return look.say("chart.kpi.spark", name=name, years=told)


def _change(row, look: Look) -> str:
    change = row.value - row.previous
    if change == 0:
        return look.say("chart.kpi.same")
    return look.say("chart.kpi.change", change=look.number(change, row.unit, signed=True))
