"""The macros that give a selection's export rows, shared by all questions about trade.

Each gives firm_id, month, year, stage_code (held on the month's last day) and exports_usd, of the months that ended by
the as-of date; those of markets and products also weight_kg (of the rows with exports above 0) and weighed_usd (what
those of them that have a weight come to: a unit value is this by the weight). `chosen_exports` gives the rows as they
were uploaded, `exports_per_firm` one for each firm and month, `pieces_per_…` what is still to be added up.
The years asked for are the question's own matter. Each macro is written for every way of choosing, and a cursor knows
those of one way: which mart answers is settled before the question is planned (branches of one macro cost 6 ms each
time, even those that are empty). `yearly_per_…` give firm_id, year, stage_code and exports_usd above 0, each year up
to the as-of date, per product the weights too: a tenth of the rows, for questions that need no months.
"""

from warehouse.trade_choice import ALL, Choice, choice_of
from warehouse.trading_kept import FIRMS_OF_ALL
from warehouse.trading_pieces import piece_macros
from warehouse.trading_years import THIS_YEARS_LINES, year_lines, yearly_macros

__all__ = ["ALL", "Choice", "choice_of", "is_about_trade", "trade_macros"]

_HAS_ENDED = """
CREATE TEMP MACRO has_ended(selection, month) AS (
  month < date_trunc('month', struct_extract(selection, 'as_of') + INTERVAL 1 DAY)
)
"""

_IS_OF_STAGES = """
CREATE TEMP MACRO is_chosen(selection, stage_code, firm_id) AS (
  struct_extract(selection, 'stages') IS NULL
  OR list_contains(struct_extract(selection, 'stages'), stage_code)
)
"""

# The firms are looked up only where a filter of theirs is set: a stage held in the month was held by the as-of date.
_IS_OF_STAGES_AND_FIRMS = """
CREATE TEMP MACRO is_chosen(selection, stage_code, firm_id) AS (
  (
    struct_extract(selection, 'stages') IS NULL
    OR list_contains(struct_extract(selection, 'stages'), stage_code)
  )
  AND firm_id IN (SELECT firms.firm_id FROM selected_firms(selection) AS firms)
)
"""

# Here and below: two bounds let the scan skip, and of a single one say all.
_IS_OF_COUNTRIES = """
CREATE TEMP MACRO is_of_countries(selection, country) AS (
  country >= list_min(struct_extract(selection, 'countries'))
  AND country <= list_max(struct_extract(selection, 'countries'))
  AND (
    len(struct_extract(selection, 'countries')) = 1
    OR list_contains(struct_extract(selection, 'countries'), country)
  )
)
"""
_IS_OF_ANY_COUNTRY = "CREATE TEMP MACRO is_of_countries(selection, country) AS TRUE"

# A product stands for every code that begins with it: the codes of 85 end after those of 850440 (85~ > 850440~).
_IS_OF_PRODUCTS = """
CREATE TEMP MACRO is_of_products(selection, hs_code) AS (
  hs_code >= list_min(struct_extract(selection, 'products'))
  AND hs_code < list_max(list_transform(struct_extract(selection, 'products'), lambda each: each || '~'))
  AND (
    len(struct_extract(selection, 'products')) = 1
    OR list_bool_or(list_transform(struct_extract(selection, 'products'), lambda each: starts_with(hs_code, each)))
  )
)
"""
_IS_OF_ANY_PRODUCT = "CREATE TEMP MACRO is_of_products(selection, hs_code) AS TRUE"

# The rows as they were uploaded, of the selection.
_CHOSEN_EXPORTS = """
CREATE TEMP MACRO chosen_exports(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  country,
  hs_code,
  hs_chapter,
  channel,
  exports_usd,
  weight_kg,
  upload_id,
  source_row
FROM marts.exports
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
"""

# Per firm direct_usd and indirect_usd, where the way is not known neither, and no weights.
_FIRMS = """
CREATE TEMP MACRO passing_per_firm(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  stage_code,
  exports_usd,
  direct_usd,
  indirect_usd
FROM marts.export_firm_months
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
"""

_FIRMS_BY_COUNTRY = """
CREATE TEMP MACRO passing_per_firm(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  any_value(stage_code) AS stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(direct_usd) AS BIGINT) AS direct_usd,
  CAST(sum(indirect_usd) AS BIGINT) AS indirect_usd
FROM marts.export_firm_month_countries
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
GROUP BY firm_id, month, year
"""

_FIRMS_BY_PRODUCT = """
CREATE TEMP MACRO passing_per_firm(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  any_value(stage_code) AS stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(direct_usd) AS BIGINT) AS direct_usd,
  CAST(sum(indirect_usd) AS BIGINT) AS indirect_usd
FROM marts.export_firm_month_products
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, month, year
"""

_FIRMS_BY_CHAPTER = """
CREATE TEMP MACRO passing_per_firm(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  any_value(stage_code) AS stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(sum(direct_usd) AS BIGINT) AS direct_usd,
  CAST(sum(indirect_usd) AS BIGINT) AS indirect_usd
FROM marts.export_firm_month_chapters
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_products(selection, hs_chapter)
GROUP BY firm_id, month, year
"""

_FIRMS_BY_BOTH = """
CREATE TEMP MACRO passing_per_firm(selection) AS TABLE
SELECT
  firm_id,
  month,
  year,
  any_value(stage_code) AS stage_code,
  CAST(sum(exports_usd) AS BIGINT) AS exports_usd,
  CAST(coalesce(sum(exports_usd) FILTER (WHERE channel = 'direct'), 0) AS BIGINT) AS direct_usd,
  CAST(coalesce(sum(exports_usd) FILTER (WHERE channel = 'indirect'), 0) AS BIGINT) AS indirect_usd
FROM marts.exports
WHERE has_ended(selection, month)
  AND is_chosen(selection, stage_code, firm_id)
  AND is_of_countries(selection, country)
  AND is_of_products(selection, hs_code)
GROUP BY firm_id, month, year
"""

_PER_FIRM = {  # by country, by product, by chapter
    (False, False, False): _FIRMS,
    (True, False, False): _FIRMS_BY_COUNTRY,
    (False, True, False): _FIRMS_BY_PRODUCT,
    (False, True, True): _FIRMS_BY_CHAPTER,
    (True, True, False): _FIRMS_BY_BOTH,
    (True, True, True): _FIRMS_BY_BOTH,
}
_ABOUT = ("chosen_exports(", "exports_per_", "pieces_per_", "yearly_per_")


def is_about_trade(sql: str) -> bool:
    """Whether the question asks one of these macros, and so keeps to the markets and products of its selection."""
    return any(name in sql for name in _ABOUT)


def trade_macros(sql: str, choice: Choice) -> list[str]:
    """The macros that the question names, as they are written for this way of choosing, after those that they need."""
    by_country, by_product = choice.by_country, choice.by_product
    named = {
        "_per_firm(": _PER_FIRM[by_country, by_product, choice.by_chapter],
        "chosen_exports(": _CHOSEN_EXPORTS,
    }
    found = [macro for name, macro in (named | piece_macros(choice) | yearly_macros(choice)).items() if name in sql]
    if "_per_firm(" in sql:
        found.insert(1, FIRMS_OF_ALL)  # after what passes, before the years: DuckDB looks for it when they are made
    return [*_foundations(choice), *found] if found else []


def _foundations(choice: Choice) -> tuple[str, ...]:
    return (
        _HAS_ENDED,
        _IS_OF_STAGES_AND_FIRMS if choice.by_firm else _IS_OF_STAGES,
        _IS_OF_COUNTRIES if choice.by_country else _IS_OF_ANY_COUNTRY,
        _IS_OF_PRODUCTS if choice.by_product else _IS_OF_ANY_PRODUCT,
        year_lines(choice),
        THIS_YEARS_LINES,
    )
