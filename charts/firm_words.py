"""What a firm's page says of it in words: the message over its path, and the facts in its head."""

import pandas as pd

from charts.money import told
from charts.theme import OUTSIDE, Look
from texts import show_business_no, show_date


def firm_path_message(profile: pd.Series, stays: pd.DataFrame, years: pd.DataFrame, look: Look) -> str:
    """Where it began, where it stands, and what became of its sales."""
    return " · ".join(filter(None, (_path(profile, stays, look), _sales(years, look))))


def _path(profile: pd.Series, stays: pd.DataFrame, look: Look) -> str:
    if stays.empty:
        return look.say("chart.message.firm_path.never")
    first = stays.iloc[0]
    about = {"year": first["starts_on"].year, "first": look.name("stage", first["stage_code"])}
    if profile["state"] in OUTSIDE:
        return look.say("chart.message.firm_path.ended", **about)
    now = look.name("stage", profile["state"])
    if bool(first["is_current"]) and profile["state"] == first["stage_code"]:
        return look.say("chart.message.firm_path.since", now=now, **about)
    key = "same" if profile["state"] == first["stage_code"] else "moved"
    return look.say(f"chart.message.firm_path.{key}", now=now, **about)


def _sales(years: pd.DataFrame, look: Look) -> str:
    known = years[years["sales_krw"].notna()]
    if len(known) < 2:
        return ""
    first, last = known.iloc[0], known.iloc[-1]
    before, now = float(first["sales_krw"]), float(last["sales_krw"])
    way = "up" if now > before else "down" if now < before else "same"
    about = {"from_year": int(first["year"]), "to_year": int(last["year"])}
    return look.say(
        f"chart.message.firm_path.sales_{way}", before=told(before, "krw", look), now=told(now, "krw", look), **about
    )


def firm_facts(profile: pd.Series, stays: pd.DataFrame, look: Look) -> dict[str, str]:
    """The facts of the head, by what they are called; what is not known is left out."""
    precision = profile["established_precision"] if isinstance(profile["established_precision"], str) else "day"
    facts = {
        "stages": stages_held(profile, stays, look),
        "first": show_date(look.lang, stays["starts_on"].iloc[0]) if len(stays) else None,
        "number": show_business_no(profile["business_no"]),
        "district": look.name("district_name", profile["district"]) if profile["district"] else None,
        "industry": _industry(profile, look),
        "product": profile["product"],
        "established": show_date(look.lang, profile["established_on"], precision)
        if profile["established_on"]
        else None,
        "status": look.name("status", profile["status"]) if profile["status"] else None,
    }
    return {look.say(f"firm.fact.{name}"): str(fact) for name, fact in facts.items() if fact}


def stages_held(profile: pd.Series, stays: pd.DataFrame, look: Look) -> str:
    """Every stage held on the day, the highest first, and which of them wait for their re-designation."""
    held = stays[stays["is_current"].astype(bool)] if len(stays) else stays
    if held.empty:
        return look.name("stage", profile["state"])
    names = [
        look.say("firm.waiting", stage=look.name("stage", row.stage_code))
        if row.is_waiting
        else look.say("firm.held", stage=look.name("stage", row.stage_code), day=show_date(look.lang, row.starts_on))
        for row in held.itertuples()
    ]
    return ", ".join(names[::-1])


def _industry(profile: pd.Series, look: Look) -> str | None:
    code = profile["industry_code"]
    return look.names.get("industry", {}).get(code) or profile["industry"] or code
