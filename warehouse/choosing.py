"""The macros that say which firms and which months a question is about."""

# Firms that pass every filter of a selection; NULL is no filter. A stage filter keeps firms that have held one of the
# stages by the as-of date, so that past years keep the firms that have left since.
PASSING_FIRMS = """
CREATE TEMP MACRO passing_firms(selection) AS TABLE
SELECT
  firm_id,
  firm_name,
  district
FROM marts.firms
WHERE (
    struct_extract(selection, 'districts') IS NULL
    OR list_contains(struct_extract(selection, 'districts'), district_code)
  )
  AND (
    struct_extract(selection, 'industries') IS NULL
    OR list_contains(struct_extract(selection, 'industries'), industry_code)
  )
  AND (
    struct_extract(selection, 'firm_ids') IS NULL
    OR list_contains(struct_extract(selection, 'firm_ids'), firm_id)
  )
  AND (
    struct_extract(selection, 'stages') IS NULL
    OR firm_id IN (
      SELECT holdings.firm_id
      FROM marts.holdings
      WHERE list_contains(struct_extract(selection, 'stages'), stage_code)
        AND starts_on <= struct_extract(selection, 'as_of')
    )
  )
"""

# A page asks many questions about the same firms: found once and kept on the cursor they cost 1 ms, planned anew within
# each question nearly as much each time. The macro then looks past its argument, whose firms the cursor has kept.
KEEP_FIRMS = "CREATE OR REPLACE TEMP TABLE chosen_firms AS FROM passing_firms($selection)"
OF_THE_KEPT = """
CREATE OR REPLACE TEMP MACRO selected_firms(selection) AS TABLE
SELECT firm_id, firm_name, district FROM chosen_firms
"""

# For a question about two selections at once.
OF_ALL = """
CREATE OR REPLACE TEMP MACRO selected_firms(selection) AS TABLE
SELECT firm_id, firm_name, district FROM passing_firms(selection)
"""

# Months of exports that ended by the day, of the years asked for, else of the last such month's year; each with the
# last such month of its year.
ASKED_MONTHS = """
CREATE TEMP MACRO asked_months(as_of, years) AS TABLE
WITH ended AS (
  SELECT month, year FROM marts.export_months WHERE month_end <= as_of
)
SELECT month, year, max(month) OVER (PARTITION BY year) AS last_month
FROM ended
WHERE CASE WHEN years IS NULL THEN year = (SELECT max(year) FROM ended) ELSE list_contains(years, year) END
"""
