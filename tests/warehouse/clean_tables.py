"""Tiny clean tables, as etl hands them to the warehouse, so that a test writes only the cells it is about."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests.warehouse.clean_shapes import SCHEMAS
from warehouse import Snapshot, build_snapshot, open_candidate

_STAGE_OF = {"star": "star", "innovation_leader": "star", "wc_plus": "wc300", "global_1000": "global"}
_TERM_YEARS = {"pre": 2, "flagship": 3, "star": 3, "innovation_leader": 3, "global": 4, "wc300": 5}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def stage(code: str, rank: int, name_en: str) -> dict[str, Any]:
    return {"stage_code": code, "rank": rank, "name_ko": code, "name_en": name_en}


STAGES = [
    stage("pre", 1, "PRE"),
    stage("flagship", 2, "Flagship"),
    stage("star", 3, "Star"),
    stage("global", 4, "Global Gangso"),
    stage("wc300", 5, "World Class 300"),
]
DISTRICTS = [
    {"district_code": "bukgu", "name_ko": "북구", "name_en": "Buk-gu"},
    {"district_code": "donggu", "name_ko": "동구", "name_en": "Dong-gu"},
]
GRACE = {"setting": "grace_days", "value": 90.0, "valid_from": day("2015-01-01"), "meaning": "longest gap of one stay"}


def firm(firm_id: str, **cells: Any) -> dict[str, Any]:
    return {"firm_id": firm_id, "firm_name": firm_id.title(), "is_provisional": False, "status": "active"} | cells


def spell(firm_id: str, programme: str, starts: str, ends: str | None = None, **cells: Any) -> dict[str, Any]:
    """A designation; without an end it has the programme's usual term. The cohort is the start unless told."""
    starts_on = date.fromisoformat(starts)
    term_end = starts_on.replace(year=starts_on.year + _TERM_YEARS.get(programme, 2)) - timedelta(days=1)
    return {
        "firm_id": firm_id,
        "programme_code": programme,
        "cohort": starts,
        "stage_code": _STAGE_OF.get(programme, programme),
        "starts_on": starts_on,
        "start_precision": "day",
        "is_start_derived": False,
        "written_end": day(ends),
        "end_precision": "day",
        "term_end": term_end,
    } | cells


def _bearer(firm_id: str | None) -> dict[str, Any]:
    name = firm_id or "nobody"
    return {"firm_id": firm_id, "business_no": f"no-{name}", "firm_name": name.title()}


def export(
    firm_id: str | None, month: str, usd: int, country: str = "US", hs: str = "850440", **cells: Any
) -> dict[str, Any]:
    """What a firm exported in a month (2024-05); None: under a number that no firm bears."""
    facts = {"month": date.fromisoformat(f"{month}-01"), "hs_code": hs, "country": country, "exports_usd": usd}
    return _bearer(firm_id) | facts | cells


def report(firm_id: str | None, year: int, **cells: Any) -> dict[str, Any]:
    """What a firm reported of a year; what is not written is missing."""
    return _bearer(firm_id) | {"fiscal_year": year} | cells


def participation(firm_id: str | None, starts: str, programme: str = "coaching", **cells: Any) -> dict[str, Any]:
    """That a firm took part in a support programme from the day; what is not written is missing."""
    starts_on = date.fromisoformat(starts)
    facts = {"support_programme": programme, "fiscal_year": starts_on.year, "starts_on": starts_on}
    return _bearer(firm_id) | facts | {"start_precision": "day"} | cells


def application(firm_id: str | None, programme_code: str, applied: str, **cells: Any) -> dict[str, Any]:
    """That a firm applied to a programme on the day, to be designated again unless told."""
    facts = {"programme": programme_code, "applied_on": date.fromisoformat(applied), "applied_precision": "day"}
    return _bearer(firm_id) | facts | {"applied_as": "redesignated"} | cells


def benchmark(region: str, period: str, usd: int, period_kind: str = "year", **cells: Any) -> dict[str, Any]:
    """A region's published exports in the period that begins on the day."""
    facts = {
        "period": date.fromisoformat(period),
        "period_kind": period_kind,
        "exports_usd": usd,
        "source": "published",
    }
    return {"region": region} | facts | cells


def _months(spells: list[dict[str, Any]], exports: list[dict[str, Any]]) -> list[dict[str, Any]]:
    years = [line["starts_on"].year for line in spells] + [line["month"].year for line in exports] or [2020]
    firsts = [date(year, month, 1) for year in range(min(years), max(years) + 7) for month in range(1, 13)]
    ends = [*(first - timedelta(days=1) for first in firsts[1:]), date(firsts[-1].year, 12, 31)]
    return [{"month": a, "month_end": b, "year": a.year} for a, b in zip(firsts, ends, strict=True)]


def _traced(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"upload_id": "u1", "source_row": number, **row} for number, row in enumerate(rows, start=2)]


def _money(tables: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Rows of exports and outcomes whose number some firm bears."""
    return [line for name in ("exports", "outcomes") for line in tables.get(name, []) if line["firm_id"]]


def clean_tables(spells: list[dict[str, Any]], **tables: list[dict[str, Any]]) -> dict[str, pa.Table]:
    """All clean tables: these designations, their firms unless told, the five stages, and what the test adds."""
    programmes = {line["programme_code"]: line["stage_code"] for line in spells}
    rows: dict[str, list[dict[str, Any]]] = {
        "stages": STAGES,
        "districts": DISTRICTS,
        "settings": [GRACE],
        "programmes": [
            {"programme_code": code, "programme_ko": code, "stage_code": of, "valid_from": day("2010-01-01")}
            for code, of in programmes.items()
        ],
        "firms": [firm(name) for name in sorted({line["firm_id"] for line in [*spells, *_money(tables)]})],
        "designations": spells,
        "designation_rows": [
            {key: line[key] for key in ("firm_id", "programme_code", "cohort")}
            | {"written_name": line["firm_id"], "match": "business_no", "is_provisional": False}
            for line in spells
        ],
        "months": _months(spells, list(tables.get("exports", []))),
    } | tables
    return {
        name: pa.Table.from_pylist(
            _traced(rows.get(name, [])) if "upload_id" in schema else list(rows.get(name, [])),
            schema=pa.schema(schema),
        )
        for name, schema in SCHEMAS.items()
    }


def snapshot_of(folder: Path, spells: list[dict[str, Any]], **tables: list[dict[str, Any]]) -> Snapshot:
    """Build these rows as a snapshot in `folder` and open it."""
    build_snapshot(clean_tables(spells, **tables), folder / "tiny", {"made_by": "test"})
    return open_candidate(folder / "tiny")
