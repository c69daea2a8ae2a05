"""The macros that hold firms against the criteria of entry, shared by all questions about readiness.

judged_criteria and weighed_alternatives are what a question names. A cursor works them out once for a selection and its
thresholds (9 and 12 ms on the sample, planning them as much again) and keeps the rows, as it keeps the chosen firms.
"""

# One row per firm, open programme of a stage above its own, alternative and criterion in force on the day. `overrides`
# is a struct of two lists: names (programme:alternative:criterion:operator) and thresholds that take the place of the
# reference's; NULL for none. AND knows three values, as is meant: what is not reached is not met whatever the
# condition; what is reached under a condition that nobody knows is not known. `slack` is how far the value lies on the
# right side of the threshold. `is_barred`: the condition is known not to hold, so the alternative is not for this firm.
JUDGE_CRITERIA = """
CREATE TEMP MACRO judge_criteria(selection, overrides) AS TABLE
WITH held AS (
  SELECT firm_id, arg_max(stage_code, rank) AS held_stage, max(rank) AS held_rank
  FROM marts.holdings
  WHERE struct_extract(selection, 'as_of') BETWEEN starts_on AND ends_on
  GROUP BY firm_id
),
checks AS (
  SELECT
    * EXCLUDE (threshold),
    coalesce(
      list_extract(
        CAST(struct_extract(overrides, 'thresholds') AS DOUBLE[]),
        list_position(
          CAST(struct_extract(overrides, 'names') AS VARCHAR[]),
          programme_code || ':' || alternative || ':' || criterion || ':' || operator
        )
      ),
      threshold
    ) AS threshold
  FROM marts.criterion_checks
  WHERE struct_extract(selection, 'as_of') BETWEEN applies_from AND applies_until
),
compared AS (
  SELECT
    firm_name,
    district,
    coalesce(held_stage, 'none') AS held_stage,
    rank - coalesce(held_rank, 0) AS steps_up,
    checks.*,
    CASE WHEN is_same_unit THEN CASE operator
      WHEN '>=' THEN value >= threshold
      WHEN '>' THEN value > threshold
      WHEN '<' THEN value < threshold
      WHEN '<=' THEN value <= threshold
    END END AS is_reached
  FROM checks
  INNER JOIN selected_firms(selection) USING (firm_id)
  LEFT JOIN held USING (firm_id)
  WHERE rank > coalesce(held_rank, 0)
)
SELECT
  *,
  CASE is_reached AND is_fulfilled WHEN TRUE THEN 'met' WHEN FALSE THEN 'not_met' ELSE 'unknown' END AS criterion_state,
  CASE WHEN is_ceiling THEN threshold - value ELSE value - threshold END AS slack,
  NOT coalesce(is_fulfilled, TRUE) AS is_barred
FROM compared
"""

# One row per firm, programme and alternative: how many of its requirements are met, not met, not known. A criterion is
# a requirement; those that share `any_of` are one, and one of them suffices; those of alternative * belong to every
# other. The tightest requirement is the one that is known with the least room, as a share of its threshold.
WEIGH_ALTERNATIVES = """
CREATE TEMP MACRO weigh_alternatives() AS TABLE
WITH alternatives AS (
  SELECT firm_id, programme_code, alternative, bool_or(is_barred) AS is_barred
  FROM kept_criteria
  WHERE alternative <> '*'
  GROUP BY firm_id, programme_code, alternative
  UNION ALL
  SELECT firm_id, programme_code, '*', FALSE
  FROM kept_criteria
  GROUP BY firm_id, programme_code
  HAVING bool_and(alternative = '*')
),
requirements AS (
  SELECT
    judged.firm_id,
    judged.programme_code,
    alternatives.alternative,
    any_value(firm_name) AS firm_name,
    any_value(district) AS district,
    any_value(held_stage) AS held_stage,
    any_value(stage_code) AS stage_code,
    any_value(steps_up) AS steps_up,
    any_value(alternatives.is_barred) AS is_barred,
    bool_and(is_ceiling) AS is_ceiling,
    bool_or(criterion_state = 'met') AS is_met,
    bool_and(criterion_state = 'not_met') AS is_missed,
    arg_max(
      {'criterion': criterion, 'room': slack, 'unit': unit, 'share': slack / nullif(abs(threshold), 0)},
      CASE WHEN NOT judged.is_barred THEN slack / nullif(abs(threshold), 0) END
    ) AS nearest
  FROM kept_criteria AS judged
  INNER JOIN alternatives
    ON alternatives.firm_id = judged.firm_id
    AND alternatives.programme_code = judged.programme_code
    AND judged.alternative IN ('*', alternatives.alternative)
  GROUP BY
    judged.firm_id,
    judged.programme_code,
    alternatives.alternative,
    coalesce('any of ' || any_of, criterion || operator)
)
SELECT
  firm_id,
  any_value(firm_name) AS firm_name,
  any_value(district) AS district,
  any_value(held_stage) AS held_stage,
  any_value(stage_code) AS stage_code,
  programme_code,
  any_value(steps_up) AS steps_up,
  alternative,
  bool_or(is_barred) AS is_barred,
  count(*) FILTER (WHERE is_met) AS met,
  count(*) FILTER (WHERE is_missed) AS not_met,
  count(*) FILTER (WHERE NOT is_met AND NOT is_missed) AS unknown,
  count(*) AS needed,
  bool_or(is_missed AND is_ceiling) AS is_outgrown,
  arg_min(nearest, nearest.share) FILTER (WHERE is_met OR is_missed) AS tightest
FROM requirements
GROUP BY firm_id, programme_code, alternative
"""

KEEP_CRITERIA = "CREATE OR REPLACE TEMP TABLE kept_criteria AS FROM judge_criteria($selection, $overrides)"
KEPT_CRITERIA = "CREATE TEMP MACRO judged_criteria(selection, overrides) AS TABLE SELECT * FROM kept_criteria"
KEEP_ALTERNATIVES = "CREATE OR REPLACE TEMP TABLE kept_alternatives AS FROM weigh_alternatives()"
KEPT_ALTERNATIVES = (
    "CREATE TEMP MACRO weighed_alternatives(selection, overrides) AS TABLE SELECT * FROM kept_alternatives"
)
