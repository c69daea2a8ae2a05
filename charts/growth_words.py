"""The words of the growth account: periods as people say them, the sentence above, the numbers that open."""

from datetime import date

import pandas as pd

from charts.money import told
from charts.numbers import Codes
from charts.theme import Look
from texts import show_date

FAMILIES = {  # what stands together in the account of each year
    "firms": ("entering_firms", "exiting_firms"),
    "markets": ("added_markets", "dropped_markets"),
    "products": ("added_products", "dropped_products"),
    "same": ("same_up", "same_down"),
}
_PARTS = tuple(component for components in FAMILIES.values() for component in components)


def period_words(written: str, look: Look) -> str:
    """Months as a command line takes them, as people say them: 2024, 2024-03, 2024-01..2024-10, several by commas."""
    return ", ".join(_stretch(part, look) for part in written.split(",")) if written else look.number(None)


def _stretch(written: str, look: Look) -> str:
    first, _, last = written.partition("..")
    if len(first) == 4:
        return look.say("chart.year", year=first)
    months = [date.fromisoformat(f"{each}-01") for each in (first, last or first)]
    if not last:
        return show_date(look.lang, months[0], "month")
    if months[0].year != months[1].year:
        first, last = (show_date(look.lang, each, "month") for each in months)
        return look.say("chart.period.across", first=first, last=last)
    first, last = (look.say(f"chart.month.{each.month}") for each in months)
    return look.say("chart.period.within", year=months[0].year, first=first, last=last)


def export_growth_message(account: pd.DataFrame, look: Look) -> str:
    """By how much exports moved and which component moved them most in that direction."""
    sums = dict(zip(account["component"], account["usd"], strict=True))
    if not sums:
        return look.say("chart.message.export_growth.plain")
    change = sums["closing"] - sums["opening"]
    names = {side: period_words(account[f"{side}_period"].iloc[0], look) for side in ("start", "end")}
    if not change:
        return look.say("chart.message.export_growth.same", **names)
    cause = max(_PARTS, key=lambda component: sums[component] if change > 0 else -sums[component])
    return look.say(
        f"chart.message.export_growth.{'up' if change > 0 else 'down'}",
        **names,
        change=told(abs(change), "usd", look),
        cause=look.name("component", cause),
        usd=told(abs(sums[cause]), "usd", look),
    )


def export_growth_by_year_message(years: pd.DataFrame, look: Look) -> str:
    """How often what firms sold before moved the total more than who, where and what was new or gone."""
    sums = years.pivot_table(index="year", columns="component", values="usd", aggfunc="sum")
    if sums.empty:
        return look.say("chart.message.export_growth_by_year.plain")
    net = {family: sums[list(components)].sum(axis=1) for family, components in FAMILIES.items()}
    first = pd.DataFrame(net).abs().idxmax(axis=1)
    most = first.value_counts().index[0]
    return look.say(
        "chart.message.export_growth_by_year.some",
        years=look.number(len(sums)),
        times=look.number(int((first == most).sum())),
        family=look.say(f"chart.growth.family.{most}"),
    )


def growth_numbers(account: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each component that is not 0, the largest first, the ends last."""
    rows = sorted(account.itertuples(), key=lambda row: (row.component not in _PARTS, -abs(row.usd)))
    return {
        (("component", row.component),): look.say(
            "chart.growth.number",
            component=look.name("component", row.component),
            usd=look.number(row.usd, "usd", signed=row.component in _PARTS),
            firms=look.firms(row.firms),
        )
        for row in rows
        if row.usd
    }
