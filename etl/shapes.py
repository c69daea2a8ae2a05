"""Column names and types of the clean tables that etl makes itself (reference tables follow their contracts)."""

import pyarrow as pa

_TEXT, _DAY, _COUNT, _FLAG = pa.string(), pa.date32(), pa.int64(), pa.bool_()
_ORIGIN = {"upload_id": _TEXT, "source_row": _COUNT}
_MENTION = {
    "name_key": _TEXT, "district_code": _TEXT, "corporate_no": _TEXT, "starts_on": _DAY, "written_end": _DAY,
}  # fmt: skip

SHAPES: dict[str, pa.Schema] = {
    "firms": pa.schema({
        "firm_id": _TEXT, "business_no": _TEXT, "corporate_no": _TEXT, "firm_name": _TEXT, "firm_name_en": _TEXT,
        "industry_code": _TEXT, "industry": _TEXT, "product": _TEXT, "district_code": _TEXT, "address": _TEXT,
        "established_on": _DAY, "established_precision": _TEXT, "status": _TEXT, "is_provisional": _FLAG, **_ORIGIN,
    }),
    "designations": pa.schema({
        "firm_id": _TEXT, "programme_code": _TEXT, "cohort": _TEXT, "stage_code": _TEXT, "starts_on": _DAY,
        "start_precision": _TEXT, "is_start_derived": _FLAG, "written_end": _DAY, "end_precision": _TEXT,
        "term_end": _DAY, "last_listed_on": _DAY, "gone_on": _DAY, "began_as": _TEXT, "end_reason": _TEXT,
        "awarding_body": _TEXT, "source": _TEXT, **_ORIGIN,
    }),
    "designation_rows": pa.schema({
        "firm_id": _TEXT, "programme_code": _TEXT, "cohort": _TEXT, "list_date": _DAY, "written_name": _TEXT,
        "match": _TEXT, "is_provisional": _FLAG, **_MENTION, **_ORIGIN,
    }),
    "unmatched_rows": pa.schema({
        "programme_code": _TEXT, "cohort": _TEXT, "written_name": _TEXT, "reason": _TEXT, **_MENTION, **_ORIGIN,
    }),
    "firm_names": pa.schema({"firm_id": _TEXT, "written_name": _TEXT, "name_key": _TEXT, **_ORIGIN}),
    "match_candidates": pa.schema({"name_key": _TEXT, "firm_id": _TEXT, "similarity": pa.float64()}),
    "unclaimed_names": pa.schema({"business_no": _TEXT, "written_name": _TEXT, "name_key": _TEXT}),
    "months": pa.schema({"month": _DAY, "month_end": _DAY, "year": _COUNT}),
}  # fmt: skip


def as_table(name: str, rows: list[dict]) -> pa.Table:
    """Rows as the clean table of that name; columns that a row does not have are empty."""
    schema = SHAPES[name]
    return pa.Table.from_pylist([{column: row.get(column) for column in schema.names} for row in rows], schema)
