"""Every measure and every column has its words, and the docstring names the columns that come out."""

import inspect
import re
from datetime import date

import pytest

from metrics import METRICS
from metrics.kpis import KPIS
from metrics.selection import Selection
from tests.warehouse.clean_tables import GRACE, day, snapshot_of, spell
from texts import has, languages

SELECTION = Selection(date(2018, 12, 31))
FIGURES = [
    {"measure": "pre_firms", "count_kind": "current", "value": 1.0, "unit": "firms", "as_of": day("2018-06-30")},
]
LISTS = {  # rows as they were uploaded, as they hold, or as they wait for a person: nothing is worked out
    "criteria_in_force", "firm_exports", "firm_identity", "firm_outcomes", "firm_profile", "firm_spells", "firm_stays",
    "firm_support",
    "match_candidates", "match_decisions", "match_queue", "match_rows", "not_reported", "programme_successions",
    "readiness_missing", "report_grid", "unclaimed_numbers",
}  # fmt: skip
FIRM = ["firm_id", "firm_name", "district"]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    spells = [spell("a", "pre", "2017-01-01", end_reason="expiry"), spell("b", "flagship", "2018-01-01")]
    folder = tmp_path_factory.mktemp("words")
    with snapshot_of(folder, spells, settings=[GRACE], published_figures=FIGURES) as opened:
        yield opened


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", METRICS)
def test_a_metric_has_a_name_and_a_definition(name, lang) -> None:
    assert has(lang, f"metric.{name}.name") and has(lang, f"metric.{name}.definition")


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", sorted(set(METRICS) - LISTS))
def test_what_is_worked_out_has_a_formula_and_an_example(name, lang) -> None:
    assert has(lang, f"metric.{name}.formula") and has(lang, f"metric.{name}.example")


@pytest.mark.parametrize("lang", languages())
def test_every_column_of_marts_and_metrics_has_a_label(snapshot, lang) -> None:
    columns = {column for table in snapshot.manifest["tables"].values() for column in table["columns"]}
    for metric in METRICS.values():
        columns |= set(metric(snapshot, SELECTION).columns)
        if "firms" in inspect.signature(metric).parameters:
            columns |= set(metric(snapshot, SELECTION, firms=True).columns)
    assert [name for name in sorted(columns) if not has(lang, f"column.{name}")] == []


@pytest.mark.parametrize("lang", languages())
def test_every_code_that_metrics_give_has_a_label(snapshot, lang) -> None:
    codes = [("kpi", name) for name in KPIS]
    codes += [
        ("item", code) for name in ("completeness", "attention") for code in METRICS[name](snapshot, SELECTION)["item"]
    ]
    codes += [("stage", code) for code in ("none", "left", "closed", "unknown")]
    codes += [("status", code) for code in ("met", "watch", "missed", "none")]
    assert [code for code in codes if not has(lang, ".".join(code))] == []


@pytest.mark.parametrize("name", METRICS)
def test_the_docstring_defines_the_measure_and_names_its_columns(snapshot, name) -> None:
    metric = METRICS[name]
    text = inspect.getdoc(metric) or ""
    first = text.splitlines()[0]
    assert first.endswith((".", ":")) and "Source:" in text
    columns = metric(snapshot, SELECTION).columns
    spoken = set(re.findall(r"[a-z_0-9]+", text))
    # balance writes its twelve exit columns as exits_*
    assert [column for column in columns if column not in spoken and not column.startswith("exits_")] == []


@pytest.mark.parametrize(
    "name", [name for name, metric in METRICS.items() if "firms" in inspect.signature(metric).parameters]
)
def test_the_firms_behind_a_number_are_named_first(snapshot, name) -> None:
    assert list(METRICS[name](snapshot, SELECTION, firms=True).columns[:3]) == FIRM
