"""The sentence above each figure about exporters, made from the figure's own table, and their numbers in words."""

from datetime import date

import pandas as pd

from charts.exporters import MARKED, group_keys, group_name
from charts.money import told
from charts.numbers import Codes
from charts.theme import Look
from texts import show_date

TURNS = ("exporters", "entrants", "exiters", "surviving_entrants")
KINDS = ("below_band", "late", "one_market")
_COLUMNS = {  # what the list of one kind shows beside the firm, each number under a name that says what it is
    "below_band": {"value": "three_months_usd", "low": "low_usd", "high": "high_usd"},
    "late": {"value": "silent_months", "high": "longest_pause_months"},
    "one_market": {"country": "country", "value": "market_share", "high": "limit_share"},
}


def exporter_pareto_message(firms: pd.DataFrame, look: Look) -> str:
    """What the first few firms make together."""
    if firms.empty:
        return look.say("chart.message.exporter_pareto.plain")
    shares = [look.number(firms["share"].head(most).sum(), "share") for most in MARKED]
    if len(firms) < MARKED[-1]:
        return look.say("chart.message.exporter_pareto.few", firms=look.firms(len(firms)), one=shares[0])
    return look.say("chart.message.exporter_pareto.some", one=shares[0], five=shares[1], ten=shares[2])


def exporters_by_size_message(sizes: pd.DataFrame, look: Look) -> str:
    """What the largest class that has firms makes."""
    known = sizes[sizes["exporters"] > 0]
    if known.empty:
        return look.say("chart.message.exporters_by_size.plain")
    largest = known.iloc[-1]
    key = "one" if known["exporters"].sum() == 1 else "some"
    return look.say(
        f"chart.message.exporters_by_size.{key}",
        size=look.name("size_class", largest["size_class"]),
        firms=look.firms(largest["exporters"]),
        share_of_firms=look.number(largest["exporters_share"], "share"),
        share=look.number(largest["share"], "share"),
    )


def exporter_concentration_message(spread: pd.DataFrame, look: Look) -> str:
    """How concentrated the last whole year was over firms, beside the first whole year."""
    firms = spread[(spread["spread_over"] == "firms") & ~spread["is_part_year"].astype(bool)].sort_values("year")
    if firms.empty:
        return look.say("chart.message.exporter_concentration.plain")
    first, last = firms.iloc[0], firms.iloc[-1]
    if last["parts"] == 1:
        return _single(spread[spread["year"] == last["year"]], look)
    facts = {"year": int(last["year"]), "number": look.number(round(last["effective_number"], 1)), "hhi": _hhi(last)}
    if len(firms) == 1:
        return look.say("chart.message.exporter_concentration.one", **facts)
    before = look.number(round(first["effective_number"], 1))
    return look.say("chart.message.exporter_concentration.some", **facts, first=int(first["year"]), before=before)


def _single(spread: pd.DataFrame, look: Look) -> str:
    numbers = dict(zip(spread["spread_over"], spread["effective_number"], strict=True))
    units = {"markets": "countries", "products": "products"}
    told_numbers = {over: look.number(round(numbers[over], 1), unit) for over, unit in units.items()}
    return look.say("chart.message.exporter_concentration.single", year=int(spread["year"].iloc[0]), **told_numbers)


def exports_by_group_message(groups: pd.DataFrame, look: Look) -> str:
    """Which group exported most."""
    if groups.empty:
        return look.say("chart.message.exports_by_group.plain")
    most = groups.sort_values("exports_usd", kind="stable").iloc[-1].to_dict()
    return look.say(
        "chart.message.exports_by_group.some",
        group=group_name(most, group_keys(groups), look),
        firms=look.firms(most["exporters"]),
        usd=told(most["exports_usd"], "usd", look),
        share=look.number(most["share"], "share"),
    )


def exporter_dynamics_message(years: pd.DataFrame, look: Look) -> str:
    """How many exported in the last year, began and stopped."""
    if years.empty:
        return look.say("chart.message.exporter_dynamics.plain")
    last = years.iloc[-1]
    facts = {"year": int(last["year"]), "exporters": look.firms(last["exporters"])}
    if pd.isna(last["entrants"]):
        return look.say("chart.message.exporter_dynamics.first", **facts)
    facts |= {name: look.firms(last[name]) for name in ("entrants", "exiters")}
    key = "part" if last["is_part_year"] else "whole"
    return look.say(f"chart.message.exporter_dynamics.{key}", **facts, months=look.number(last["months"]))


def exporter_indicators_message(years: pd.DataFrame, look: Look) -> str:
    """How large and wide the exporters of the last year are."""
    known = years[years["mean_usd"].notna()]
    if known.empty:
        return look.say("chart.message.exporter_indicators.plain")
    last = known.iloc[-1]
    return look.say(
        "chart.message.exporter_indicators.some",
        year=int(last["year"]),
        median=told(last["median_usd"], "usd_thousand", look),
        mean=told(last["mean_usd"], "usd_thousand", look),
        markets=look.number(round(last["mean_markets"], 1), "countries"),
        products=look.number(round(last["mean_products"], 1), "products"),
    )


def export_alerts_message(alerts: pd.DataFrame, kind: str, look: Look) -> str:
    """How many firms there are of one kind of alert."""
    if alerts.empty:
        return look.say(f"chart.message.export_alerts.no_{kind}")
    usd = told(alerts["exports_usd"].sum(), "usd", look)
    return look.say(f"chart.message.export_alerts.{kind}", firms=look.firms(len(alerts)), usd=usd)


def silent_since(alerts: pd.DataFrame, firm_id: str) -> date | None:
    """The first month without rows of a firm that is late; None for the others."""
    late = alerts[(alerts["alert_kind"] == "late") & (alerts["firm_id"] == firm_id)]
    return None if late.empty else late["since_month"].iloc[0]


def export_band_message(band: pd.DataFrame, silent: date | None, look: Look) -> str:
    """Where the firm's last three months lie, unless they are `silent` from some month on."""
    if band.empty:
        return look.say("chart.message.export_band.plain")
    if silent:
        since = show_date(look.lang, silent, "month")
        return look.say("chart.message.export_band.late", firm=band["firm_name"].iloc[-1], since=since)
    last = band.iloc[-1]
    month = show_date(look.lang, last["month"], "month")
    usd = told(last["three_months_usd"], "usd_thousand", look)
    facts = {"firm": last["firm_name"], "month": month, "usd": usd}
    if pd.isna(last["low_usd"]):
        return look.say("chart.message.export_band.unknown", **facts)
    value = last["three_months_usd"]
    key = "below" if value < last["low_usd"] else "above" if value > last["high_usd"] else "within"
    ends = {name: told(last[f"{name}_usd"], "usd_thousand", look) for name in ("low", "high")}
    return look.say(f"chart.message.export_band.{key}", **facts, **ends)


def market_facts(countries: pd.DataFrame, band: pd.DataFrame) -> dict[str, object]:
    """Whose markets the figure shows, and of which year."""
    firm = band["firm_name"].iloc[0] if len(band) else ""
    return {"firm": firm, "year": int(countries["year"].iloc[0]) if len(countries) else ""}


def alert_kinds(alerts: pd.DataFrame, look: Look) -> dict[str, str]:
    """Each kind of alert with the number of its firms."""
    counts = alerts["alert_kind"].value_counts()
    return {
        kind: look.say("chart.alert_kind", kind=look.name("alert_kind", kind), number=look.number(counts.get(kind, 0)))
        for kind in KINDS
    }


def first_kind(alerts: pd.DataFrame) -> str | None:
    """The first kind that any firm has; None where all is well."""
    found = set(alerts["alert_kind"])
    return next((kind for kind in KINDS if kind in found), None)


def alerts_of(alerts: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The list of one kind, its numbers under names that say what they are."""
    named = alerts[alerts["alert_kind"] == kind].rename(columns=_COLUMNS[kind])
    told = [name for name in _COLUMNS[kind].values() if name != "high_usd"]  # the upper end calls for no look: last
    rest = [name for name in ("high_usd", "district") if name in named]
    return named[["firm_id", "firm_name", "stage_code", *told, "since_month", "exports_usd", *rest]].reset_index(
        drop=True
    )


def turn_numbers(years: pd.DataFrame, turn: str, look: Look) -> dict[Codes, str]:
    """One number of the dynamics of each year, the latest first; years of which it is not known are left out."""
    return {
        (("year", row["year"]), ("counted_in", turn)): look.say(
            "chart.number.turn", year=row["year"], turn=look.name("counted_in", turn), firms=look.firms(row[turn])
        )
        for row in years.sort_values("year", ascending=False, kind="stable").to_dict("records")
        if pd.notna(row[turn]) and row[turn]
    }


def size_numbers(sizes: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each class of one year that has firms, from the largest."""
    return {
        (("year", row["year"]), ("size_class", row["size_class"])): look.say(
            "chart.number.turn",
            year=row["year"],
            turn=look.name("size_class", row["size_class"]),
            firms=look.firms(row["exporters"]),
        )
        for row in sizes.iloc[::-1].to_dict("records")
        if row["exporters"]
    }


def group_numbers(groups: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each group of one year."""
    keys = group_keys(groups)
    return {
        (("year", row["year"]), *((key, None if pd.isna(row[key]) else row[key]) for key in keys)): look.say(
            "chart.number.turn",
            year=row["year"],
            turn=group_name(row, keys, look),
            firms=look.firms(row["exporters"]),
        )
        for row in groups.to_dict("records")
    }


def _hhi(row: pd.Series) -> str:
    return f"{row['hhi']:.3f}"
