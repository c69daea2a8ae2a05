"""Hand-made accounts of exports that moved, and the charts that draw them."""

import pandas as pd

from charts.growth import export_growth_by_year_bars, export_growth_waterfall

STEPS = ("opening", "entering_firms", "exiting_firms", "added_markets", "dropped_markets")
STEPS += ("added_products", "dropped_products", "same_up", "same_down", "closing")


def account(*millions: float, start: str = "2024-01..2024-10", end: str = "2025-01..2025-10") -> pd.DataFrame:
    """An account with these amounts in the order of the components."""
    usd = [round(each * 1_000_000) for each in millions]
    change = usd[-1] - usd[0]
    shares = [None, *(each / change if change else None for each in usd[1:-1]), None]
    facts = {"start_period": start, "end_period": end, "months": 10, "months_left_out": 0}
    rows = {"component": STEPS, "usd": usd, "share_of_change": shares, "firms": [0 if not each else 7 for each in usd]}
    return pd.DataFrame(rows | facts)


ACCOUNT = account(100, 20, -10, 5, -4, 3, 0, 40, -30, 124)
SMALL = account(1000, 2, -1, 0, 0, 0, 0, 9, -4, 1006)  # all that moves is small beside the totals
STILL = account(50, 0, 0, 10, -10, 0, 0, 0, 0, 50)
BY_YEAR = pd.concat(
    [
        ACCOUNT.assign(year=2024, months=12),
        account(124, 0, -50, 1, 0, 0, 0, 5, -20, 60).assign(year=2025),
    ],
    ignore_index=True,
)[["year", "component", "usd", "share_of_change", "firms", "months"]]
DRAWN_GROWTH = {export_growth_waterfall: (ACCOUNT,), export_growth_by_year_bars: (BY_YEAR,)}
