"""Columns and codes as the reader says them: names from reference rows, else from texts."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from texts.formats import country_names
from texts.words import has, say

Names = Mapping[str, Mapping[str, str]]

# What a column's codes are: a reference table of the snapshot, or a table of texts.
_KINDS = {
    "stage_code": "held",  # as "stage", and none is a firm that holds no stage in that month or year
    "from_stage": "stage",
    "to_stage": "stage",
    "other_stage_code": "stage",
    "state": "stage",
    "successor": "programme",
    "outcome": "wait_outcome",
    "programme_code": "programme",
    "district_code": "district",
    "district": "district_name",  # metrics say the Korean name
    "industry_code": "industry",
    "end_reason": "reason",
    "began_as": "began_as",
    "kpi": "kpi",
    "status": "status",
    "measure": "measure",
    "count_kind": "count_kind",
    "item": "item",
    "country": "country",
    "hs_chapter": "hs",
    "hs_product": "hs_product",
    "hs_within": "hs_product",
    "hs_level": "hs_level",
    "market_group": "market_group",
    "channel": "channel",
    "unit": "whole_unit",
    "period_kind": "period_kind",
    "queue_kind": "queue_kind",
    "decision": "decision",
    "summed_over": "summed_over",
    "precision": "precision",
    "start_precision": "precision",
    "end_precision": "precision",
    "established_precision": "precision",
    "applied_precision": "precision",
    "break_kind": "break_kind",
    "upload_source": "source_name",
    "counted_in": "counted_in",
    "spread_over": "spread_over",
    "size_class": "size_class",
    "support_step": "support_step",
    "applied_as": "began_as",
    "application_result": "application_result",
    "alert_kind": "alert_kind",
    "held_stage": "held",
    "criterion": "criterion",
    "tightest_criterion": "criterion",
    "condition": "condition",
    "operator": "operator",
    "criterion_state": "criterion_state",
    "readiness_state": "readiness_state",
    "unknown_because": "unknown_because",
    "missing_measure": "measure",
    "component": "component",
    "series": "series",
    "region": "series",
    "dimension": "release.dimension",
    "any_of": "any_of",
    "decision_status": "decision_status",
    "gap_reason": "gap_reason",
    "role": "institution_role",
    "stage_then": "stage",
}
_BESIDE = {"district_code": "district"}  # code → the column that holds its name in the same table


def names_in(lang: str, rows: Mapping[str, pd.DataFrame]) -> Names:
    """Names by kind and code, in the order of the rows: of each kind code, name_ko, name_en. Also what texts knows."""
    found: dict[str, dict[str, str]] = {"hs_product": {}}
    for kind, table in rows.items():
        names = table[f"name_{lang}"] if f"name_{lang}" in table else table["name_en"]
        found[kind] = dict(zip(table["code"], names, strict=True))
        if kind == "district":
            found["district_name"] = dict(zip(table["name_ko"], names, strict=True))
    found["held"] = found.get("stage", {}) | {"none": say(lang, "held.none")}
    found["country"] = country_names(lang)
    found["hs_product"] = {code: _product(code, name, lang) for code, name in found["hs_product"].items()}
    return found


def _product(code: str, name: str | None, lang: str) -> str:
    """A product as people read it: its code, then its name; one that nobody has named bears its chapter's."""
    key = f"hs.{code[:2]}"
    told = name or (say(lang, key) if has(lang, key) else "")
    if not code.isdigit():
        return told or say(lang, "hs_product.unknown")
    return f"{written_hs(code)} {told}".strip()


def written_hs(code: str) -> str:
    """An HS code as the customs writes it: 8504.40, 8504.40-9000."""
    parts = code[:4] + (f".{code[4:6]}" if len(code) > 4 else "")
    return parts + (f"-{code[6:]}" if len(code) > 6 else "")


def column_label(name: str, lang: str) -> str:
    """What a column is called where names stand for its codes; its own name when texts has none."""
    return say(lang, f"column.{name}") if has(lang, f"column.{name}") else name


def head_label(name: str, columns: Iterable[str], lang: str) -> str:
    """What a column is called among these, where names stand for codes; with its name beside it a code stays one."""
    return code_label(name, lang) if _BESIDE.get(name) in columns else column_label(name, lang)


def code_label(name: str, lang: str) -> str:
    """What a column is called where its codes stay codes."""
    return say(lang, f"column_code.{name}") if has(lang, f"column_code.{name}") else column_label(name, lang)


def lists_codes(key: Sequence[str]) -> bool:
    """Whether a table with this key is a list of codes itself."""
    return len(key) == 1 and key[0] in _KINDS


def name_codes(table: pd.DataFrame, lang: str, names: Names | None = None) -> pd.DataFrame:
    """A copy of the table whose codes are names; columns keep theirs."""
    named = table.copy()
    for column in named.columns.intersection([code for code in _KINDS if _BESIDE.get(code) not in named.columns]):
        kind = _KINDS[column]
        named[column] = [_name(code, kind, lang, (names or {}).get(kind, {})) for code in named[column]]
    return named


def _name(code: object, kind: str, lang: str, names: Mapping[str, str]) -> object:
    if not isinstance(code, str):
        return code
    if code in names:
        return names[code]
    return say(lang, f"{kind}.{code}") if has(lang, f"{kind}.{code}") else code
