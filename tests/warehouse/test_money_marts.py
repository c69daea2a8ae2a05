"""Marts of money: who they count for, what they refuse, and distinct counts that are stored, never summed."""

from datetime import date

import pytest

from tests.warehouse.clean_tables import benchmark, clean_tables, export, report, snapshot_of, spell
from warehouse import MartRefused, build_snapshot

SPELLS = [spell("a", "pre", "2022-01-01", "2022-02-27"), spell("a", "flagship", "2022-02-28", "2024-12-31")]
EXPORTS = [
    export("a", "2022-01", 10),
    export("a", "2022-02", 20, "JP", "8504409000"),
    export("a", "2022-02", 5, "JP", "8504401000"),
    export("a", "2022-02", 5, "JP", "8504401000", business_no="second number"),  # two numbers of one firm
    export("b", "2022-02", 7, weight_kg=1.5),
    export(None, "2022-03", 99, business_no="9990", firm_name="Who"),
    export(None, "2022-02", 1, business_no="9990", firm_name="Who"),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("money")
    outcomes = [report("a", 2022, staff=3.0), report("b", 2021, staff=1.0)]
    with snapshot_of(folder, SPELLS, exports=EXPORTS, outcomes=outcomes) as opened:
        yield opened


def rows(snapshot, sql):
    return list(snapshot.query(sql).itertuples(index=False, name=None))


def test_a_firm_month_has_the_stage_of_its_last_day(snapshot) -> None:
    sql = """
    SELECT month, firm_id, stage_code, exports_usd, countries, products
    FROM marts.export_firm_months
    ORDER BY month, firm_id
    """
    assert rows(snapshot, sql) == [
        (date(2022, 1, 1), "a", "pre", 10, 1, 1),
        (date(2022, 2, 1), "a", "flagship", 30, 1, 1),  # one product: its first six digits
        (date(2022, 2, 1), "b", "none", 7, 1, 1),
    ]


def test_exporters_of_a_month_and_since_january(snapshot) -> None:
    sql = """
    SELECT month, exports_usd, exporters, exports_usd_to_date, exporters_to_date
    FROM marts.export_months
    ORDER BY month
    """
    assert rows(snapshot, sql) == [
        (date(2022, 1, 1), 10, 1, 10, 1),
        (date(2022, 2, 1), 37, 2, 47, 2),  # a and b, not a, a and b
        (date(2022, 3, 1), 0, 0, 47, 2),
    ]
    sql = """
    SELECT month, exporters, exporters_to_date
    FROM marts.export_month_countries
    WHERE country = 'US'
    ORDER BY month
    """
    assert rows(snapshot, sql) == [(date(2022, 1, 1), 1, 1), (date(2022, 2, 1), 1, 2), (date(2022, 3, 1), 0, 2)]
    sql = "SELECT firm_id, stage_code, country, first_month FROM marts.export_firm_year_countries ORDER BY 1, 3"
    assert rows(snapshot, sql) == [
        ("a", "flagship", "JP", date(2022, 2, 1)),
        ("a", "pre", "US", date(2022, 1, 1)),
        ("b", "none", "US", date(2022, 2, 1)),
    ]


def test_a_stage_counts_its_exporters_anew(snapshot) -> None:
    sql = "SELECT stage_code, exporters_to_date FROM marts.export_stage_months WHERE month = DATE '2022-03-01'"
    assert {code: firms for code, firms in rows(snapshot, sql) if firms} == {"pre": 1, "flagship": 1, "none": 1}


def test_numbers_without_a_firm_stand_apart(snapshot) -> None:
    sql = """
    SELECT business_no, written_name, first_month, last_month, export_rows, exports_usd
    FROM marts.exports_unclaimed
    """
    assert rows(snapshot, sql) == [("9990", "Who", date(2022, 2, 1), date(2022, 3, 1), 2, 100)]
    assert rows(snapshot, "SELECT count(*), sum(exports_usd) FROM marts.exports") == [(5, 47)]


def test_coverage_knows_the_ends_of_months_and_years(snapshot) -> None:
    assert rows(snapshot, "SELECT source, first_date, last_date FROM marts.coverage ORDER BY 1") == [
        ("designations", date(2022, 1, 1), date(2022, 2, 28)),
        ("exports", date(2022, 1, 1), date(2022, 3, 31)),
        ("outcomes", date(2021, 1, 1), date(2022, 12, 31)),
    ]


def test_money_of_firms_is_internal(snapshot) -> None:
    tables = snapshot.manifest["tables"]
    open_to_all = {name for name, table in tables.items() if table["audience"] == "all"}
    assert not [name for name in open_to_all if name.startswith(("export_", "exports", "outcome"))]
    assert {"benchmarks", "benchmark_totals"} <= open_to_all


def test_exports_below_zero_stop_the_build(tmp_path) -> None:
    with pytest.raises(MartRefused) as refused:
        build_snapshot(clean_tables([], exports=[export("a", "2022-01", -5)]), tmp_path / "s", {})
    assert (refused.value.table, refused.value.rule) == ("exports", "exports_usd >= 0")
    assert refused.value.examples[0]["source_row"] == "2"


def test_two_reports_of_one_firm_and_year_stop_the_build(tmp_path) -> None:
    twice = [report("a", 2022, staff=1.0), report("a", 2022, staff=2.0, business_no="second number")]
    with pytest.raises(MartRefused, match="unique"):
        build_snapshot(clean_tables([], outcomes=twice), tmp_path / "s", {})


def test_a_total_is_published_or_summed_over_one_kind_of_part(tmp_path) -> None:
    published = [
        benchmark("x", "2022-01-01", 10, hs_chapter="01"),
        benchmark("x", "2022-01-01", 20, hs_chapter="85"),
        benchmark("x", "2022-01-01", 29, country="US"),  # the same total cut another way: not added
        benchmark("x", "2023-01-01", 50),
        benchmark("x", "2023-01-01", 40, hs_chapter="85"),
    ]
    with snapshot_of(tmp_path, [], benchmarks=published) as snapshot:
        sql = "SELECT period, exports_usd, summed_over FROM marts.benchmark_totals ORDER BY 1"
        assert rows(snapshot, sql) == [(date(2022, 1, 1), 30, "hs_chapter"), (date(2023, 1, 1), 50, "total")]


def test_the_order_of_rows_moves_no_fingerprint(tmp_path) -> None:
    weighed = [
        export("a", "2022-01", 1, hs=f"8504{n:02d}", weight_kg=0.1 * n, upload_id="u1", source_row=n) for n in range(40)
    ]
    found = [
        build_snapshot(clean_tables([], exports=lines), tmp_path / name, {})["fingerprint"]
        for name, lines in (("one", weighed), ("two", weighed[::-1]))
    ]
    assert found[0] == found[1]
