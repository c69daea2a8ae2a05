"""What the page of the quota says: the sentences above its figures, and its cards."""

import pandas as pd

from charts.quota import limited_stages
from charts.theme import Look
from charts.vacancies import rate_words, whole

_CARD_MONTHS = 12


def quota_use_message(use: pd.DataFrame, look: Look) -> str:
    """How far the largest quota is filled now, and when it last changed."""
    stages = [stage for stage in limited_stages(use) if pd.notna(use[use["stage_code"] == stage]["quota"].iloc[-1])]
    if not stages:
        return look.say("chart.message.quota_use.plain")
    rows = use[use["stage_code"] == stages[0]]
    last = rows.iloc[-1]
    key = "under" if last["vacancies"] > 0 else "over" if last["vacancies"] < 0 else "full"
    told = {
        "stage": look.name("stage", stages[0]),
        "used": look.firms(last["used"]),
        "quota": look.firms(last["quota"]),
        "gap": look.number(abs(last["vacancies"]), "seats"),
    }
    return look.say(f"chart.message.quota_use.{key}", **told)


def ending_spells_message(ending: pd.DataFrame, months: int, look: Look) -> str:
    """How many designations end, and how many of these firms have a later one."""
    if ending.empty:
        return look.say("chart.message.ending_spells.none", months=months)
    total, later = int(ending["firms"].sum()), int(ending["with_later_spell"].sum())
    key = "some" if later else "all"
    told = {"total": look.number(total, "spells"), "later": look.number(later)}
    return look.say(f"chart.message.ending_spells.{key}", months=months, **told)


def expected_vacancies_message(expected: pd.DataFrame, look: Look, months: int = _CARD_MONTHS) -> str:
    """The vacancies to expect of the largest quota within a year."""
    rows = expected[expected["horizon_months"] == months]
    if rows.empty:
        return look.say("chart.message.expected_vacancies.plain")
    row = rows.sort_values("quota", kind="stable").iloc[-1]
    told = {"stage": look.name("stage", row["stage_code"]), "months": months}
    if pd.isna(row["expected_vacancies"]):
        return look.say("chart.message.expected_vacancies.too_few", **told, ended=look.number(row["ended"]))
    key = "over" if row["expected_vacancies"] < 0 else "some"
    value = look.number(abs(whole(row["expected_vacancies"])), "seats")
    span = {"low": look.number(row["low_vacancies"]), "high": look.number(row["high_vacancies"])}
    return look.say(f"chart.message.expected_vacancies.{key}", **told, value=value, **span)


def quota_cards(use: pd.DataFrame, expected: pd.DataFrame, stage: str, look: Look) -> list[dict]:
    """Seats, held, vacant, ending within a year and vacancies to expect of one stage, in words."""
    years = use[use["stage_code"] == stage]
    now = years.iloc[-1]
    soon = expected[(expected["stage_code"] == stage) & (expected["horizon_months"] == _CARD_MONTHS)].iloc[0]
    is_over = now["vacancies"] < 0
    return [
        {"label": look.say("chart.card.quota"), "value": look.firms(now["quota"]), "target": _last_change(years, look)},
        {
            "label": look.say("chart.card.used"),
            "value": look.firms(now["used"]),
            "target": look.say("chart.card.use_rate", rate=look.number(now["use_rate"], "share")),
        },
        {
            "label": look.say(f"chart.card.{'over' if is_over else 'vacant'}"),
            "value": look.number(abs(now["vacancies"]), "seats"),
            "status": "missed" if is_over else "none",
        },
        {
            "label": look.say("chart.card.ending", months=_CARD_MONTHS),
            "value": look.firms(soon["undecided"]),
            "target": _already(soon, look),
        },
        _expected_card(soon, look),
    ]


def _already(row: pd.Series, look: Look) -> str | None:
    if not row["renewed_already"]:
        return None
    return look.say("chart.card.already", firms=look.firms(row["renewed_already"]))


def _last_change(years: pd.DataFrame, look: Look) -> str | None:
    changed = years[years["is_quota_changed"]]
    if changed.empty:
        return None
    year = int(changed["year"].iloc[-1])
    before = years.loc[years["year"] == year - 1, "quota"]
    now = changed["quota"].iloc[-1]
    if before.empty:
        return None
    told = {"before": look.number(before.iloc[0]), "after": look.number(now)}
    return look.say("chart.card.changed", year=year, **told)


def _expected_card(row: pd.Series, look: Look) -> dict:
    label = look.say("chart.card.expected", months=_CARD_MONTHS)
    if pd.isna(row["expected_vacancies"]):
        return {"label": label, "value": look.number(None), "target": rate_words(row, look)}
    if row["low_vacancies"] == row["high_vacancies"]:  # none ends: nothing is left to chance
        return {"label": label, "value": look.number(row["low_vacancies"], "seats")}
    value = look.say("chart.about", value=look.number(whole(row["expected_vacancies"]), "seats"))
    span = {"low": look.number(row["low_vacancies"]), "high": look.number(row["high_vacancies"], "seats")}
    return {
        "label": label,
        "value": value,
        "target": look.say("chart.card.range", **span),
    }
