"""Hand-made tables of markets and products, shaped as the metrics give them; the charts that draw them."""

import pandas as pd

from charts.market_areas import exports_by_country_treemap
from charts.market_years import market_history_lines, markets_gained_and_lost_bars
from charts.markets import exports_by_market_group_bars
from charts.products import product_treemap, unit_value_lines
from charts.world import exports_by_country_map
from tests.charts.money_frames import YEARS

MARKETS = pd.DataFrame(
    [(2024, "US", 50_000_000, 20, 0.5), (2024, "SG", 30_000_000, 8, 0.3), (2024, "KR", 19_000_000, 4, 0.19),
     (2024, "ZZ", 1_000_000, 1, 0.01)],
    columns=["year", "country", "exports_usd", "exporters", "share"],
)  # fmt: skip
REGIONS = pd.DataFrame(  # of MARKETS
    [(2024, "north", 50_000_000, 20, 1, 0.5, 0.1, "US"), (2024, "asia", 49_000_000, 9, 2, 0.49, None, "KR,SG"),
     (2024, "unknown", 1_000_000, 1, 1, 0.01, None, "ZZ")],
    columns=["year", "market_group", "exports_usd", "exporters", "countries", "share", "yoy_rate", "country_codes"],
)  # fmt: skip
GROUPS = pd.DataFrame(
    [(2024, "asean", 60_000_000, 20, 2, 0.6, 0.25, "SG,VN"), (2024, "eu", 40_000_000, 9, 1, 0.4, None, "DE")],
    columns=["year", "market_group", "exports_usd", "exporters", "countries", "share", "yoy_rate", "country_codes"],
)
HISTORY = pd.DataFrame(
    [(2023, "US", 1, 60, 0.6, 1), (2023, "CN", 2, 30, 0.3, 1), (2023, "other", None, 10, 0.1, 4),
     (2024, "CN", 1, 70, 0.7, 1), (2024, "US", 14, 1, 0.01, 1), (2024, "other", None, 29, 0.29, 12),
     (2025, "CN", 1, 50, 0.5, 1), (2025, "US", 2, 50, 0.5, 1)],
    columns=["year", "country", "market_rank", "exports_usd", "share", "countries"],
)  # fmt: skip
CHANGES = pd.DataFrame(
    [(2024, "gained", "VN", 3, 300, False), (2024, "gained", "PL", 1, 50, True), (2024, "lost", "US", 2, 90, False),
     (2025, "lost", "RU", 4, 700, True)],
    columns=["year", "market_change", "country", "firms", "exports_usd", "is_for_all"],
)  # fmt: skip


def product(year: int, code: str, level: str, within: str | None, usd: int, kg: float | None = None) -> dict:
    value = usd / kg if kg else None
    told = {"weight_kg": kg, "unit_value_usd_per_kg": value, "weighed_share": 1.0 if kg else 0.0, "exporters": 3}
    place = {"year": year, "hs_product": code, "hs_level": level, "hs_within": within, "exports_usd": usd}
    return place | told | {"share": usd / 100, "yoy_rate": None}


TREE = pd.DataFrame(
    [
        product(2024, "XVI", "section", None, 90, 9.0),
        product(2024, "XV", "section", None, 10),
        product(2024, "85", "chapter", "XVI", 60, 6.0),
        product(2024, "84", "chapter", "XVI", 30, 3.0),
        product(2024, "73", "chapter", "XV", 10),
        product(2024, "8504", "heading", "85", 60, 6.0),
        product(2024, "8481", "heading", "84", 30, 3.0),
        product(2024, "7318", "heading", "73", 10),
        product(2024, "850440", "code", "8504", 40, 4.0),
        product(2024, "8504409000", "code", "8504", 20, 2.0),
        product(2024, "848180", "code", "8481", 30, 3.0),
        product(2024, "731815", "code", "7318", 10),
    ]
)
WORTH = pd.DataFrame(
    [
        product(2023, "85", "chapter", "XVI", 50, 5.0),
        product(2023, "84", "chapter", "XVI", 40, 2.0),
        product(2024, "85", "chapter", "XVI", 60, 5.0),
        product(2024, "84", "chapter", "XVI", 30),  # no weight this year: a gap, not 0
        product(2025, "85", "chapter", "XVI", 45, 5.0),
        product(2025, "84", "chapter", "XVI", 40, 4.0),
    ]
)
DRAWN_MARKETS = {
    exports_by_country_map: (MARKETS,),
    exports_by_country_treemap: (MARKETS, REGIONS),
    exports_by_market_group_bars: (GROUPS,),
    market_history_lines: (HISTORY, YEARS),
    markets_gained_and_lost_bars: (CHANGES, YEARS),
    product_treemap: (TREE,),
    unit_value_lines: (WORTH, YEARS),
}
