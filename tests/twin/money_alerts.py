"""By hand: the band in which three months of a firm's exports usually lie, and what calls for a look."""

from collections import defaultdict
from datetime import date

from .counts import Row
from .money import Purse, Sale, closed_months, closed_sales, stage_on
from .money_exporters import half

WIDTH, LEAST, LEAST_MIDDLE = 2, 0.3, 10_000
MARKET_SHARE, MARKET_USD = 0.7, 1_000_000
MONTHS = 36


def months_back(month: date, many: int) -> date:
    years, place = divmod(month.year * 12 + month.month - 1 - many, 12)
    return date(years, place + 1, 1)


def three_to(month: date) -> list[date]:
    return [months_back(month, many) for many in range(3)]


def by_month(sales: list[Sale]) -> dict[date, int]:
    sums: dict[date, int] = defaultdict(int)
    for sale in sales:
        sums[sale.month] += sale.usd
    return sums


def sales_by_firm(purse: Purse, as_of: date) -> dict[str, list[Sale]]:
    firms: dict[str, list[Sale]] = defaultdict(list)
    for sale in closed_sales(purse, as_of):
        firms[sale.firm].append(sale)
    return firms


def band_at(sums: dict[date, int], month: date, known: set[date]) -> Row | None:
    """Three months of one firm and what they were in the five years before; None where they cannot be told."""
    first = min(sold_in for sold_in, usd in sums.items() if usd > 0)

    def summed(end: date) -> int | None:
        span = three_to(end)
        return sum(sums.get(each, 0) for each in span) if set(span) <= known and min(span) >= first else None

    if not set(three_to(month)) <= known:
        return None
    earlier = [summed(months_back(month, 12 * years)) for years in range(1, 6)]
    earlier = [usd for usd in earlier if usd is not None]
    if summed(month) is None and not earlier:
        return None
    row = {"month": month, "three_months_usd": summed(month), "earlier_years": len(earlier)}
    if len(earlier) < 3:
        return row | {"low_usd": None, "middle_usd": None, "high_usd": None}
    middle = half(earlier)
    reach = max(WIDTH * (1.4826 * half(abs(usd - middle) for usd in earlier)), LEAST * middle)
    return row | {"low_usd": max(middle - reach, 0), "middle_usd": middle, "high_usd": middle + reach}


def export_band(purse: Purse, as_of: date) -> list[Row]:
    months = closed_months(purse, as_of)
    shown = [month for month in months if month > months_back(max(months), MONTHS)] if months else []
    return [
        {"firm": firm, "firm_name": purse.names[firm], "district": purse.districts[firm]} | band
        for firm, sales in sales_by_firm(purse, as_of).items()
        if any(sale.usd > 0 for sale in sales)
        for month in shown
        if (band := band_at(by_month(sales), month, set(months)))
    ]


def export_alerts(
    purse: Purse, as_of: date, stages: set[str] | None = None, markets: set[str] | None = None
) -> list[Row]:
    """`markets`: those on which the firms may depend; the other kinds look at sales to them alone."""
    months, firms = closed_months(purse, as_of), sales_by_firm(purse, as_of)
    rows = []
    for firm, everywhere in firms.items():
        sales = [sale for sale in everywhere if not markets or sale.country in markets]
        last_year = [sale for sale in sales if sale.month in months[-12:]]
        stage = stage_on(purse.book, firm, as_of)
        if not last_year or (stages and stage not in stages):
            continue
        late = lateness(sales, months)
        found = [late] if late else [fall(by_month(sales), months)]
        on_one = dependence(everywhere, months)
        found += [on_one] if on_one and (not markets or on_one["country"] in markets) else []
        about = {"firm": firm, "firm_name": purse.names[firm], "district": purse.districts[firm], "stage_code": stage}
        about["exports_usd"] = sum(sale.usd for sale in last_year)
        rows += [about | alert for alert in found if alert]
    return rows


def fall(sums: dict[date, int], months: list[date]) -> Row | None:
    if not any(sums.values()):
        return None
    band = band_at(sums, months[-1], set(months))
    if not band or band["low_usd"] is None or band["middle_usd"] < LEAST_MIDDLE:
        return None
    if band["three_months_usd"] >= band["low_usd"]:
        return None
    told = {"value": band["three_months_usd"], "low": band["low_usd"], "high": band["high_usd"]}
    return {"alert_kind": "below_band", **told, "unit": "usd", "since_month": months[-3], "country": None}


def lateness(sales: list[Sale], months: list[date]) -> Row | None:
    places = sorted({months.index(sale.month) for sale in sales})
    silent = len(months) - 1 - places[-1]
    recent = [place for place in places if place > places[-1] - 24]
    pauses = [later - earlier - 1 for earlier, later in zip(recent, recent[1:], strict=False)]
    if len(recent) < 12 or silent <= max(pauses):
        return None
    told = {"value": silent, "low": None, "high": max(pauses)}
    return {"alert_kind": "late", **told, "unit": "months", "since_month": months[places[-1] + 1], "country": None}


def dependence(sales: list[Sale], months: list[date]) -> Row | None:
    def parts(last: int) -> dict[str, int]:
        sums: dict[str, int] = defaultdict(int)
        for sale in sales:
            if sale.month in months[max(last - 11, 0) : last + 1]:
                sums[sale.country] += sale.usd
        return sums

    last = len(months) - 1
    sums = parts(last)
    if len(months) < 12 or sum(sums.values()) < MARKET_USD:
        return None
    market = max(sums, key=sums.get)
    if not sums[market] / sum(sums.values()) > MARKET_SHARE:
        return None
    since = last
    while since > 11 and is_most(parts(since - 1), market):
        since -= 1
    told = {"value": sums[market] / sum(sums.values()), "low": None, "high": MARKET_SHARE}
    return {"alert_kind": "one_market", **told, "unit": "share", "since_month": months[since], "country": market}


def is_most(sums: dict[str, int], market: str) -> bool:
    return sum(sums.values()) > 0 and sums.get(market, 0) / sum(sums.values()) > MARKET_SHARE
