"""What the city and the press announced, beside the same count of ours, and why they differ."""

from functools import partial

import streamlit as st

from charts import reported as charts
from charts.messages import reported_and_computed_message
from charts.theme import Look
from metrics.reported import reported_and_computed
from texts import say
from web import session
from web.behind import Numbers, rows_where, show_firms_behind
from web.empty import has_firms, show_empty
from web.figure import page_head, show_figure
from web.labels import reference_names
from web.lines import Line, show_lines
from web.missing import show_missing

visit = session.current()
snapshot, selection, lang = visit.snapshot, visit.selection, visit.lang
look, words = Look(lang, visit.is_dark, reference_names(snapshot, lang)), partial(say, lang)
if snapshot is not None and not has_firms(snapshot):
    show_empty(visit)
    st.stop()
page_head(visit, "shell.page.reported", "reported")
if snapshot is None:
    show_missing(visit, "figures", message=words("figures.none"), cure=words("figures.none_cure"), is_file=False)
    st.stop()
st.caption(words("reported.help"))

pairs = reported_and_computed(snapshot, selection)
if pairs.empty:
    show_missing(visit, "reported", message=words("reported.none"), cure=words("reported.none_cure"))
    st.stop()
firms = partial(reported_and_computed, snapshot, selection, firms=True)

dots, reasons = st.columns([3, 2])
with dots:
    show_figure(
        visit,
        "reported_and_computed",
        message=reported_and_computed_message(pairs, look),
        what=words("reported.what"),
        unit=words("reported.unit"),
        chart=charts.reported_and_computed_dots(pairs, look),
        table=pairs,
        alt=words("reported.alt"),
    )
with reasons:
    lines = [
        Line(
            str(row.Index),
            charts.gap_words(row, look),
            charts.firms_in_gap(row),
            rows_where(firms, **dict(charts.gap_codes(row))),
        )
        for row in pairs[pairs["difference"] != 0].iloc[::-1].itertuples()
    ]
    told = {"message": charts.gaps_message(pairs, look), "nothing": words("reported.no_gap_more")}
    show_lines(visit, "gaps", what=words("reported.gaps_what"), lines=lines, **told)

about = {"what": words("reported.table_what"), "unit": words("reported.unit"), "alt": words("reported.table_what")}
show_figure(visit, "reported_table", message=words("reported.table"), chart=None, table=pairs.iloc[::-1], **about)

kinds = {
    "computed": Numbers(charts.computed_numbers(pairs, look), lambda: firms().drop(columns="gap_reason")),
    "gap": Numbers(charts.gap_numbers(pairs, look), firms),
}
names = {kind: words(f"reported.kind_{kind}") for kind in kinds}
show_firms_behind(visit, "reported_behind", names=names, kinds=kinds, what=words("reported.behind"))
