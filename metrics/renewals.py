"""Of the designations whose term ended: renewed, promoted, left."""

import pandas as pd

from metrics.asking import ask
from metrics.errors import WrongUsage
from metrics.intervals import with_share
from metrics.selection import Selection
from warehouse import Snapshot

GRAINS = ("cohort", "stage")

# $firms: one row per firm instead of their number
_RENEWALS = """
WITH became AS (
  SELECT
    firm_id,
    firm_name,
    district,
    programme_code,
    cohort,
    stage_code,
    rank,
    starts_on,
    CASE
      WHEN ends_on >= $as_of THEN 'running'
      WHEN promoted_on <= $as_of THEN 'promoted'
      WHEN renewed_on <= $as_of THEN 'renewed'
      ELSE 'left'
    END AS counted_in,
    CASE
      WHEN ends_on < $as_of AND applications_known_from <= $as_of THEN coalesce(applied_again_on <= $as_of, FALSE)
    END AS has_applied
  FROM marts.spell_fates
  INNER JOIN selected_firms($selection) USING (firm_id)
  WHERE starts_on <= $as_of AND ($stages IS NULL OR list_contains($stages, stage_code))
)
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  stage_code,
  programme_code,
  cohort,
  CASE WHEN $firms THEN counted_in END AS counted_in,
  CASE WHEN $firms THEN has_applied END AS has_applied,
  count(*) AS firms,
  count(*) FILTER (WHERE counted_in <> 'running') AS ended,
  count(has_applied) AS with_applications,
  count(*) FILTER (WHERE has_applied) AS applied,
  count(*) FILTER (WHERE counted_in = 'renewed') AS renewed,
  count(*) FILTER (WHERE counted_in = 'promoted') AS promoted,
  count(*) FILTER (WHERE counted_in = 'left') AS left
FROM became
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, rank
ORDER BY rank, min(starts_on), programme_code, cohort, counted_in, firm_name, firm_id
"""
_BEHIND = ["firm_id", "firm_name", "district", "counted_in", "has_applied"]
_COUNTED = ["firms", "ended", "with_applications", "applied", "renewed", "promoted", "left"]


def renewal_rates(snapshot: Snapshot, selection: Selection, *, by: str = "cohort", firms: bool = False) -> pd.DataFrame:
    """Of the designations of a cohort whose term has ended, the share that was renewed.

    One row per programme and cohort, in order of stage and start; `by` stage: one per stage, the sum of its cohorts,
    so a firm with two ended terms counts twice. stage_code, programme_code and cohort (not by stage), firms (of the
    cohort), ended (of these, their last day lies before the as-of date: the base), with_applications (of the ended: the
    files of applications hold some for the stage, of any firm, from a year before the last day to the grace days after
    it), applied (of these: the firm applied for re-designation or extension after the start, before its next start in
    the stage and at most the grace days after the last day; missing, never 0, where no file tells), renewed (of the
    ended: a later start in the same stage, under whatever programme's name), promoted (a later start in a higher
    stage), left (the rest), renewal_rate (renewed / ended, 0 to 1), ci_low and ci_high (its 95 % interval after
    Wilson). Promoted wins over renewed, so the three add up to ended; applied stands across them. Rate and interval are
    missing where fewer than 5 ended. Two differences to cohort_outcomes: running terms are left out of the base, and a
    successor programme of the stage counts as renewal.
    `firms`: firm_id, firm_name, district, stage_code, programme_code, cohort, counted_in (renewed, promoted, left,
    or running: not ended), has_applied (missing where no file tells, and while the term runs).
    Raises EmptySelection when no firm is selected, WrongUsage for an unknown `by`. Source: marts.spell_fates.
    """
    if by not in GRAINS:
        raise WrongUsage("unknown_value", option="--by", value=by, known=", ".join(GRAINS))
    found = ask(snapshot, selection, _RENEWALS, firms=firms)
    if firms:
        return found.drop(columns=_COUNTED)
    if by == "stage":  # a second question would cost more than the sum
        found = found.groupby("stage_code", sort=False, as_index=False)[_COUNTED].sum()
    found["applied"] = found["applied"].astype("Int64").where(found["with_applications"] > 0)
    return with_share(found.drop(columns=_BEHIND, errors="ignore"), "renewed", "ended", "renewal_rate")
