"""What the city and the press published, beside the same count from the designations, and why they differ."""

from dataclasses import replace
from datetime import date

import pandas as pd

from metrics.asking import ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

# A published measure is tied to a stage by name: its code or its English name, then _firms.
# $firms: one row per firm instead of their number
_REPORTED = """
WITH figures AS (
  SELECT measure, count_kind, published_figures.as_of, value, source, reason, stage_code
  FROM marts.published_figures
  INNER JOIN marts.stages
    ON measure IN (stage_code || '_firms', lower(replace(name_en, ' ', '_')) || '_firms')
  WHERE published_figures.as_of <= $as_of
    AND count_kind IN ('current', 'cumulative')
    AND ($stages IS NULL OR list_contains($stages, stage_code))
),
-- two values for one day, or a cumulative count that falls: one of them is wrong, whatever ours says
disputed AS (
  SELECT DISTINCT figures.measure, figures.count_kind, figures.as_of, figures.value
  FROM figures
  INNER JOIN figures AS other USING (measure, count_kind)
  WHERE (other.as_of = figures.as_of AND other.value <> figures.value)
    OR (
      count_kind = 'cumulative'
      AND ((other.as_of < figures.as_of AND other.value > figures.value)
        OR (other.as_of > figures.as_of AND other.value < figures.value))
    )
),
ends AS (
  -- of each firm's spells begun by the day, the last to end
  SELECT figures.stage_code, figures.as_of, spells.firm_id, is_end_estimated
  FROM (SELECT DISTINCT stage_code, as_of FROM figures) AS figures
  INNER JOIN marts.spells ON spells.stage_code = figures.stage_code AND starts_on <= figures.as_of
  QUALIFY row_number() OVER (
    PARTITION BY figures.stage_code, figures.as_of, spells.firm_id ORDER BY ends_on DESC, is_end_estimated
  ) = 1
),
standing AS (
  SELECT
    figures.measure,
    figures.count_kind,
    figures.as_of,
    figures.value,
    figures.source,
    figures.reason,
    holdings.firm_id,
    bool_or(figures.as_of BETWEEN holdings.starts_on AND holdings.ends_on) AS is_current,
    min(holdings.starts_on) <= figures.as_of AS is_cumulative,
    -- flagged as not its first, and no earlier one is known
    min(holdings.starts_on) > figures.as_of AND NOT arg_min(is_first_entry, holdings.starts_on) AS is_missing_before,
    coalesce(bool_or(ends.is_end_estimated), FALSE) AS is_end_estimated
  FROM figures
  LEFT JOIN marts.holdings ON holdings.stage_code = figures.stage_code
  LEFT JOIN ends
    ON ends.stage_code = figures.stage_code AND ends.as_of = figures.as_of AND ends.firm_id = holdings.firm_id
  GROUP BY
    figures.measure,
    figures.count_kind,
    figures.as_of,
    figures.value,
    figures.source,
    figures.reason,
    holdings.firm_id
),
counted AS (
  SELECT
    *,
    coalesce(if(count_kind = 'current', is_current, is_cumulative), FALSE) AS is_counted,
    coalesce(if(count_kind = 'current', is_cumulative, is_current), FALSE) AS is_in_other_count
  FROM standing
),
sums AS (
  SELECT
    measure,
    count_kind,
    as_of,
    value,
    count(*) FILTER (WHERE is_counted) AS computed,
    count(*) FILTER (WHERE is_in_other_count) AS other_computed,
    coalesce(bool_or(is_cumulative), FALSE) AS has_data,
    count(*) FILTER (WHERE is_missing_before) AS missing_before,
    count(*) FILTER (WHERE is_end_estimated AND is_cumulative AND is_counted) AS estimated_in,
    count(*) FILTER (WHERE is_end_estimated AND is_cumulative AND NOT is_counted) AS estimated_out
  FROM counted
  GROUP BY measure, count_kind, as_of, value
),
told AS (
  SELECT
    sums.*,
    CASE
      WHEN computed = value THEN NULL
      WHEN disputed.value IS NOT NULL THEN 'sources_disagree'
      WHEN NOT has_data THEN 'no_data_yet'
      WHEN other_computed = value THEN 'other_count'
      WHEN computed < value AND missing_before > 0 THEN 'earlier_spells_missing'
      WHEN count_kind = 'current' AND if(computed < value, estimated_out, estimated_in) > 0 THEN 'ends_estimated'
      ELSE 'not_told'
    END AS gap_reason
  FROM sums
  LEFT JOIN disputed USING (measure, count_kind, as_of, value)
),
behind AS (
  SELECT counted.*, told.computed, gap_reason,
    CASE gap_reason
      WHEN 'earlier_spells_missing' THEN is_missing_before
      WHEN 'ends_estimated' THEN is_end_estimated AND is_cumulative AND is_counted = (told.computed > told.value)
      ELSE FALSE
    END AS is_in_gap
  FROM counted
  INNER JOIN told USING (measure, count_kind, as_of, value)
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  measure,
  count_kind,
  as_of,
  CASE WHEN $firms THEN if(is_counted, 'computed', 'only_gap') END AS counted_in,
  CAST(value AS BIGINT) AS reported,
  any_value(computed) AS computed,
  any_value(computed) - CAST(value AS BIGINT) AS difference,
  any_value(gap_reason) AS gap_reason,
  CAST(nullif(count(*) FILTER (WHERE is_in_gap), 0) AS BIGINT) AS gap_firms,
  any_value(behind.reason) AS reason,
  any_value(behind.source) AS source
FROM behind
LEFT JOIN marts.firms USING (firm_id)
WHERE NOT $firms OR is_counted OR is_in_gap
GROUP BY 1, 2, 3, 4, 5, 6, 7, value
ORDER BY as_of, measure, count_kind, value, firm_name, firm_id
"""
_PUBLISHED = "SELECT DISTINCT as_of FROM marts.published_figures"
_TABLE = ["measure", "count_kind", "as_of", "reported", "computed", "difference", "gap_reason", "gap_firms", "reason",
          "source"]  # fmt: skip
_BEHIND = ["firm_id", "firm_name", "district", "measure", "count_kind", "as_of", "reported", "counted_in", "gap_reason"]


def reported_and_computed(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """A figure that the city or the press published, beside the same count from the designations.

    One row per published count of firms, by its date, up to the as-of date: measure, count_kind
    (current or cumulative), as_of (the day that the figure is about), reported (firms), computed
    (firms, on that day), difference (computed - reported), gap_reason (what can be told from the data, the first that
    fits; missing where both are equal: sources_disagree = another figure of this measure up to the as-of date
    contradicts it, by another value for the day or a cumulative count that falls; no_data_yet = no designation of the
    stage begins by that day; other_count = it equals our other count, current for cumulative; earlier_spells_missing =
    ours is less, and firms come later by a renewal whose first designation is not loaded; ends_estimated = of a current
    count, firms that are in or out by an end computed from the term; not_told = none of these), gap_firms (firms that
    the last two but one speak of, else missing), reason (that a person wrote beside the figure), source. Neither figure
    is ever changed by the other. Figures about no stage (budgets, institutions) are left out. Always of all firms:
    published figures know no filter but the stage.
    `firms`: firm_id, firm_name, district, measure, count_kind, as_of, reported, counted_in (computed = in our count,
    only_gap = not in it and in gap_firms), gap_reason (missing for those that the reason does not speak of).
    Source: marts.published_figures, marts.holdings, marts.spells.
    """
    # the same answer until the next figure is published
    days = [day for (day,) in snapshot.rows(_PUBLISHED) if day <= selection.as_of]
    found = ask_plainly(snapshot, replace(selection, as_of=max(days, default=date.min)), _REPORTED, firms=firms)
    if not firms:
        return found[_TABLE]
    behind = found[found["firm_id"].notna()].reset_index(drop=True)
    behind["gap_reason"] = behind["gap_reason"].where(behind["gap_firms"].notna())
    return behind[_BEHIND]
