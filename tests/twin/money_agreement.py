"""Which function of the twin stands against which metric of money."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from . import (
    cohorts,
    money_alerts,
    money_exporters,
    money_exports,
    money_firms,
    money_growth,
    money_outcomes,
    money_periods,
    money_trade,
)
from .counts import Row
from .difference import differing_rows
from .money import Purse

Twin = Callable[[Purse, date], list[Row]]

OF_SALES: dict[str, Twin] = {
    "exports_by_year": money_exports.exports_by_year,
    "exports_by_month": money_exports.exports_by_month,
    "exports_by_country": money_exports.exports_by_country,
    "exports_by_hs": money_exports.exports_by_hs,
    "exports_by_stage": money_exports.exports_by_stage,
    "exports_by_stage_and_country": money_exports.exports_by_stage_and_country,
    "top_exporters": money_firms.top_exporters,
    "exporter_concentration": money_exporters.exporter_concentration,
    "exporters_by_size": money_exporters.exporters_by_size,
    "exporter_pareto": money_exporters.exporter_pareto,
    "exports_by_group": money_exporters.exports_by_group,
    "exporter_dynamics": money_exporters.exporter_dynamics,
    "exports_by_period": money_periods.exports_by_period,
    "exports_by_season": money_periods.exports_by_season,
    "exports_without_largest": money_periods.exports_without_largest,
    "export_growth_decomposition": money_growth.export_growth_decomposition,
    "export_growth_by_country": money_growth.export_growth_by_country,
    "export_growth_by_product": money_growth.export_growth_by_product,
    "export_growth_by_year": money_growth.export_growth_by_year,
    "exports_by_market_group": money_trade.exports_by_market_group,
    "market_history": money_trade.market_history,
    "markets_gained_and_lost": money_trade.markets_gained_and_lost,
    "exports_by_product": money_trade.exports_by_product,
    "product_tree": money_trade.product_tree,
}
OF_OUTCOMES: dict[str, Twin] = {
    "outcomes_by_year": money_outcomes.outcomes_by_year,
    "report_grid": money_outcomes.report_grid,
    "not_reported": money_outcomes.not_reported,
}
OF_MONEY: dict[str, Twin] = (
    OF_SALES
    | {
        "exports_of_todays_members": money_firms.exports_of_todays_members,
        "exports_around_entry": money_firms.exports_around_entry,
        "cohort_growth": cohorts.cohort_growth,
        "export_alerts": money_alerts.export_alerts,
    }
    | OF_OUTCOMES
)


def by_number(frame: pd.DataFrame, number_of: dict[str, str]) -> pd.DataFrame:
    """The twin knows firms by their number; missing cells of any kind are None."""
    frame = frame.astype(object).where(frame.notna(), None)
    if "firm_id" in frame:
        frame["firm"] = frame.pop("firm_id").map(number_of)
    return frame


def assert_same(rows: list[Row], frame: pd.DataFrame, number_of: dict[str, str], what: str) -> None:
    wrong = differing_rows(rows, by_number(frame, number_of))
    assert not wrong, f"{what}\n{wrong}"
