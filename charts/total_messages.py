"""The sentences above the figures of the total, made from each figure's own table."""

import pandas as pd

from charts.benchmarks import broken_years
from charts.export_periods import period_words
from charts.money import change, month_name, told
from charts.theme import Look
from texts import show_date


def exports_by_period_message(periods: pd.DataFrame, look: Look, money: str = "usd") -> str:
    """What was exported in the last period, and the change to the same months a year before."""
    if periods.empty:
        return look.say("chart.message.exports_by_period.plain")
    last = list(periods.itertuples())[-1]
    kind = _direction(last.yoy_rate)
    is_whole_record = kind == "up" and not last.is_part_period and last.exports_usd >= periods["exports_usd"].max()
    facts = {
        "when": period_words(last, look),
        "month": month_name(last.last_month, look),
        "rate": look.number(abs(last.yoy_rate), "share") if pd.notna(last.yoy_rate) else "",
    }
    if money == "krw":
        if pd.isna(last.exports_krw):
            return look.say("chart.message.exports_by_period.no_rate", when=facts["when"])
        key, facts["value"] = f"krw_{kind}", told(last.exports_krw, "krw", look)
    else:
        part = "part_" if last.is_part_period else ""
        key = "record" if is_whole_record and len(periods) > 2 else f"{part}{kind}"
        facts["value"] = told(last.exports_usd, "usd", look)
    return look.say(f"chart.message.exports_by_period.{key}", **facts)


def exports_by_season_message(seasons: pd.DataFrame, look: Look) -> str:
    """Where the last month stands beside the same month of earlier years."""
    if seasons.empty:
        return look.say("chart.message.exports_by_season.plain")
    last = seasons.iloc[-1]
    told_now = {"when": show_date(look.lang, last["month"], "month"), "usd": told(last["exports_usd"], "usd", look)}
    if pd.isna(last["low_usd"]):
        return look.say("chart.message.exports_by_season.first", **told_now)
    value, low, high = (float(last[name]) for name in ("exports_usd", "low_usd", "high_usd"))
    key = "above" if value > high else "below" if value < low else "within"
    ends = {"low": told(low, "usd", look), "high": told(high, "usd", look)}
    return look.say(f"chart.message.exports_by_season.{key}", **told_now, **ends)


def exports_index_message(index: pd.DataFrame, breaks: pd.DataFrame, look: Look) -> str:
    """How far our firms have come since the first common year, and the others in the same year.

    A series that breaks in between is not told: its two ends cover different things.
    """
    ours = index[(index["series"] == "firms") & index["exports_index"].notna()]
    if len(ours) < 2:
        return look.say("chart.message.exports_index.plain")
    last = ours.iloc[-1]
    others = index[(index["series"] != "firms") & (index["year"] == last["year"]) & index["exports_index"].notna()]
    since = range(int(last["base_year"]) + 1, int(last["year"]) + 1)
    listed = ", ".join(
        f"{look.name('series', row.series)} {look.number(round(row.exports_index))}"
        for row in others.itertuples()
        if not broken_years(breaks, row.series) & set(since)
    )
    facts = {"base": int(last["base_year"]), "year": int(last["year"])}
    facts |= {"index": look.number(round(last["exports_index"]))}
    return look.say(f"chart.message.exports_index.{'some' if listed else 'alone'}", **facts, others=listed)


def exports_without_largest_message(years: pd.DataFrame, look: Look) -> str:
    """The change of the last year with and without its largest firm, and the exporter in the middle."""
    known = years[years["largest_usd"].notna()]
    if known.empty:
        return look.say("chart.message.exports_without_largest.plain")
    last = known.iloc[-1]
    facts = {
        "year": int(last["year"]),
        "share": look.number(last["largest_share"], "share"),
        "median": told(last["median_usd"], "usd_thousand", look),
        "rate": change(last["yoy_rate"], look),
        "rest": change(last["without_largest_yoy_rate"], look),
    }
    key = "first" if pd.isna(last["without_largest_yoy_rate"]) else "some"
    return look.say(f"chart.message.exports_without_largest.{key}", **facts)


def _direction(rate: float | None) -> str:
    if rate is None or pd.isna(rate):
        return "first"
    return "up" if round(rate, 3) > 0 else "down" if round(rate, 3) < 0 else "same"
