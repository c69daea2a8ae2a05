"""What if: the words beside the fields, the sentence and the cards of what would follow, and both cases in a table."""

import pandas as pd

from charts.quota_words import expected_vacancies_message
from charts.theme import Look
from charts.vacancies import whole

_CASE = (
    *("case", "horizon_months", "quota", "ending", "undecided", "stay_rate", "expected_to_leave"),
    *("expected_vacancies", "low_vacancies", "high_vacancies"),
    *("used", "vacant_now", "renewed_already", "term_years", "low_to_leave", "high_to_leave"),
)


def words_now(expected: pd.DataFrame, look: Look) -> dict[str, dict[str, str]]:
    """What holds now of each stage, the largest quota first: its quota, renewal rate and term in words."""
    ranked = expected.drop_duplicates("stage_code").sort_values("quota", ascending=False, kind="stable")
    return {
        row.stage_code: {
            "quota": look.number(row.quota),
            "rate": look.number(row.stay_rate, "share"),
            "term": look.number(row.term_years),
        }
        for row in ranked.itertuples()
    }


def what_if_message(asked: pd.DataFrame, months: int, look: Look) -> str:
    """Who leaves and what is free by the day, under what was asked."""
    row = asked[asked["horizon_months"] == months].iloc[0]
    if pd.isna(row["expected_vacancies"]):
        return expected_vacancies_message(asked, look, months)
    left = whole(row["expected_to_leave"])
    vacancies = whole(row["expected_vacancies"])
    return look.say(
        f"chart.message.what_if.{'over' if vacancies < 0 else 'free' if vacancies else 'full'}",
        day=row["horizon_on"],
        stage=look.name("stage", row["stage_code"]),
        undecided=look.firms(row["undecided"]),
        left=look.firms(left),
        held=look.firms(row["used"] - left),
        gap=look.number(abs(vacancies), "seats"),
    )


def what_if_cards(now: pd.DataFrame, asked: pd.DataFrame, months: int, look: Look) -> list[dict]:
    """Ending, leaving, held then and free then under what was asked, each beside what is without it."""
    before, after = (table[table["horizon_months"] == months].iloc[0] for table in (now, asked))
    ranges = ("to_leave", "vacancies")
    cards = [_compared("undecided", look.firms(after["undecided"]), look.firms(before["undecided"]), look)]
    for name in ranges:
        card = _compared(name, _about(after, name, look), _about(before, name, look), look)
        cards.append(card | {"target": _span(after, name, look)})
    held = [look.firms(row["quota"]) for row in (after, before)]
    return [_compared("quota", *held, look), *cards]


def _compared(name: str, after: str, before: str, look: Look) -> dict:
    change = None if after == before else look.say("chart.card.before", value=before)
    return {"label": look.say(f"chart.what_if.{name}"), "value": after, "change": change}


def _about(row: pd.Series, name: str, look: Look) -> str:
    value = row[f"expected_{name}"]
    if pd.isna(value):
        return look.number(None)
    return look.say("chart.about", value=look.number(whole(value), "firms" if name == "to_leave" else "seats"))


def _span(row: pd.Series, name: str, look: Look) -> str | None:
    if pd.isna(row[f"low_{name}"]):
        return None
    return look.say("chart.card.range", low=look.number(row[f"low_{name}"]), high=look.number(row[f"high_{name}"]))


def what_if_table(now: pd.DataFrame, asked: pd.DataFrame, look: Look) -> pd.DataFrame:
    """Both cases under each horizon; once where nothing was asked."""
    cases = [("now", now)] if asked.equals(now) else [("now", now), ("asked", asked)]
    named = [table.assign(case=look.say(f"what_if.case.{name}")) for name, table in cases]
    return pd.concat(named, ignore_index=True)[list(_CASE)]
