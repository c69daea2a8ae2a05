"""The key figures of money: since January, against the same months; and what was reported of the last year."""

from datetime import date

import pandas as pd
import pytest

from metrics.days import last_day_known, year_before_known
from metrics.kpis import kpi_history, kpis
from metrics.selection import Selection, default_as_of
from tests.warehouse.clean_tables import export, firm, report, snapshot_of, spell

SPELLS = [spell("a", "pre", "2022-01-01", "2024-12-31"), spell("b", "flagship", "2022-01-01", "2024-12-31")]
FIRMS = [firm("a", district_code="bukgu"), firm("b", district_code="donggu"), firm("c", district_code="donggu")]
SOLD = [export("a", f"2022-{month:02d}", 10) for month in range(1, 13)]
SOLD += [
    export("a", "2023-01", 20),
    export("a", "2023-02", 20, "JP"),
    export("b", "2023-02", 5),
    export("c", "2023-03", 40, "CN"),
    export("c", "2023-04", 0, "DE"),
]
OUTCOMES = [
    report("a", 2021, staff=10.0),
    report("b", 2021, staff=500.0),  # reports no more: no loss of 500 people
    report("a", 2022, staff=12.0, rnd_krw=700),
    report("c", 2022, staff=3.0),  # reports for the first time: no gain
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("money_kpis")
    targets = [{"kpi": "exports_usd", "year": 2023, "target": 300.0}]
    tables = {"firms": FIRMS, "exports": SOLD, "outcomes": OUTCOMES, "targets": targets}
    with snapshot_of(folder, SPELLS, **tables) as opened:
        yield opened


def figures(table: pd.DataFrame) -> dict:
    filled = table.assign(previous=table["previous"].fillna(-1), value=table["value"].fillna(-1))
    return {row.kpi: (row.value, row.previous, row.as_of) for row in filled.itertuples()}


def test_exports_since_january_stand_beside_the_same_months_of_the_year_before(snapshot) -> None:
    found = figures(kpis(snapshot, Selection(date(2023, 4, 30))))
    assert found["exports_usd"] == (85, 40, date(2023, 4, 30))
    assert found["exporters"] == (3, 1, date(2023, 4, 30))
    assert found["markets"] == (3, 1, date(2023, 4, 30))  # US, JP, CN; nothing went to DE


def test_a_day_after_the_data_speaks_of_the_last_covered_month(snapshot) -> None:
    found = figures(kpis(snapshot, Selection(date(2023, 9, 15))))
    assert found["exports_usd"] == (85, 40, date(2023, 4, 30))
    early = figures(kpis(snapshot, Selection(date(2023, 1, 30))))  # no month of 2023 has ended
    assert early["exports_usd"] == (120, -1, date(2022, 12, 31))  # files do not cover 2021


def test_staff_changes_by_those_who_reported_both_years(snapshot) -> None:
    found = figures(kpis(snapshot, Selection(date(2023, 4, 30))))
    assert found["staff"] == (15, 13, date(2022, 12, 31))  # a and c; a had two fewer
    assert found["rnd_krw"] == (700, -1, date(2022, 12, 31))  # nobody reported it before


def test_a_target_of_the_year_is_taken_in_proportion_to_the_months_gone(snapshot) -> None:
    table = kpis(snapshot, Selection(date(2023, 4, 30))).set_index("kpi")
    assert table.loc["exports_usd", ["target", "status"]].tolist() == [300, "missed"]  # 98.6 are due, 85 stand
    assert table.loc["staff", "status"] == "none"


def test_filters_work_on_money(snapshot) -> None:
    of_pre = figures(kpis(snapshot, Selection(date(2023, 4, 30), stages=("pre",))))
    assert (of_pre["exports_usd"][:2], of_pre["markets"][0], of_pre["staff"][0]) == ((40, 40), 2, 12)
    of_donggu = figures(kpis(snapshot, Selection(date(2023, 4, 30), districts=("donggu",))))
    assert (of_donggu["exports_usd"][:2], of_donggu["exporters"][0]) == ((45, 0), 2)
    everybody = figures(kpis(snapshot, Selection(date(2023, 4, 30), districts=("bukgu", "donggu"))))
    assert everybody == figures(kpis(snapshot, Selection(date(2023, 4, 30))))


def test_a_value_that_nobody_reported_is_missing(snapshot) -> None:
    of_flagship = figures(kpis(snapshot, Selection(date(2023, 4, 30), stages=("flagship",))))
    assert of_flagship["staff"][0] == -1


def test_each_figure_opens_into_its_firms(snapshot) -> None:
    behind = kpis(snapshot, Selection(date(2023, 4, 30)), firms=True).groupby("kpi")["firm_id"].apply(sorted)
    assert behind["exports_usd"] == behind["exporters"] == behind["markets"] == ["a", "b", "c"]
    assert behind["staff"] == ["a", "c"]
    assert behind["rnd_krw"] == ["a"]


def test_kpi_history_of_exports_ends_with_the_last_covered_month(snapshot) -> None:
    history = kpi_history(snapshot, Selection(date(2023, 9, 15)))
    exports = history[history["kpi"] == "exports_usd"]
    assert exports[["year", "as_of", "value"]].values.tolist() == [
        [2022, date(2022, 12, 31), 120],
        [2023, date(2023, 4, 30), 85],
    ]
    assert not {"staff", "rnd_krw"} & set(history["kpi"])


def test_figures_of_what_is_not_loaded_are_left_out(tmp_path) -> None:
    with snapshot_of(tmp_path, SPELLS) as snapshot:
        assert not {"exports_usd", "exporters", "markets", "staff", "rnd_krw"} & set(
            kpis(snapshot, Selection(date(2023, 4, 30)))["kpi"]
        )


def test_the_default_day_is_the_last_of_which_every_source_speaks(snapshot) -> None:
    assert default_as_of(snapshot, date(2026, 1, 1)) == date(2022, 1, 1)  # the last start of a designation
    spans = {"exports": (date(2014, 1, 1), date(2025, 10, 31)), "outcomes": (date(2014, 1, 1), date(2024, 12, 31))}
    assert last_day_known("exports", date(2025, 2, 28), spans) == date(2025, 2, 28)
    assert last_day_known("exports", date(2025, 2, 27), spans) == date(2025, 1, 31)
    assert last_day_known("outcomes", date(2025, 2, 27), spans) == date(2024, 12, 31)
    assert last_day_known("outcomes", date(2014, 12, 30), spans) is None
    assert year_before_known("exports", date(2025, 2, 28), spans) == date(2024, 2, 29)
    assert year_before_known("exports", date(2024, 2, 29), spans) == date(2023, 2, 28)
    assert year_before_known("exports", date(2014, 5, 31), spans) is None
