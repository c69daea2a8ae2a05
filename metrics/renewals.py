"""Of the designations whose term ended: renewed, promoted, left."""

from collections import Counter
from datetime import date
from typing import NamedTuple

import pandas as pd

from metrics.asking import kept, remembered
from metrics.errors import WrongUsage
from metrics.intervals import with_share
from metrics.selection import Selection
from metrics.tables import FIRM, table
from warehouse import Snapshot

GRAINS = ("cohort", "stage")

_FATES = """
SELECT
  spell_fates.firm_id,
  firm_name,
  district,
  stage_code,
  programme_code,
  cohort,
  rank,
  starts_on,
  ends_on,
  coalesce(renewed_on, DATE '9999-12-31') AS renewed_on,
  coalesce(promoted_on, DATE '9999-12-31') AS promoted_on,
  coalesce(applied_again_on, DATE '9999-12-31') AS applied_again_on,
  coalesce(applications_known_from, DATE '9999-12-31') AS applications_known_from
FROM marts.spell_fates
INNER JOIN marts.firms USING (firm_id)
ORDER BY rank, starts_on, programme_code, cohort, firm_name, spell_fates.firm_id
"""
_OF = dict.fromkeys(("stage_code", "programme_code", "cohort"), "object")
_COUNTED = dict.fromkeys(("firms", "ended", "with_applications", "applied", "renewed", "promoted", "left"), "int64")
_COUNTED |= {"applied": "Int64"}


@remembered
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
    begun = [each for each in _spells(snapshot, selection) if each.starts_on <= selection.as_of]
    became = [(each, *each.became(selection.as_of)) for each in begun]
    if firms:
        became.sort(key=lambda each: (each[0].rank, each[0].starts_on, *each[0].of[1:], each[1]))
        rows = [(*spell[:6], *told) for spell, *told in became]
        return table(rows, FIRM | _OF | {"counted_in": "object", "has_applied": "boolean"})
    keys = _OF if by == "cohort" else {"stage_code": "object"}
    groups: dict[tuple[str, ...], list[tuple[str, bool | None]]] = {}
    for spell, *told in became:
        groups.setdefault(spell.of[: len(keys)], []).append(tuple(told))
    counted = table([(*of, *_counted(those)) for of, those in groups.items()], keys | _COUNTED)
    return with_share(counted, "renewed", "ended", "renewal_rate")


class _Spell(NamedTuple):
    firm_id: str
    firm_name: str
    district: str
    stage_code: str
    programme_code: str
    cohort: str
    rank: int
    starts_on: date
    ends_on: date
    renewed_on: date
    promoted_on: date
    applied_again_on: date
    applications_known_from: date

    @property
    def of(self) -> tuple[str, str, str]:
        return self[3:6]

    def became(self, day: date) -> tuple[str, bool | None]:
        """What had become of it by the day, and whether the firm had applied to stay: None where no file tells."""
        if self.ends_on >= day:
            return "running", None
        has_applied = self.applied_again_on <= day if self.applications_known_from <= day else None
        if self.promoted_on <= day:
            return "promoted", has_applied
        return "renewed" if self.renewed_on <= day else "left", has_applied


def _spells(snapshot: Snapshot, selection: Selection) -> list[_Spell]:
    rows = kept(snapshot, selection, _FATES, _Spell._make)
    return [each for each in rows if each.stage_code in selection.stages] if selection.stages else rows


def _counted(became: list[tuple[str, bool | None]]) -> list[int | None]:
    """The numbers of one group, in the order of the table."""
    fates = Counter(fate for fate, _ in became)
    applied = Counter(has_applied for _, has_applied in became)
    known = applied[True] + applied[False]
    told = [len(became), len(became) - fates["running"], known, applied[True] if known else None]
    return told + [fates[name] for name in ("renewed", "promoted", "left")]
