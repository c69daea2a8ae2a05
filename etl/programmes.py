"""Words for programmes and stages → the programme that is meant on a date; cohorts and terms from the reference."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

Row = dict


class WordUnclear(ValueError):
    """A stage or programme word that cannot be settled; `code` names why, `params` what the sentence needs."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Settled:
    """The programme a row means, its cohort, start and computed end, and which of them were derived."""

    programme: Row
    cohort: str | None
    starts_on: dt.date
    precision: str
    is_start_derived: bool
    is_cohort_derived: bool
    term_end: dt.date
    in_force: bool


def word_key(text: str) -> str:
    """A programme's word without width, case, blanks and hyphens."""
    return re.sub(r"[\s\-_·()]", "", unicodedata.normalize("NFKC", text)).lower()


def cohort_key(text: str | None) -> str | None:
    """A cohort as it is kept: 7, 제7기 and 7 기 are 7기; years and other words stay."""
    if not text:
        return None
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    match = re.fullmatch(r"제?0*(\d{1,2})기?", plain)
    return f"{match[1]}기" if match else re.sub(r"년$", "", plain)


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day years later; for 29 February the day after the 28th, so that a term ends with the month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


class Programmes:
    """The reference rows of stages, programmes and cohorts, asked with the words that files use."""

    def __init__(self, stages: list[Row], programmes: list[Row], cohorts: list[Row]) -> None:
        self._by_code = {row["programme_code"]: row for row in programmes}
        stage_codes = {row["stage_code"] for row in stages}
        names = {
            word_key(row[name]): row for row in programmes for name in ("programme_ko", "programme_en") if row.get(name)
        }
        self._by_name = {word: row for word, row in names.items() if word not in stage_codes}  # a bare code: the stage
        self._by_own_code = {code: row for code, row in self._by_code.items() if code not in stage_codes}
        self._by_stage: dict[str, list[Row]] = {}
        for stage in stages:
            members = [row for row in programmes if row["stage_code"] == stage["stage_code"]]
            for word in (stage["stage_code"], stage["name_ko"], stage["name_en"]):
                self._by_stage[word_key(word)] = members
        self._cohorts = {(row["programme_code"], cohort_key(row["cohort"])): row for row in cohorts}
        self._cohort_on = {(row["programme_code"], row["start"]): row for row in cohorts}

    def settle(self, word: str, cohort: str | None, start: dt.date | None, precision: str | None) -> Settled:
        """What a row means. Raises WordUnclear when the word, or the start, cannot be settled."""
        cohort = cohort_key(cohort)
        programme = self._programme(word, cohort, start, precision)
        code = programme["programme_code"]
        known = self._cohorts.get((code, cohort)) if cohort else self._cohort_on.get((code, start))
        if start is None and known is None:
            raise WordUnclear("start_unknown", programme=programme["programme_ko"], cohort=cohort or "–")
        derived = start is None
        if derived:
            start, precision = known["start"], known["precision"] or "day"
        named = cohort or (cohort_key(known["cohort"]) if known else _as_written(start, precision))
        term = (known or {}).get("term_years") or programme["term_years"]
        end = add_years(start, term) - dt.timedelta(days=1)
        in_force = _in_force(programme, start, precision)
        return Settled(programme, named, start, precision, derived, cohort is None, end, in_force)

    def code_of(self, word: str, day: dt.date, precision: str | None) -> str:
        """The programme that a word means on a day. Raises WordUnclear."""
        return self._programme(word, None, day, precision)["programme_code"]

    def _programme(self, word: str, cohort: str | None, start: dt.date | None, precision: str | None) -> Row:
        key = word_key(word)
        found = self._by_name.get(key) or self._by_own_code.get(word.strip().lower()) or self._by_own_code.get(key)
        if found:
            return found
        members = self._by_stage.get(key)
        if not members:
            raise WordUnclear(
                "programme_unknown", known=", ".join(row["programme_ko"] for row in self._by_code.values())
            )
        if len(members) == 1:
            return members[0]
        fits = (
            [row for row in members if (row["programme_code"], cohort) in self._cohorts]
            if start is None
            else [row for row in members if _in_force(row, start, precision)]
        )
        if len(fits) == 1:
            return fits[0]
        names = ", ".join(row["programme_ko"] for row in fits or members)
        raise WordUnclear("stage_ambiguous" if fits else "stage_not_in_force", names=names)


def _in_force(programme: Row, start: dt.date, precision: str | None) -> bool:
    last = start
    if precision == "year":
        last = start.replace(month=12, day=31)
    elif precision == "month":
        last = (start.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return programme["valid_from"] <= last and (programme["valid_to"] is None or start <= programme["valid_to"])


def _as_written(start: dt.date, precision: str | None) -> str:
    return {"year": f"{start:%Y}", "month": f"{start:%Y-%m}"}.get(precision or "day", start.isoformat())
