"""What the figures on markets and products say, and their numbers that can be opened."""

from collections.abc import Collection

import pandas as pd

from charts.numbers import Codes
from charts.products import ALL, BASE
from charts.theme import Look

_HALF = 0.5


def exports_by_country_map_message(countries: pd.DataFrame, look: Look) -> str:
    """How many markets there are, and how few of them take half. `countries`: the largest first."""
    if countries.empty:
        return look.say("chart.message.exports_by_country_map.plain")
    if len(countries) == 1:
        name = look.name("country", countries["country"].iloc[0])
        return look.say("chart.message.exports_by_country_map.one", country=name)
    half = int((countries["share"].cumsum() < _HALF).sum()) + 1
    told = {"number": look.number(len(countries)), "half": look.number(half)}
    return look.say("chart.message.exports_by_country_map.some", **told)


def exports_by_market_group_message(groups: pd.DataFrame, look: Look) -> str:
    """The largest group, and what it takes together with the second."""
    if groups.empty:
        return look.say("chart.message.exports_by_market_group.plain")
    names = [look.name("market_group", code) for code in groups["market_group"].head(2)]
    if len(names) == 1:
        return look.say("chart.message.exports_by_market_group.one", group=names[0])
    shares = {"share": groups["share"].iloc[0], "both": groups["share"].head(2).sum()}
    told = {key: look.number(share, "share") for key, share in shares.items()}
    return look.say("chart.message.exports_by_market_group.some", group=names[0], second=names[1], **told)


def exports_by_country_treemap_message(countries: pd.DataFrame, groups: pd.DataFrame, look: Look) -> str:
    """How much of what went to the largest group went to its largest market. Both tables: the largest first."""
    if groups.empty:
        return look.say("chart.message.exports_by_country_treemap.plain")
    group = groups.iloc[0]
    largest = countries[countries["country"].isin(group["country_codes"].split(","))].iloc[0]
    told = {
        "group": look.name("market_group", group["market_group"]),
        "country": look.name("country", largest["country"]),
    }
    share = look.number(largest["exports_usd"] / group["exports_usd"], "share")
    key = "one" if group["countries"] == 1 else "some"
    return look.say(f"chart.message.exports_by_country_treemap.{key}", share=share, **told)


def market_history_message(history: pd.DataFrame, look: Look) -> str:
    """Which market is the largest, and since when."""
    first = history[history["market_rank"] == 1].sort_values("year")
    if first.empty:
        return look.say("chart.message.market_history.plain")
    country, years = first["country"].iloc[-1], first["year"].tolist()
    others = first[first["country"] != country]
    since = min(years) if others.empty else min(year for year in years if year > others["year"].max())
    told = {"country": look.name("country", country), "since": since}
    if others.empty:
        return look.say("chart.message.market_history.always", **told)
    before = look.name("country", others["country"].iloc[-1])
    return look.say("chart.message.market_history.since", before=before, **told)


def markets_gained_and_lost_message(changes: pd.DataFrame, look: Look) -> str:
    """How many markets firms gained and lost in the last year that can be compared."""
    if changes.empty:
        return look.say("chart.message.markets_gained_and_lost.plain")
    year = int(changes["year"].max())
    sums = changes[changes["year"] == year].groupby("market_change")["firms"].sum()
    told = {way: look.number(int(sums.get(way, 0))) for way in ("gained", "lost")}
    return look.say("chart.message.markets_gained_and_lost.some", year=year, **told)


def change_numbers(changes: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """The markets gained, and those lost, of each year, the latest first."""
    sums = changes.groupby(["year", "market_change"])["firms"].sum()
    return {
        (("year", year), ("market_change", way)): look.say(
            "chart.number.market_change",
            year=year,
            change=look.say(f"market_change.{way}"),
            number=look.number(int(sums[year, way])),
        )
        for year in sorted({year for year, _ in sums.index}, reverse=True)
        for way in ("gained", "lost")
        if (year, way) in sums.index
    }


def exports_by_product_message(products: pd.DataFrame, current: str, look: Look) -> str:
    """The largest part of the product in view, and its share of it."""
    if products.empty:
        return look.say("chart.message.exports_by_product.plain")
    share = products["share"].iloc[0] / products["share"].sum()
    told = {
        "product": look.name("hs_product", products["hs_product"].iloc[0]),
        "share": look.number(share, "share"),
    }
    if current == ALL:
        return look.say("chart.message.exports_by_product.all", **told)
    return look.say("chart.message.exports_by_product.within", within=look.name("hs_product", current), **told)


def unit_values_message(products: pd.DataFrame, look: Look) -> str:
    """What a kilogram of the largest product was worth in the last year, against the first. `products`: as drawn."""
    weighed = products[products["unit_value_usd_per_kg"].notna()]
    if weighed.empty:
        return look.say("chart.message.unit_values.plain")
    code = weighed.loc[weighed["year"] == weighed["year"].max(), "hs_product"].iloc[0]
    rows = weighed[weighed["hs_product"] == code].sort_values("year")
    first, last = rows.iloc[0], rows.iloc[-1]
    index = round(last["unit_value_usd_per_kg"] / first["unit_value_usd_per_kg"] * BASE)
    way = "up" if index > BASE else "down" if index < BASE else "same"
    return look.say(
        f"chart.message.unit_values.{'one' if len(rows) == 1 else way}",
        product=look.name("hs_product", code),
        year=int(last["year"]),
        first=int(first["year"]),
        value=look.say("chart.per_kg", value=look.number(round(last["unit_value_usd_per_kg"], 2))),
        rate=look.number(abs(index / BASE - 1), "share"),
    )


def product_codes(tree: pd.DataFrame) -> dict[str, str]:
    """What choosing each product sets in the filter: itself; a section, which has no digits, its chapters."""
    chapters = tree[tree["hs_level"] == "chapter"].sort_values("hs_product").groupby("hs_within")["hs_product"]
    sections = {section: ",".join(codes) for section, codes in chapters}
    return {ALL: ""} | {code: sections.get(code, code) for code in tree["hs_product"]}


def product_in_view(tree: pd.DataFrame, chosen: Collection[str]) -> str:
    """The product that stands for the filter's codes; the whole where none does.

    A section of one chapter is that chapter: else nobody would come further down.
    """
    codes = ",".join(sorted(chosen))
    return [ALL, *(product for product, sets in product_codes(tree).items() if sets == codes)][-1]


def path_to(tree: pd.DataFrame, product: str) -> list[str]:
    """The products from the whole down to this one."""
    above = dict(zip(tree["hs_product"], tree["hs_within"], strict=True))
    path = []
    while isinstance(product, str) and product != ALL:
        path.append(product)
        product = above.get(product)
    return [ALL, *path[::-1]]


def parts_in_view(path: list[str], tree: pd.DataFrame) -> str:
    """The product whose parts are listed: the one in view, for a single code the heading around it."""
    is_code = tree.loc[tree["hs_product"] == path[-1], "hs_level"].eq("code").any()
    return path[-2] if is_code else path[-1]


def level_of(parts: pd.DataFrame, look: Look) -> str:
    """What the listed products are called: sections, chapters, headings or codes."""
    return look.say(f"hs_level.{parts['hs_level'].iloc[0]}") if len(parts) else ""


def parts_message(parts: pd.DataFrame, look: Look) -> str:
    """How many products are listed, and how many of them grew."""
    if parts.empty:
        return look.say("chart.message.exports_by_product.plain")
    known = parts["yoy_rate"].notna()
    told = {"number": look.number(len(parts)), "level": level_of(parts, look)}
    if not known.any():
        return look.say("chart.message.product_parts.plain", **told)
    return look.say("chart.message.product_parts.some", grew=look.number(int((parts["yoy_rate"] > 0).sum())), **told)


def parts_table(parts: pd.DataFrame) -> pd.DataFrame:
    """The columns that fit beside the areas, in the order people read them."""
    first = ["hs_product", "exports_usd", "share", "yoy_rate", "unit_value_usd_per_kg", "exporters"]
    return parts[[*first, "weight_kg", "weighed_share", "year"]]
