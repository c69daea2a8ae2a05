"""Each mart is one screen of SQL that DuckDB and Spark read alike."""

import pytest

from tests.warehouse.spark_rules import unportable
from warehouse.headers import MARTS, read_mart

PATHS = sorted(MARTS.glob("*.sql"))
ONE_SCREEN = 110  # lines


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_mart_has_its_header_and_is_portable(path) -> None:
    mart = read_mart(path)
    assert mart.about and mart.key and mart.always and mart.audience in ("all", "internal")
    assert unportable(mart.sql) == []
    assert len(mart.sql.splitlines()) <= ONE_SCREEN


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_mart_reads_clean_tables_and_other_marts_only(path) -> None:
    assert all(table.startswith(("clean.", "marts.")) for table in read_mart(path).needs)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM clean.t",
        "SELECT date_diff('month', a_on, b_on) AS n FROM clean.t",
        "SELECT date_diff('year', a_on, b_on) AS n FROM clean.t",
        "SELECT CAST(avg(a) AS BIGINT) AS n FROM clean.t",
        "SELECT CAST(CAST(a AS DOUBLE) AS INTEGER) AS n FROM clean.t",
        "SELECT dayofweek(a_on) AS n FROM clean.t",
        "SELECT isodow(a_on) AS n FROM clean.t",
        "SELECT monthname(a_on) AS n FROM clean.t",
        "SELECT format('{}', a) AS n FROM clean.t",
        "SELECT hash(a) AS n FROM clean.t",
        "SELECT a_on - b_on AS n FROM clean.t",
        "SELECT a_on + INTERVAL 1 DAY AS n FROM clean.t",
        "SELECT CAST(a AS DOUBLE) / b AS n FROM clean.t",
        "SELECT a / nullif(b, 0) AS n FROM clean.t",
        "SELECT sum(a) AS n FROM clean.t",
        "SELECT year(a_on) AS n FROM clean.t",
        "SELECT row_number() OVER (ORDER BY a) AS n FROM clean.t",
        "SELECT [a, b] AS n FROM clean.t",
        "SELECT {'a': a} AS n FROM clean.t",
        "SELECT a[1:2] AS n FROM clean.t",
        "SELECT quantile_cont(a, 0.5) AS n FROM clean.t",
        "SELECT first(a ORDER BY b) AS n FROM clean.t",
        "SELECT date_add(a_on, INTERVAL 1 DAY) AS n FROM clean.t",
        "SELECT n FROM generate_series(1, 3) AS each(n)",
        "SELECT * REPLACE (1 AS a) FROM clean.t",
        "SELECT COLUMNS('a.*') FROM clean.t",
        "SELECT a FROM clean.t ASOF JOIN clean.u USING (a, b)",
        "SELECT a FROM clean.t UNION BY NAME SELECT b FROM clean.u",
        "PIVOT clean.t ON a",
        "SELECT list(a) AS n FROM clean.t",
    ],
)
def test_what_spark_reads_otherwise_is_refused(sql: str) -> None:
    assert unportable(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT CAST(sum(a) AS BIGINT) AS n FROM clean.t GROUP BY ALL",
        "SELECT CAST(a_on + INTERVAL 1 DAY AS DATE) AS n FROM clean.t",
        "SELECT CAST(a AS DOUBLE) / nullif(b, 0) AS n FROM clean.t",
        "SELECT a FROM clean.t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1",
        "SELECT count(*) FILTER (WHERE a) AS n, arg_max(b, c) AS m FROM clean.t",
        "SELECT date_diff('day', a_on, b_on) AS n FROM clean.t",
    ],
)
def test_what_both_read_alike_is_let_through(sql: str) -> None:
    assert unportable(sql) == []
