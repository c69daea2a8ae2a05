"""By hand: why exports moved between two periods, each dollar by its firm, its market, its product."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from .counts import Row
from .money import Purse, a_year_before, closed_months, closed_sales, share

Flow = tuple[str, str, str]  # firm, market, product
COMPONENTS = (
    "opening",
    "entering_firms",
    "exiting_firms",
    "added_markets",
    "dropped_markets",
    "added_products",
    "dropped_products",
    "same_up",
    "same_down",
    "closing",
)


def years_before(month: date, years: int) -> date:
    for _ in range(years):
        month = a_year_before(month)
    return month


def sold_in(purse: Purse, as_of: date, months: Iterable[date]) -> dict[Flow, int]:
    """What each firm sold of each product to each market; nothing is not there."""
    wanted, sums = set(months), defaultdict(int)
    for sale in closed_sales(purse, as_of):
        if sale.month in wanted:
            sums[sale.firm, sale.country, sale.product] += sale.usd
    return {flow: usd for flow, usd in sums.items() if usd}


def component_of(flow: Flow, before: dict[Flow, int], after: dict[Flow, int]) -> str:
    """The coarsest thing that is there in one period only: the firm, then its market, then its product there."""
    for depth, there_now, there_then in (
        (1, "entering_firms", "exiting_firms"),
        (2, "added_markets", "dropped_markets"),
        (3, "added_products", "dropped_products"),
    ):
        if not any(each[:depth] == flow[:depth] for each in before):
            return there_now
        if not any(each[:depth] == flow[:depth] for each in after):
            return there_then
    return "same_up" if after[flow] > before[flow] else "same_down"


def placed(before: dict[Flow, int], after: dict[Flow, int]) -> dict[str, dict[Flow, int]]:
    """The flows of each component with what they moved."""
    # looked up often: only the flows of the same firm matter
    firms: dict[str, tuple[dict[Flow, int], dict[Flow, int]]] = defaultdict(lambda: ({}, {}))
    for side, flows in enumerate((before, after)):
        for flow, usd in flows.items():
            firms[flow[0]][side][flow] = usd
    parts: dict[str, dict[Flow, int]] = {name: {} for name in COMPONENTS}
    parts["opening"], parts["closing"] = before, after
    for own_before, own_after in firms.values():
        for flow in own_before | own_after:
            moved = own_after.get(flow, 0) - own_before.get(flow, 0)
            if moved:
                parts[component_of(flow, own_before, own_after)][flow] = moved
    return parts


def both_have(purse: Purse, as_of: date, months: Iterable[date], years: int) -> list[date]:
    closed = set(closed_months(purse, as_of))
    return [month for month in months if month in closed and years_before(month, years) in closed]


def parts_between(purse: Purse, as_of: date, months: list[date], years: int) -> dict[str, dict[Flow, int]]:
    then = [years_before(month, years) for month in months]
    return placed(sold_in(purse, as_of, then), sold_in(purse, as_of, months))


def told(parts: dict[str, dict[Flow, int]], name: str, flows: dict[Flow, int]) -> Row:
    change = sum(parts["closing"].values()) - sum(parts["opening"].values())
    usd = sum(flows.values())
    is_end = name in ("opening", "closing")
    return {
        "component": name,
        "usd": usd,
        "share_of_change": None if is_end else share(usd, change),
        "firms": len({firm for firm, *_ in flows}),
    }


def export_growth_decomposition(
    purse: Purse, as_of: date, asked: list[date] | None = None, years: int = 1
) -> list[Row]:
    """`asked`: the months of the later period, by default the calendar year of the last closed month."""
    closed = closed_months(purse, as_of)
    if not closed:
        return []
    asked = asked or [date(closed[-1].year, month, 1) for month in range(1, 13)]
    months = both_have(purse, as_of, asked, years)
    parts = parts_between(purse, as_of, months, years)
    then = [years_before(month, years) for month in months]
    periods = {"start_period": written(then), "end_period": written(months)}
    counted = periods | {"months": len(months), "months_left_out": len(asked) - len(months)}
    return [told(parts, name, flows) | counted for name, flows in parts.items()] if months else []


def written(months: list[date]) -> str:
    """Each stretch of months by itself."""
    stretches: list[list[date]] = []
    for month in months:
        if stretches and next_month(stretches[-1][-1]) == month:
            stretches[-1].append(month)
        else:
            stretches.append([month])
    return ",".join(stretch_words(stretch) for stretch in stretches)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def stretch_words(months: list[date]) -> str:
    if len(months) == 12 and months[0].month == 1:
        return str(months[0].year)
    return str(months[0])[:7] if len(months) == 1 else f"{str(months[0])[:7]}..{str(months[-1])[:7]}"


def export_growth_by_year(purse: Purse, as_of: date, years: tuple[int, ...] = ()) -> list[Row]:
    rows = []
    for year in {month.year for month in closed_months(purse, as_of)}:
        months = both_have(purse, as_of, [date(year, month, 1) for month in range(1, 13)], 1)
        if months and (not years or year in years):
            parts = parts_between(purse, as_of, months, 1)
            rows += [{"year": year, "months": len(months)} | told(parts, name, flows) for name, flows in parts.items()]
    return rows


def by_part(purse: Purse, as_of: date, name: str, place: int) -> list[Row]:
    closed = closed_months(purse, as_of)
    asked = [date(closed[-1].year, month, 1) for month in range(1, 13)] if closed else []
    parts = parts_between(purse, as_of, both_have(purse, as_of, asked, 1), 1)
    rows = []
    for component, flows in parts.items():
        for code in {flow[place] for flow in flows}:
            of_code = {flow: usd for flow, usd in flows.items() if flow[place] == code}
            rows.append({name: code} | told(parts, component, of_code))
    return rows


def export_growth_by_country(purse: Purse, as_of: date) -> list[Row]:
    return by_part(purse, as_of, "country", 1)


def export_growth_by_product(purse: Purse, as_of: date) -> list[Row]:
    return by_part(purse, as_of, "hs_code", 2)
