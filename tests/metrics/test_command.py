"""`python -m metrics`, as people and programs call it."""

import csv
import io
import json
from datetime import date

import pytest

from metrics import METRICS, command
from metrics.__main__ import main
from tests.conftest import run_module
from tests.warehouse.clean_tables import clean_tables, export, firm, snapshot_of, spell
from warehouse import build_snapshot, publish

SPELLS = [
    spell("a", "pre", "2016-01-01", "2017-12-31", cohort="1기"),
    spell("a", "flagship", "2018-01-01", "2020-12-31", cohort="2기"),
    spell("b", "pre", "2016-01-01", cohort="1기"),
]
EXPORTS = [export("a", "2017-04", 100), export("a", "2018-04", 90), export("a", "2018-04", 30, "JP")]
FIRMS = [firm("a", firm_name="빛고을정밀", district_code="bukgu"), firm("b", firm_name="무등소재")]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    for snapshot_id, spells in (("s1", SPELLS[:1]), ("s2", SPELLS)):
        candidate = folder / "warehouse" / ".candidates" / snapshot_id
        firms = [line for line in FIRMS if line["firm_id"] in {row["firm_id"] for row in spells}]
        build_snapshot(
            clean_tables(spells, firms=firms, exports=EXPORTS), candidate, {"is_sample": snapshot_id == "s2"}
        )
        publish(folder, candidate, snapshot_id)
    return folder


@pytest.fixture
def ask(home, monkeypatch, capsys):
    def call(*words: str) -> tuple[int, str, str]:
        monkeypatch.setenv("GANGSO_DATA", str(home))
        code = main(list(words))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


def test_json_is_one_array_with_null_for_missing_and_notes_apart(ask) -> None:
    code, out, err = ask("stage_counts", "--as-of", "2018-12-31", "--format", "json")
    rows = json.loads(out)
    assert code == 0 and len(rows) == 5
    assert rows[0] == {"stage_code": "pre", "current": 0, "cumulative": 2, "new": 0, "quota": None}
    assert "2018-12-31" in err and "s2" in err and "가상 데이터" in err


def test_dates_are_iso_and_hangul_stays_itself(ask) -> None:
    _, out, _ = ask("firm_spells", "--firm-id", "a", "--as-of", "2020-01-01", "--format", "json")
    assert [row["starts_on"] for row in json.loads(out)] == ["2016-01-01", "2018-01-01"]
    assert "빛고을정밀" in out


def test_csv_has_a_header_and_empty_cells(ask) -> None:
    _, out, _ = ask("stage_counts", "--format=csv", "--as-of", "2018-12-31")
    rows = list(csv.reader(io.StringIO(out)))
    assert rows[0] == ["stage_code", "current", "cumulative", "new", "quota"]
    assert rows[2] == ["flagship", "1", "1", "1", ""]


def test_a_table_keeps_its_columns_in_line_with_hangul(ask) -> None:
    code, out, _ = ask("firms_by_district", "--as-of", "2016-06-01", "--firms")
    assert code == 0
    assert out.splitlines() == [
        "firm_id  firm_name   district",
        "a        빛고을정밀  북구",
        "b        무등소재    –",
    ]


def test_firms_years_filters_and_own_parameters(ask) -> None:
    _, out, _ = ask("stage_flows", "--as-of", "2018-12-31", "--firms", "--start", "2018", "--format", "json")
    assert [(row["firm_id"], row["to_stage"]) for row in json.loads(out)] == [("a", "flagship"), ("b", "left")]
    _, out, _ = ask("stage_balance", "--start", "2016-01-01", "--end", "2017-12-31", "--stages=pre", "--format", "json")
    assert [(row["stage_code"], row["year"]) for row in json.loads(out)] == [("pre", 2016), ("pre", 2017)]
    _, out, _ = ask("cohort_outcomes", "--programme-code", "pre", "--as-of", "2018-12-31", "--format", "json")
    assert json.loads(out) == [
        {"programme_code": "pre", "cohort": "1기", "firms": 2, "renewed": 0, "promoted": 1, "neither": 1}
    ]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2017", "2018"),
        ("2017-12", "2018-01"),
        ("2017-12-31", "2018-01-01"),
        ("2017-07..2017-12", "2018-01..2018-06"),
        ("2016..2017", "2018-01-31"),
    ],
)
def test_a_metric_that_compares_two_days_takes_the_last_day_of_each_period(ask, start, end) -> None:
    words = ("stage_transitions", f"--start={start}", "--end", end, "--as-of", "2020-01-01", "--format", "json")
    code, out, _ = ask(*words)
    moved = [(row["from_stage"], row["to_stage"], row["firms"], row["base"]) for row in json.loads(out)]
    assert code == 0 and moved == [("pre", "flagship", 1, 2), ("pre", "left", 1, 2)]
    assert json.loads(out)[0]["share"] is None  # of two firms


def test_the_last_day_of_february_is_found_in_leap_years(ask) -> None:
    assert command.own_days(command.parser().parse_args(["x", "--start", "2020-02", "--end", "2021-02"])) == {
        "start": date(2020, 2, 29),
        "end": date(2021, 2, 28),
    }


def test_markets_products_and_firms_are_written_as_codes(ask) -> None:
    read = command.parser().parse_args(["x", "--country", "US,CN", "--product=8504, 33", "--firm", "a"])
    found = command.selection(read, date(2018, 12, 31))
    assert (found.countries, found.products, found.firm_ids) == (("US", "CN"), ("8504", "33"), ("a",))
    _, out, _ = ask("stage_counts", "--firm", "a", "--as-of", "2018-12-31", "--format", "json")
    assert [row["cumulative"] for row in json.loads(out)][:2] == [1, 1]


@pytest.mark.parametrize(
    ("start", "end"),
    [("2017", "2018"), ("2017-01..2017-12", "2018-01..2018-12"), ("2017-03..2017-05", "2018-03..2018-05")],
)
def test_a_metric_that_compares_two_periods_takes_all_months_of_each(ask, start, end) -> None:
    words = ("export_growth_decomposition", f"--start={start}", "--end", end, "--as-of", "2020-01-01")
    code, out, _ = ask(*words, "--format", "json")
    found = {row["component"]: row["usd"] for row in json.loads(out)}
    assert code == 0 and (found["opening"], found["added_markets"], found["closing"]) == (100, 30, 120)
    assert {row["months"] for row in json.loads(out)} == {1}


def test_an_older_snapshot_can_be_asked_and_compared_with(ask) -> None:
    _, out, err = ask("stage_counts", "--as-of", "2016-06-01", "--snapshot", "s1", "--format", "json")
    assert json.loads(out)[0]["current"] == 1 and "s1" in err and "가상" not in err
    _, out, _ = ask("stage_changes", "--before", "s1", "--as-of", "2016-06-01", "--format", "json")
    assert json.loads(out)[0] == {"stage_code": "pre", "known_before": 1, "known_now": 2, "added": 1, "withdrawn": 0}


def test_without_a_day_the_last_of_the_data_is_asked(ask) -> None:
    assert "2018-01-01" in ask("stage_counts")[2]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["stage_counts", "--districts", "donggu"], 3),
        (["stage_flows", "--as-of", "2010-01-01"], 3),  # no rows
        (["stage_counts", "--audience", "council"], 3),
        (["stage_counts", "--audience", "public"], 3),
        (["no_such_metric"], 64),
        (["stage_counts", "--as-of", "2018-13-01"], 64),
        (["stage_counts", "--as-of"], 64),
        (["stage_counts", "--format", "xml"], 64),
        (["stage_counts", "--audience", "everyone"], 64),
        (["stage_counts", "--colour", "red"], 64),
        (["stage_counts", "--firm", "nobody"], 3),
        (["stage_counts", "--country", "US"], 64),  # counts no exports
        (["exports_by_year", "--country", "usa"], 64),
        (["exports_by_year", "--product", "850"], 64),
        (["exports_by_year", "--country", "UK"], 64),  # no country: 0 dollars would be no answer
        (["exports_by_year", "--country", "JP,UK", "--product", "85"], 64),
        (["exports_by_year", "--product", "77"], 64),  # no chapter
        (["cohort_outcomes", "--programme-code"], 64),
        (["stage_transitions", "--start", "soon"], 64),
        (["stage_transitions", "--start", "2018-13"], 64),
        (["stage_transitions", "--end", "18"], 64),
        (["stage_transitions", "--end", "2018-06..2018-01"], 64),
        (["stage_transitions", "--end", "2018..2019..2020"], 64),
        (["stage_transitions", "--start", "2018", "--end", "2017"], 64),
        (["stage_transitions", "--start", "2019", "--as-of", "2018-12-31"], 64),  # the end never passes the as-of date
        (["export_growth_decomposition", "--start", "2017-13"], 64),
        (["export_growth_decomposition", "--start", "2017", "--end", "2018-01"], 64),
        (["export_growth_decomposition", "--start", "2018-12-31"], 64),  # a day is no period
        (["export_growth_decomposition", "--start", "2018", "--end", "2017"], 64),
        (["export_growth_decomposition", "--start", "2009", "--end", "2010"], 3),  # no month that both have
        (["export_growth_by_year", "--start", "2010", "--end", "2011"], 3),
        (["renewal_rates", "--by", "moon"], 64),
        (["time_to_next_stage", "--by", "moon"], 64),
        (["stage_counts", "--start", "2016"], 64),
        (["stage_flows", "--start", "2018", "--end", "2016"], 64),
        (["firm_spells", "--firms"], 64),
        (["stage_counts", "--snapshot", "s9"], 64),
        (["stage_changes", "--before", "s9"], 64),
        ([], 64),
    ],
)
def test_exit_codes_come_with_a_korean_sentence(ask, words, code) -> None:
    found, _, err = ask(*words)
    assert found == code
    assert any("가" <= letter <= "힣" for letter in err)


def test_english_is_spoken_when_asked(ask) -> None:
    code, _, err = ask("no_such_metric", "--lang", "en")
    assert code == 64 and "There is no metric" in err


def test_nothing_to_show_is_still_an_array(ask) -> None:
    code, out, _ = ask("stage_flows", "--as-of", "2010-01-01", "--format", "json")
    assert code == 3 and json.loads(out) == []


def test_a_folder_without_data_says_how_to_begin(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("GANGSO_DATA", str(tmp_path))
    assert main(["stage_counts"]) == 3
    assert "python -m etl sample" in capsys.readouterr().err


def test_a_damaged_snapshot_is_a_fault_told_in_a_sentence(tmp_path, monkeypatch, capsys) -> None:
    with snapshot_of(tmp_path / "warehouse", SPELLS):
        pass
    (tmp_path / "warehouse" / "current").write_text("tiny\n")
    (tmp_path / "warehouse" / "tiny" / "internal.duckdb").unlink()
    monkeypatch.setenv("GANGSO_DATA", str(tmp_path))
    assert main(["stage_counts"]) == 70
    assert "internal.duckdb" in capsys.readouterr().err


def test_the_list_names_every_metric_with_its_definition(ask) -> None:
    code, out, _ = ask("--list", "--format", "json")
    listed = {row["metric"]: row for row in json.loads(out)}
    assert code == 0 and listed.keys() == METRICS.keys()
    assert "총량" in listed["stage_counts"]["definition"]
    assert "--as-of" in ask("--help")[1]


def test_it_runs_as_a_program(home) -> None:
    result = run_module("metrics", "stage_counts", "--as-of", "2018-12-31", "--format", "json", home=home, LC_ALL="C")
    assert result.returncode == 0 and json.loads(result.stdout)[1]["current"] == 1
    assert date(2018, 12, 31).isoformat() in result.stderr
