"""The names of reference rows, as a snapshot or a release knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warehouse.errors import NotReleased
from warehouse.reading import Snapshot

if TYPE_CHECKING:  # whoever loads files asks nothing, and needs no pandas: half a second of every act
    import pandas as pd

_STAGES = "SELECT stage_code AS code, name_ko, name_en FROM stages ORDER BY rank"
_PROGRAMMES = "SELECT programme_code AS code, programme_ko AS name_ko, programme_en AS name_en FROM programmes"
_DISTRICTS = """
SELECT district_code AS code, name_ko, name_en FROM districts SEMI JOIN firms USING (district_code)
ORDER BY district_code = 'outside', name_ko
"""
_INDUSTRIES = """
SELECT industry_code AS code, name_ko, name_en FROM industries SEMI JOIN firms USING (industry_code)
ORDER BY industry_code
"""
_MARKET_GROUPS = "SELECT market_group AS code, name_ko, name_en FROM market_groups ORDER BY group_rank, market_group"
_PRODUCTS = "SELECT hs_product AS code, name_ko, name_en FROM hs_products ORDER BY hs_product"
_INSTITUTIONS = """
SELECT DISTINCT institution AS code, institution AS name_ko, institution AS name_en
FROM institutions
ORDER BY institution
"""
_REFERENCE = {
    "stage": _STAGES,
    "programme": _PROGRAMMES,
    "district": _DISTRICTS,
    "industry": _INDUSTRIES,
    "market_group": _MARKET_GROUPS,
    "hs_product": _PRODUCTS,
    "institution": _INSTITUTIONS,
}


def reference_rows(snapshot: Snapshot) -> dict[str, pd.DataFrame]:
    """By kind (stage, programme, district, industry, market_group, hs_product,
    institution) its rows in reference order.

    code, name_ko, name_en. A kind that a release does not hold is left out.
    """
    found = {}
    for kind, sql in _REFERENCE.items():
        try:
            found[kind] = snapshot.query(sql)
        except NotReleased:  # names of products are made of what firms sell
            continue
    return found
