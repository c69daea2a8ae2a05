"""A mart's header is read, checked, and decides whether and when it is made."""

import pytest

from tests.warehouse.clean_tables import clean_tables, spell
from warehouse import MartRefused, build_snapshot
from warehouse.headers import marts_in_order, read_mart

HEADER = "-- about: rows\n-- key: a\n-- always: a IS NOT NULL\n-- audience: all\n"


def write(folder, name, sql, header=HEADER):
    path = folder / f"{name}.sql"
    path.write_text(header + sql, encoding="utf-8")
    return path


def test_a_mart_says_which_tables_it_reads_whatever_its_joins(tmp_path) -> None:
    sql = "WITH x AS (SELECT a FROM clean.t) SELECT a FROM x JOIN marts.u USING (a) LEFT JOIN clean.v USING (a)"
    assert read_mart(write(tmp_path, "m", sql)).needs == {"clean.t", "clean.v", "marts.u"}


@pytest.mark.parametrize("word", ["about", "key", "always", "audience"])
def test_a_header_line_that_is_missing_refuses_the_mart(tmp_path, word) -> None:
    header = "".join(line for line in HEADER.splitlines(keepends=True) if not line.startswith(f"-- {word}"))
    with pytest.raises(MartRefused, match=word):
        read_mart(write(tmp_path, "m", "SELECT a FROM clean.t", header))


def test_a_header_word_that_nobody_knows_refuses_the_mart(tmp_path) -> None:
    with pytest.raises(MartRefused, match="owner"):
        read_mart(write(tmp_path, "m", "SELECT a FROM clean.t", HEADER + "-- owner: me\n"))


def test_marts_are_made_after_those_they_read(tmp_path) -> None:
    write(tmp_path, "a_last", "SELECT a FROM marts.b_first")
    write(tmp_path, "b_first", "SELECT a FROM clean.t")
    assert [mart.name for mart in marts_in_order(["t"], tmp_path)] == ["b_first", "a_last"]


def test_marts_that_read_each_other_are_refused(tmp_path) -> None:
    write(tmp_path, "a", "SELECT a FROM marts.b")
    write(tmp_path, "b", "SELECT a FROM marts.a")
    with pytest.raises(MartRefused, match="circle"):
        marts_in_order([], tmp_path)


def test_only_an_optional_mart_may_lack_its_table(tmp_path) -> None:
    write(tmp_path, "m", "SELECT a FROM clean.t", HEADER + "-- optional: yes\n")
    assert marts_in_order([], tmp_path) == []
    write(tmp_path, "m", "SELECT a FROM clean.t")
    with pytest.raises(MartRefused, match="absent"):
        marts_in_order([], tmp_path)


def test_a_key_that_repeats_stops_the_build_and_names_the_rows(tmp_path) -> None:
    twice = spell("a", "pre", "2016-01-01")
    with pytest.raises(MartRefused) as refused:
        build_snapshot(clean_tables([twice, twice]), tmp_path / "s", {})
    assert "unique" in refused.value.rule
    assert refused.value.examples[0]["firm_id"] == "a"


def test_a_row_against_always_stops_the_build(tmp_path) -> None:
    backwards = spell("a", "pre", "2016-01-01", "2015-01-01")
    with pytest.raises(MartRefused) as refused:
        build_snapshot(clean_tables([backwards]), tmp_path / "s", {})
    assert (refused.value.table, refused.value.rule) == ("spells", "starts_on <= ends_on")


def test_a_spell_of_an_unknown_firm_stops_the_build(tmp_path) -> None:
    with pytest.raises(MartRefused, match="firm_id is not empty"):
        build_snapshot(clean_tables([spell("a", "pre", "2016-01-01")], firms=[]), tmp_path / "s", {})
