"""Which function of the twin stands against which metric."""

from collections.abc import Callable
from datetime import date

from . import balance, cohorts, counts, kpis, moves, quota, reported, waits
from .counts import Row
from .money_kpis import EXPORTED, REPORTED
from .spells import Book

Twin = Callable[[Book, date], list[Row]]

# of any histories
OF_SPELLS: dict[str, Twin] = {
    "stage_counts": counts.stage_counts,
    "programme_counts": counts.programme_counts,
    "stage_balance": balance.stage_balance,
    "stage_flows": balance.stage_flows,
    "stage_transitions": moves.stage_transitions,
    "stage_overlap": moves.stage_overlap,
    "renewal_rates": moves.renewal_rates,
    "time_to_next_stage": waits.time_to_next_stage,
    "time_to_next_stage_medians": waits.time_to_next_stage_medians,
    "stage_stock": counts.stage_stock,
    "cohort_outcomes": counts.cohort_outcomes,
    "cohort_years": cohorts.cohort_years,
    "programmes_per_firm": counts.programmes_per_firm,
    "kpis": kpis.kpis,
    "quota_use": quota.quota_use,
    "ending_spells": quota.ending_spells,
}
# of the sample's files, which also say who the firms are and what was published
OF_FILES: dict[str, Twin] = OF_SPELLS | {
    "kpi_history": kpis.kpi_history,
    "kpi_targets": kpis.kpi_targets,
    "firms_by_district": counts.firms_by_district,
    "reported_and_computed": reported.reported_and_computed,
    "completeness": kpis.completeness,
    "programme_successions": moves.programme_successions,
    "attention": kpis.attention,
    "expected_vacancies": quota.expected_vacancies,
}


def without_money(frame: object) -> object:
    """A book knows nothing of money: its key figures stand in test_money_agrees, its alerts in test_exporters_agree."""
    if "item" in frame:
        return frame[~frame["item"].str.startswith("exports_")]
    return frame[~frame["kpi"].isin([*EXPORTED, *REPORTED])] if "kpi" in frame else frame
