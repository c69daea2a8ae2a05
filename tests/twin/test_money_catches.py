"""The comparison is able to fail: money counted in the ways people get it wrong is caught with its rows."""

from datetime import date

import pytest

from metrics import METRICS
from metrics.selection import Selection
from warehouse import Snapshot

from .difference import differing_rows
from .money import Purse
from .money_agreement import OF_MONEY
from .money_kpis import export_kpis

AS_OF = date(2025, 10, 31)

RIGHT_STAGES = """
SELECT
  years.year,
  steps.stage_code,
  coalesce(sum(exports_usd), 0)::BIGINT AS exports_usd,
  count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0) AS exporters,
  coalesce(sum(exports_usd), 0) / sum(sum(exports_usd)) OVER (PARTITION BY years.year) AS share
FROM (SELECT DISTINCT year FROM marts.export_firm_months) AS years
CROSS JOIN (SELECT stage_code FROM marts.stages UNION ALL SELECT 'none') AS steps
LEFT JOIN (
  SELECT sold.year, sold.month, sold.firm_id, sold.exports_usd,
    coalesce((
      SELECT arg_max(holdings.stage_code, holdings.rank) FROM marts.holdings
      WHERE holdings.firm_id = sold.firm_id AND last_day(sold.month) BETWEEN starts_on AND ends_on
    ), 'none') AS stage_code
  FROM marts.export_firm_months AS sold
  WHERE last_day(sold.month) <= $as_of
) AS placed USING (year, stage_code)
GROUP BY years.year, steps.stage_code
"""
WRONG_STAGES = {  # what is wrong: the right words, the words that make it wrong
    "today's stage for all years": ("last_day(sold.month) BETWEEN", "$as_of BETWEEN"),
    "the stage on the first of the month": ("last_day(sold.month) BETWEEN", "sold.month BETWEEN"),
    "the stage at the year's end": ("last_day(sold.month) BETWEEN", "make_date(sold.year, 12, 31) BETWEEN"),
    "the first stage by name": ("arg_max(holdings.stage_code, holdings.rank)", "min(holdings.stage_code)"),
    "the lowest stage": ("arg_max(", "arg_min("),
    "exporters of the months summed": (
        "count(DISTINCT firm_id) FILTER (WHERE exports_usd > 0)",
        "count(*) FILTER (WHERE exports_usd > 0)",
    ),
    "firms without a stage are left out": ("), 'none') AS stage_code", "), 'left') AS stage_code"),
}

RIGHT_YEARS = """
WITH months AS (
  SELECT year, month, sum(exports_usd) AS usd FROM marts.export_firm_months
  WHERE last_day(month) <= $as_of GROUP BY year, month
)
SELECT now.year, sum(now.usd)::BIGINT AS exports_usd,
  round(sum(now.usd) * any_value(krw_per_usd)::DECIMAL(10, 2))::BIGINT AS exports_krw,
  any_value(exporters) AS exporters, count(*) < 12 AS is_part_year, count(*) AS months,
  sum(now.usd) FILTER (WHERE earlier.usd IS NOT NULL) / sum(earlier.usd) - 1 AS yoy_rate,
  max(now.month) AS last_month, any_value(krw_per_usd) AS krw_per_usd
FROM months AS now
LEFT JOIN months AS earlier ON earlier.month = now.month - INTERVAL 1 YEAR
LEFT JOIN marts.exchange_rates ON exchange_rates.year = now.year
LEFT JOIN (
  SELECT year, count(DISTINCT firm_id) AS exporters FROM marts.export_firm_months
  WHERE exports_usd > 0 AND last_day(month) <= $as_of GROUP BY year
) AS counted ON counted.year = now.year
GROUP BY now.year
"""
WRONG_YEARS = {
    "a part year against a full year": (
        "/ sum(earlier.usd) - 1",
        "/ (SELECT sum(usd) FROM months AS before WHERE before.year = now.year - 1) - 1",
    ),
    "a month that has not ended": ("WHERE last_day(month) <= $as_of GROUP BY year, month", "GROUP BY year, month"),
    "the part year is not marked": ("count(*) < 12", "count(*) < 1"),
    "exporters of the months summed": ("count(DISTINCT firm_id)", "count(firm_id)"),
    "won at the rate of the year before": ("exchange_rates.year = now.year", "exchange_rates.year = now.year - 1"),
}
AS_OF_YEARS = (date(2016, 6, 15), AS_OF)


def stage_rows(street: Snapshot, purse: Purse, sql: str) -> str:
    return differing_rows(OF_MONEY["exports_by_stage"](purse, AS_OF), street.query(sql, as_of=AS_OF))


def year_rows(street: Snapshot, purse: Purse, sql: str) -> str:
    days = [
        differing_rows(OF_MONEY["exports_by_year"](purse, day), street.query(sql, as_of=day)) for day in AS_OF_YEARS
    ]
    return "\n".join(text for text in days if text)


def test_right_metrics_written_another_way_agree(street: Snapshot, purse: Purse) -> None:
    assert not stage_rows(street, purse, RIGHT_STAGES)
    assert not year_rows(street, purse, RIGHT_YEARS)


@pytest.mark.parametrize("error", WRONG_STAGES)
def test_wrong_money_by_stage_is_caught(street: Snapshot, purse: Purse, error: str) -> None:
    right, wrong = WRONG_STAGES[error]
    assert RIGHT_STAGES.count(right) == 1
    caught = stage_rows(street, purse, RIGHT_STAGES.replace(right, wrong))
    assert "exports_usd=" in caught, f"nobody noticed: {error}"


@pytest.mark.parametrize("error", WRONG_YEARS)
def test_wrong_money_by_year_is_caught(street: Snapshot, purse: Purse, error: str) -> None:
    right, wrong = WRONG_YEARS[error]
    assert RIGHT_YEARS.count(right) == 1
    caught = year_rows(street, purse, RIGHT_YEARS.replace(right, wrong))
    assert "exports_usd=" in caught, f"nobody noticed: {error}"


WRONG_REPORTS = {  # what is wrong: what it does to the right rows
    "quartiles that do not interpolate": {"p25": "floor"},
    "rates of all who report": {"response_rate": "all"},
    "missing is 0": {"median": "zeros"},
}


@pytest.mark.parametrize("error", WRONG_REPORTS)
def test_wrong_outcomes_are_caught(street: Snapshot, purse: Purse, error: str) -> None:
    frame = METRICS["outcomes_by_year"](street, Selection(as_of=AS_OF))
    by_hand = OF_MONEY["outcomes_by_year"](purse, AS_OF)
    assert not differing_rows(by_hand, frame.astype(object).where(frame.notna(), None))
    values = street.query(WRONG_VALUES)
    wrong = frame.merge(values, on=["measure", "year"])
    [(column, how)] = WRONG_REPORTS[error].items()
    wrong[column] = wrong[how]
    wrong = wrong[frame.columns].astype(object)
    assert differing_rows(by_hand, wrong.where(wrong.notna(), None)), f"nobody noticed: {error}"


WRONG_VALUES = """
SELECT
  measure,
  fiscal_year AS year,
  quantile_disc(value, 0.25) AS floor,
  count(value) / count(*) FILTER (WHERE is_expected) AS all,
  median(coalesce(value, 0)) AS zeros
FROM marts.outcome_values
GROUP BY measure, fiscal_year
"""


def test_a_key_figure_against_the_whole_year_before_is_caught(street: Snapshot, purse: Purse) -> None:
    found = METRICS["kpis"](street, Selection(as_of=AS_OF))
    found = found[found["kpi"].isin(["exports_usd", "exporters", "markets"])].astype(object)
    found = found.where(found.notna(), None)
    assert not differing_rows(export_kpis(purse, AS_OF), found)
    whole_year = sum(sale.usd for sale in purse.sales if sale.month.year == AS_OF.year - 1)
    found.loc[found["kpi"] == "exports_usd", "previous"] = whole_year
    assert differing_rows(export_kpis(purse, AS_OF), found)
