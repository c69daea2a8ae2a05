"""What the figures on cohorts say, the choices they offer, and their numbers that can be opened."""

import pandas as pd

from charts.entry import year_from_entry
from charts.numbers import Codes
from charts.theme import Look

ALL = "all"  # every cohort of a programme together
PLACES = ("retained", "promoted", "left")
MEASURES = ("sales_krw", "exports_usd")
_USUAL_YEARS = 3  # the term of most designations: what a sentence speaks of where that day has come
_FEW = 5  # firms; no share of fewer is told


def cohort_years_message(cohorts: pd.DataFrame, counted_in: str, programme: str, look: Look) -> str:
    """How many of a programme's designations stayed, or rose, by three years on, or by the last year known before."""
    if cohorts["years_since"].max() == 0:
        return look.say("chart.message.cohort_years.young", programme=programme)
    years = cohorts.groupby("years_since")[["firms", *PLACES]].sum()
    known = [year for year, firms in years["firms"].items() if 0 < year <= _USUAL_YEARS and firms >= _FEW]
    if not known:
        return look.say(f"chart.message.cohort_years.plain_{counted_in}", programme=programme)
    row = years.loc[max(known)]
    return look.say(
        f"chart.message.cohort_years.{counted_in}",
        programme=programme,
        years=max(known),
        all=look.number(int(row["firms"]), "spells"),
        part=look.number(int(row[counted_in]), "spells"),
        share=look.number(row[counted_in] / row["firms"], "share"),
    )


def cohort_growth_message(growth: pd.DataFrame, measure: str, look: Look) -> str:
    """Where the median firm stands in the last year of which enough firms are known."""
    name = look.name("measure", measure)
    told = growth[growth["median_index"].notna() & (growth["years_since"] > 0)]
    if told.empty:
        return look.say("chart.message.cohort_growth.few", measure=name)
    last = told.iloc[-1]
    now = round(float(last["median_index"]))
    way = "up" if now > 100 else "down" if now < 100 else "same"
    about = {"years": int(last["years_since"]), "index": look.number(now), "firms": look.firms(int(last["firms"]))}
    return look.say(f"chart.message.cohort_growth.{way}", measure=name, **about)


def programmes_of(cohorts: pd.DataFrame, look: Look) -> dict[str, str]:
    """The programmes that have cohorts, by name."""
    return {code: look.name("programme", code) for code in cohorts["programme_code"]}


def cohorts_of(cohorts: pd.DataFrame, look: Look) -> dict[str, str]:
    """A programme's cohorts with their firms; first all of them together."""
    rows = cohorts[cohorts["years_since"] == 0].itertuples()
    each = {row.cohort: look.say("chart.cohort_of", cohort=row.cohort, firms=look.firms(row.firms)) for row in rows}
    return {ALL: look.say("chart.all_cohorts")} | each


def place_numbers(cohorts: pd.DataFrame, counted_in: str, look: Look) -> dict[Codes, str]:
    """Each number of a heat table: the firms of a cohort that stayed, rose or left by a year."""
    return {
        (("cohort", row["cohort"]), ("years_since", row["years_since"]), ("counted_in", counted_in)): look.say(
            "chart.number.cohort_years" if row["years_since"] else "chart.number.cohort_start",
            cohort=row["cohort"],
            years=row["years_since"],
            firms=look.firms(row[counted_in]),
        )
        for row in cohorts.to_dict("records")
        if row[counted_in]
    }


def growth_numbers(growth: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each year of a growth line, the latest first: the firms that it knows."""
    return {
        (("years_since", row["years_since"]), ("measure", row["measure"])): look.say(
            "chart.number.cohort_growth",
            measure=look.name("measure", row["measure"]),
            years=look.say("chart.from_entry", years=year_from_entry(row["years_since"], look)),
            firms=look.firms(row["firms"]),
        )
        for row in growth.sort_values("years_since", ascending=False, kind="stable").to_dict("records")
    }
