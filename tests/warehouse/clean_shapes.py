"""The columns of each clean table, as etl hands them to the warehouse."""

import pyarrow as pa

TEXT, DAY, WHOLE, NUMBER, YES_NO = pa.string(), pa.date32(), pa.int64(), pa.float64(), pa.bool_()
_NAMED = {"name_ko": TEXT, "name_en": TEXT, "source": TEXT}
_TRACE = {"upload_id": TEXT, "source_row": WHOLE}
_MENTION = {"name_key": TEXT, "district_code": TEXT, "corporate_no": TEXT, "starts_on": DAY, "written_end": DAY}
_VALIDITY = {"valid_from": DAY, "valid_to": DAY, "source": TEXT}

SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "stages": {"stage_code": TEXT, "rank": WHOLE, "name_ko": TEXT, "name_en": TEXT} | _TRACE,
    "programmes": {
        "programme_code": TEXT,
        "programme_ko": TEXT,
        "programme_en": TEXT,
        "stage_code": TEXT,
        "run_by": TEXT,
        "successor": TEXT,
        "term_years": WHOLE,
    }
    | _VALIDITY
    | _TRACE,
    "cohorts": {"programme_code": TEXT, "cohort": TEXT, "start": DAY, "precision": TEXT, "term_years": WHOLE}
    | {"source": TEXT}
    | _TRACE,
    "quotas": {"stage_code": TEXT, "quota": WHOLE} | _VALIDITY | _TRACE,
    "settings": {"setting": TEXT, "value": NUMBER, "valid_from": DAY, "meaning": TEXT} | _TRACE,
    "published_figures": {
        "measure": TEXT,
        "count_kind": TEXT,
        "value": NUMBER,
        "unit": TEXT,
        "as_of": DAY,
        "source": TEXT,
        "reason": TEXT,
    }
    | _TRACE,
    "institutions": {"institution": TEXT, "role": TEXT, "export_package": TEXT, "valid_from": DAY, "source": TEXT}
    | _TRACE,
    "targets": {"kpi": TEXT, "year": WHOLE, "target": NUMBER, "source": TEXT} | _TRACE,
    "districts": {"district_code": TEXT, "name_ko": TEXT, "name_en": TEXT} | _TRACE,
    "industries": {"industry_code": TEXT, "name_ko": TEXT, "name_en": TEXT, "section": TEXT}
    | {"knowledge_service": TEXT, "source": TEXT}
    | _TRACE,
    "criteria": {"programme_code": TEXT, "alternative": TEXT, "any_of": TEXT, "criterion": TEXT, "operator": TEXT}
    | {"value": NUMBER, "unit": TEXT, "condition": TEXT}
    | _VALIDITY
    | _TRACE,
    "firms": {
        "firm_id": TEXT,
        "business_no": TEXT,
        "corporate_no": TEXT,
        "firm_name": TEXT,
        "firm_name_en": TEXT,
        "industry_code": TEXT,
        "industry": TEXT,
        "product": TEXT,
        "district_code": TEXT,
        "address": TEXT,
        "established_on": DAY,
        "established_precision": TEXT,
        "status": TEXT,
        "is_provisional": YES_NO,
    }
    | _TRACE,
    "designations": {
        "firm_id": TEXT,
        "programme_code": TEXT,
        "cohort": TEXT,
        "stage_code": TEXT,
        "starts_on": DAY,
        "start_precision": TEXT,
        "is_start_derived": YES_NO,
        "written_end": DAY,
        "end_precision": TEXT,
        "term_end": DAY,
        "last_listed_on": DAY,
        "gone_on": DAY,
        "began_as": TEXT,
        "end_reason": TEXT,
        "awarding_body": TEXT,
        "source": TEXT,
    }
    | _TRACE,
    "designation_rows": {
        "firm_id": TEXT,
        "programme_code": TEXT,
        "cohort": TEXT,
        "list_date": DAY,
        "written_name": TEXT,
        "match": TEXT,
        "is_provisional": YES_NO,
    }
    | _MENTION
    | _TRACE,
    "unmatched_rows": {"programme_code": TEXT, "cohort": TEXT, "written_name": TEXT, "reason": TEXT}
    | _MENTION
    | _TRACE,
    "firm_names": {"firm_id": TEXT, "written_name": TEXT, "name_key": TEXT} | _TRACE,
    "unclaimed_names": {"business_no": TEXT, "written_name": TEXT, "name_key": TEXT},
    "match_candidates": {"name_key": TEXT, "firm_id": TEXT, "similarity": NUMBER},
    "match_decisions": {
        "firm_name": TEXT,
        "district": TEXT,
        "business_no": TEXT,
        "decision": TEXT,
        "joined_business_no": TEXT,
        "joined_firm_id": TEXT,
        "reason": TEXT,
        "decided_by": TEXT,
        "source": TEXT,
    }
    | _TRACE,
    "exchange_rates": {"year": WHOLE, "krw_per_usd": NUMBER, "kind": TEXT, "source": TEXT} | _TRACE,
    "exports": {
        "firm_name": TEXT,
        "business_no": TEXT,
        "month": DAY,
        "hs_code": TEXT,
        "country": TEXT,
        "exports_usd": WHOLE,
        "weight_kg": NUMBER,
        "channel": TEXT,
        "firm_id": TEXT,
    }
    | _TRACE,
    "outcomes": {
        "firm_name": TEXT,
        "business_no": TEXT,
        "fiscal_year": WHOLE,
        "sales_krw": WHOLE,
        "operating_profit_krw": WHOLE,
        "staff": NUMBER,
        "rnd_krw": WHOLE,
        "ip_filed": NUMBER,
        "ip_registered": NUMBER,
        "prototypes": NUMBER,
        "commercialisations": NUMBER,
        "commercialisation_sales_krw": WHOLE,
        "overseas_certifications": NUMBER,
        "firm_id": TEXT,
    }
    | _TRACE,
    "applications": {
        "firm_name": TEXT,
        "business_no": TEXT,
        "programme": TEXT,
        "cohort": TEXT,
        "applied_on": DAY,
        "applied_precision": TEXT,
        "applied_as": TEXT,
        "application_result": TEXT,
        "firm_id": TEXT,
    }
    | _TRACE,
    "participation": {
        "firm_name": TEXT,
        "business_no": TEXT,
        "support_programme": TEXT,
        "fiscal_year": WHOLE,
        "starts_on": DAY,
        "start_precision": TEXT,
        "ends_on": DAY,
        "end_precision": TEXT,
        "support_step": TEXT,
        "agency": TEXT,
        "recommended_by": TEXT,
        "support_krw": WHOLE,
        "firm_id": TEXT,
    }
    | _TRACE,
    "benchmarks": {
        "region": TEXT,
        "period": DAY,
        "period_kind": TEXT,
        "hs_chapter": TEXT,
        "country": TEXT,
        "industry": TEXT,
        "exports_usd": WHOLE,
        "imports_usd": WHOLE,
        "source": TEXT,
    }
    | _TRACE,
    "market_groups": {"market_group": TEXT, "group_rank": WHOLE} | _NAMED | _TRACE,
    "markets": {"country": TEXT, "market_group": TEXT, "source": TEXT} | _TRACE,
    "hs_names": {"hs_code": TEXT, "hs_section": TEXT} | _NAMED | _TRACE,
    "months": {"month": DAY, "month_end": DAY, "year": WHOLE},
}
