"""Why the total moved: each dollar between two periods laid at one door, so that the doors add up to the change."""

import pandas as pd

from metrics.growth_account import (
    account_between,
    accounts_of_years,
    chosen_periods,
    months_compared,
    with_share_of_change,
    written,
)
from metrics.selection import Period, Selection
from warehouse import Snapshot

_FIRM = ["firm_id", "firm_name", "district"]


def export_growth_decomposition(
    snapshot: Snapshot,
    selection: Selection,
    *,
    start: Period | None = None,
    end: Period | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Why exports moved from one period to a later one: each dollar of the change stands in exactly one component.

    One row per component, in this order: component, usd, share_of_change, firms, start_period, end_period, months,
    months_left_out. opening: exports of the period `start`. entering_firms and exiting_firms: exports of firms that
    exported in one of the periods only. Of the firms that exported in both: added_markets and dropped_markets
    (countries that the firm sold to in one period only, with all it sold there), added_products and dropped_products
    (HS codes of 6 digits that the firm sold to a country in one period only, though it sold to that country in
    both), same_up and same_down (same product to the same country, more or less). closing: exports of `end`. What
    fell is negative, so opening + the eight between = closing, to the dollar. share_of_change: usd / (closing -
    opening), of the eight, adding up to 1; missing for opening and closing, and where nothing changed. firms: with an
    amount there; a continuing firm may stand in several. Only months that both periods have are compared: start_period
    and end_period name them, months counts them in each, months_left_out those of `end` that a file does not cover in
    both or that had not ended by the as-of date. `end` is by default the year of the last month, `start` the same
    months a year before. A code that a revision of the HS renames counts as dropped and added. With filters the
    account is of what they keep: a firm that reaches the stage enters. `firms`: firm_id, firm_name, district,
    component, usd.
    Raises EmptySelection when no firm is selected, WrongUsage when `start` is not before `end` or its months are
    others than those of `end`. Source: marts.exports, export_firm_year_lines, export_growth_years, export_months.
    """
    periods = chosen_periods(snapshot, selection, start, end)
    found = account_between(snapshot, selection, periods, firms=firms)
    if firms:
        return found[[*_FIRM, "component", "usd"]]
    earlier, later = months_compared(snapshot, selection, periods)
    return with_share_of_change(found, found)[["component", "usd", "share_of_change", "firms"]].assign(
        start_period=written(earlier),
        end_period=written(later),
        months=len(later),
        months_left_out=periods[1].months - len(later) if periods else 0,
    )


def export_growth_by_country(
    snapshot: Snapshot,
    selection: Selection,
    *,
    start: Period | None = None,
    end: Period | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Which countries stand behind each component of export_growth_decomposition.

    One row per component and country with an amount, the largest first: component, country (ISO-2), usd,
    share_of_change (of the whole change; adds up to the component's), firms (with an amount there).
    `firms`: firm_id, firm_name, district, component, country, usd. Periods and errors as in
    export_growth_decomposition. Source: marts.exports, export_firm_year_lines, export_months.
    """
    return _cut(snapshot, selection, start, end, "country", firms)


def export_growth_by_product(
    snapshot: Snapshot,
    selection: Selection,
    *,
    start: Period | None = None,
    end: Period | None = None,
    firms: bool = False,
) -> pd.DataFrame:
    """Which products stand behind each component of export_growth_decomposition.

    One row per component and product with an amount, the largest first: component, hs_code (6 digits, as text), usd,
    share_of_change (of the whole change; adds up to the component's), firms (with an amount there).
    `firms`: firm_id, firm_name, district, component, hs_code, usd. Periods and errors as in
    export_growth_decomposition. Source: marts.exports, export_firm_year_lines, export_months.
    """
    return _cut(snapshot, selection, start, end, "hs_code", firms)


def export_growth_by_year(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Why exports moved in each year against the same months of the year before.

    One row per year that has a month in common with the year before, and component, as in
    export_growth_decomposition: year, component, usd, share_of_change, firms, months (compared in each of the two
    years; fewer than 12 make a part year). A year's opening need not be the closing of the year before: both speak of
    the months that the two have. `firms`: firm_id, firm_name, district, year, component, usd.
    Raises EmptySelection when no firm is selected.
    Source: marts.exports, export_firm_year_lines, export_growth_years, export_months.
    """
    found = accounts_of_years(snapshot, selection, firms=firms)
    if firms:
        return found[[*_FIRM, "year", "component", "usd"]]
    return with_share_of_change(found, found)[["year", "component", "usd", "share_of_change", "firms", "months"]]


def _cut(
    snapshot: Snapshot, selection: Selection, start: Period | None, end: Period | None, by: str, firms: bool
) -> pd.DataFrame:
    periods = chosen_periods(snapshot, selection, start, end)
    cuts = {"by_country": by == "country", "by_product": by == "hs_code"}
    found = account_between(snapshot, selection, periods, firms=firms, **cuts)
    if firms:
        return found[[*_FIRM, "component", by, "usd"]]
    whole = account_between(snapshot, selection, periods)
    return with_share_of_change(found, whole)[["component", by, "usd", "share_of_change", "firms"]]
