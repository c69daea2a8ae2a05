"""Designation rows of every live upload → resolved rows: programme, cohort, dates; and what was derived on the way.
Applications: programme and cohort."""

from collections.abc import Iterable

from etl.calendar import today
from etl.findings import Finding, correction, error, warning
from etl.programmes import Programmes, WordUnclear, cohort_key

Row = dict


def settle_rows(rows: Iterable[Row], programmes: Programmes) -> tuple[list[Row], dict[str, list[Finding]]]:
    """Rows with programme_code, stage_code, cohort, dates; findings by upload. A row with an error is left out."""
    settled: list[Row] = []
    findings: dict[str, list[Finding]] = {}
    for row in rows:
        told = findings.setdefault(row["upload_id"], [])
        made = _settle(row, programmes, told)
        if made is not None:
            settled.append(made)
    return settled, findings


def settle_applications(rows: Iterable[Row], programmes: Programmes) -> tuple[list[Row], dict[str, list[Finding]]]:
    """Applications with the code of their programme and their cohort as it is kept; findings by upload. A row with an
    error is left out."""
    settled: list[Row] = []
    findings: dict[str, list[Finding]] = {}
    for row in rows:
        try:
            code = programmes.code_of(row["programme"], row["applied_on"], row["applied_precision"])
        except WordUnclear as unclear:
            told = error(unclear.code, row["source_row"], "programme", row["programme"], **unclear.params)
            findings.setdefault(row["upload_id"], []).append(told)
        else:
            settled.append(row | {"programme": code, "cohort": cohort_key(row["cohort"])})
    return settled, findings


def _settle(row: Row, programmes: Programmes, told: list[Finding]) -> Row | None:
    at = row["source_row"]
    try:
        means = programmes.settle(row["programme"], row["cohort"], row["starts_on"], row["start_precision"])
    except WordUnclear as unclear:
        about = "programme" if unclear.code != "start_unknown" else "starts_on"
        told.append(error(unclear.code, at, about, row[about] and str(row[about]), **unclear.params))
        return None
    if row["ends_on"] and row["ends_on"] < means.starts_on:
        told.append(error("end_before_start", at, "ends_on", str(row["ends_on"]), start=means.starts_on))
        return None
    if row["list_date"] and row["list_date"] > today():
        told.append(warning("list_date_in_future", at, "list_date", str(row["list_date"])))
    told += _derivations(row, means)
    programme = means.programme
    return row | {
        "programme_code": programme["programme_code"], "stage_code": programme["stage_code"], "cohort": means.cohort,
        "starts_on": means.starts_on, "start_precision": means.precision, "is_start_derived": means.is_start_derived,
        "written_end": row["ends_on"], "term_end": means.term_end,
    }  # fmt: skip


def _derivations(row: Row, means) -> list[Finding]:
    at, told = row["source_row"], []
    if means.is_start_derived:
        told.append(correction("start_from_cohort", at, "starts_on", None, start=means.starts_on, cohort=means.cohort))
    if means.is_cohort_derived:
        told.append(correction("cohort_from_start", at, "cohort", None, cohort=means.cohort))
    if not row["ends_on"]:
        told.append(correction("end_from_term", at, "ends_on", None, end=means.term_end))
    if not means.in_force:
        programme = means.programme
        told.append(
            warning(
                "programme_not_in_force",
                at,
                "starts_on",
                str(means.starts_on),
                programme=programme["programme_ko"],
                valid_from=programme["valid_from"],
                valid_to=programme["valid_to"] or "–",
            )
        )
    return told
