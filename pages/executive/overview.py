"""How the ladder stands on the as-of date, what changed, and what calls for a look."""

from functools import partial

import streamlit as st

from charts import messages
from charts.bars import firms_by_district_bars
from charts.exports import exports_by_stage_bars
from charts.kpis import first_kpis, kpi_cards
from charts.ladder import stage_counts_ladder
from charts.money_messages import exports_by_stage_message
from charts.theme import Look
from metrics.attention import attention, stage_changes
from metrics.counts import stage_counts
from metrics.exports import exports_by_stage, exports_by_year
from metrics.firms import firms_by_district
from metrics.kpis import kpi_history, kpis
from metrics.reported import reported_and_computed
from metrics.transitions import stage_transitions
from texts import say
from web import session
from web.behind import rows_where
from web.figure import page_head, show_figure
from web.kpi_row import Card, show_kpis
from web.labels import reference_names
from web.lines import Line, show_lines
from web.snapshots import open_before

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look = Look(lang, visit.is_dark, reference_names(snapshot, lang))
page_head(visit, "shell.page.overview", "overview")
words, before = partial(say, lang), open_before(visit.home, snapshot)

behind_counts = partial(stage_counts, snapshot, selection, firms=True)
behind_attention = partial(attention, snapshot, selection, firms=True)
behind_changes = partial(stage_changes, snapshot, selection, before=before, firms=True)

cards = kpi_cards(first_kpis(kpis(snapshot, selection)), kpi_history(snapshot, selection), look)
show_kpis(visit, [Card(**card) for card in cards])

ladder, notice = st.columns([2, 1])
with ladder:
    counts = stage_counts(snapshot, selection)
    show_figure(
        visit,
        "stage_counts",
        message=messages.stage_counts_message(counts, look),
        what=words("overview.ladder"),
        unit=words("overview.unit_firms"),
        chart=stage_counts_ladder(counts, stage_transitions(snapshot, selection), look),
        table=counts,
        alt=words("overview.ladder_alt"),
    )
with notice:
    quotas, matters = messages.quota_lines(counts, look), messages.attention_lines(attention(snapshot, selection), look)
    show_lines(
        visit,
        "attention",
        message=words("overview.attention"),
        what=words("overview.attention_what"),
        lines=[
            *(Line(*line, rows_where(behind_counts, stage_code=line[0], counted_in="current")) for line in quotas),
            *(Line(*line, rows_where(behind_attention, item=line[0])) for line in matters),
        ],
        nothing=words("overview.attention_none"),
    )

exported, where = st.columns(2)
with exported:
    stages, years = exports_by_stage(snapshot, selection), exports_by_year(snapshot, selection)
    show_figure(
        visit,
        "exports_by_stage",
        message=exports_by_stage_message(stages, look),
        what=words("overview.exports"),
        unit=words("overview.unit_usd"),
        chart=exports_by_stage_bars(stages, years, look),
        table=stages,
        alt=words("overview.exports_alt"),
    )
with where:
    districts = firms_by_district(snapshot, selection)
    show_figure(
        visit,
        "firms_by_district",
        message=messages.firms_by_district_message(districts, look),
        what=words("overview.districts"),
        unit=words("overview.unit_firms"),
        chart=firms_by_district_bars(districts, look),
        table=districts,
        alt=words("overview.districts_alt"),
    )

changed, published = st.columns([1, 2])
with changed:
    changes = stage_changes(snapshot, selection, before=before)
    lines = messages.stage_change_lines(changes, look) if before else []
    show_lines(
        visit,
        "stage_changes",
        message=messages.stage_changes_message(changes, look) if before else words("overview.changes_first"),
        what=words("overview.changes", snapshot=before.id) if before else "",
        lines=[Line(*line, rows_where(behind_changes, stage_code=line[0])) for line in lines],
        nothing=words("overview.changes_none"),
    )
with published:
    pairs = reported_and_computed(snapshot, selection)
    show_figure(
        visit,
        "reported_and_computed",
        message=messages.reported_and_computed_message(pairs, look),
        what=words("overview.reported"),
        unit=words("overview.unit_firms"),
        chart=None,
        table=pairs,
        alt=words("overview.reported"),
    )
