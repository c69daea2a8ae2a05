"""A release on the sample: what its file holds, who may withdraw it, what is sealed and what is swept."""

import datetime
import hashlib
import json
import shutil
import stat
from pathlib import Path

import pytest

import warehouse
from disclosure import PlanMoved, Wish, propose, publish, withdraw
from disclosure.release import earlier_releases
from etl.keep import KEPT, sweep
from metrics.__main__ import main
from metrics.flows import stage_flows
from metrics.released import REST, released_figures, stage_balance
from metrics.selection import Selection
from warehouse.releases import OLDEST, releases_folder

DAY = datetime.date(2018, 12, 31)
SPLIT = ("year", "stage", "district")
HELD = "c267470242deb301"  # the names and columns of what releases of OLDEST and later hold


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory):
    """A folder of its own with the sample in it."""
    place = tmp_path_factory.mktemp("released") / "home"
    shutil.copytree(sample_home, place)
    return place


@pytest.fixture(scope="module")
def released(home):
    wish = Wish(warehouse.current_id(home), DAY, ("staff",), (2018,), SPLIT)
    return publish(home, wish, propose(home, wish).seal, "kim")


def test_the_file_of_a_release_holds_no_table_that_is_not_for_all(home, released):
    internal = warehouse.open_snapshot(home)
    closed = {name for name, about in internal.manifest["tables"].items() if about["audience"] != "all"}
    with warehouse.open_release(home) as release:
        found = set(release.query("SELECT table_name FROM information_schema.tables")["table_name"])
        assert found & closed == {"stage_exits", "firm_states"}  # how firms left, without the reason
        assert set(release.query("SELECT DISTINCT exit_kind FROM stage_exits")["exit_kind"]) <= {
            "unknown",
            "to_other_stage",
        }
        states = set(release.query("SELECT DISTINCT state FROM firm_states WHERE rank IS NULL")["state"])
        assert states <= {"left"}
        with pytest.raises(warehouse.NotReleased):
            release.query("SELECT * FROM outcomes")
    internal.close()
    file = releases_folder(home) / f"{released}.duckdb"
    assert stat.S_IMODE(file.stat().st_mode) == 0o444 and not file.with_name(f"{file.name}.wal").exists()


def test_designations_are_the_same_in_full_and_exits_are_one_number(home, released):
    with warehouse.open_snapshot(home) as snapshot, warehouse.open_release(home) as release:
        inside, outside = (stage_flows(each, Selection(DAY)) for each in (snapshot, release))
        assert inside["firms"].sum() == outside["firms"].sum()
        assert set(outside["to_stage"]) & {"closed", "unknown"} == set()
        balance = stage_balance(release, Selection(DAY))
        assert not [name for name in balance.columns if name.startswith("exits_")]
        assert (balance["opening"] + balance["entries"] - balance["exits"] == balance["closing"]).all()


def test_a_released_table_adds_up_to_its_total_with_the_hidden_cells_together(home, released):
    with warehouse.open_release(home) as release:
        total = released_figures(release, Selection(DAY), "staff", "year")["value"].iloc[0]
        for dimension in SPLIT[1:]:
            table = released_figures(release, Selection(DAY), "staff", dimension)
            assert table["value"].sum() == total
            hidden = table[table["is_suppressed"].fillna(False)]
            assert hidden["value"].isna().all() and hidden["firms"].isna().all() and hidden["reason"].notna().all()
            assert (REST in set(table["code"])) == bool(len(hidden))


def test_a_plan_that_moved_is_not_released(home, released):
    wish = Wish(warehouse.current_id(home), DAY, ("rnd_krw",), (2018,), ("year",))
    with pytest.raises(PlanMoved):
        publish(home, wish, "0" * 64, "kim")
    assert [line["id"] for line in warehouse.list_releases(home)] == [released]


def test_the_command_line_gives_outsiders_released_tables_and_nothing_else(home, released, monkeypatch, capsys):
    monkeypatch.setenv("GANGSO_DATA", str(home))
    asked = ["--audience", "council", "--as-of", "2018-12-31", "--format", "json"]
    assert main(["stage_counts", *asked]) == 0
    counts = {row["stage_code"]: row for row in json.loads(capsys.readouterr().out)}
    assert (counts["flagship"]["current"], counts["star"]["cumulative"]) == (100, 15)
    assert main(["stage_balance", *asked]) == 0
    assert "exits_closure" not in capsys.readouterr().out
    for name in ("exports_by_month", "top_exporters", "readiness", "firm_outcomes", "exporter_concentration"):
        assert main([name, *asked]) == 3, name
    for name in ("exports_by_year", "exports_by_stage"):  # their sums are released, whose they are is not
        assert main([name, "--firms", *asked]) == 3, name
    told = capsys.readouterr()
    assert told.out == "" and "Traceback" not in told.err and "협의회" in told.err
    for name, filter_ in (
        *(("exports_by_year", each) for each in ("--country=US", "--product=85", "--districts=bukgu", "--stages=pre")),
        *(("exports_by_stage", each) for each in ("--country=US", "--industries=26", "--firm=f1")),
    ):  # a sum of all firms is no answer to what some of them sold
        assert main([name, filter_, *asked]) == 64, (name, filter_)
        assert capsys.readouterr().out == ""
    assert main(["stage_counts", "--firms", *asked]) == 0 and "firm_id" in capsys.readouterr().out
    snapshot = warehouse.current_id(home)
    assert main(["stage_counts", *asked, "--snapshot", snapshot]) == 64  # a snapshot is no release
    assert capsys.readouterr().out == ""


def test_a_snapshot_that_a_release_stands_on_is_not_swept(home, released, monkeypatch):
    monkeypatch.setattr("etl.keep.KEPT", 0)
    cited = warehouse.cited_snapshots(home)
    sweep(home)
    assert KEPT and cited <= {each["id"] for each in warehouse.list_snapshots(home)}


def test_a_damaged_file_is_not_opened(home, released, tmp_path):
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    file = releases_folder(copy) / f"{released}.duckdb"
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(warehouse.ReleaseDamaged):
        warehouse.open_release(copy)


def schema_of(copy: Path, released: str, schema: int) -> None:
    about = releases_folder(copy) / f"{released}.json"
    about.chmod(0o644)
    about.write_text(json.dumps(json.loads(about.read_text("utf-8")) | {"schema": schema}), "utf-8")


def test_a_release_outlives_changes_that_are_the_house_s_own(home, released, tmp_path):
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    schema_of(copy, released, OLDEST)
    with warehouse.open_release(copy) as release:
        assert release.id == released
    for schema in (OLDEST - 1, warehouse.SCHEMA + 1):
        schema_of(copy, released, schema)
        with pytest.raises(warehouse.ReleaseTooOld):
            warehouse.open_release(copy)


def test_the_tables_of_a_release_are_those_that_the_oldest_one_holds(home, released):
    with warehouse.open_release(home) as release:
        held = {name: about["columns"] for name, about in sorted(release.manifest["tables"].items())}
    found = hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]
    assert found == HELD, "a table that releases hold has changed: raise OLDEST in warehouse/releases.py to SCHEMA"


def test_who_withdraws_hides_it_and_later_releases_still_reckon_with_it(home, released, tmp_path):
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    withdraw(copy, released, "kim", "집계 오류")
    with pytest.raises(warehouse.NoRelease):
        warehouse.open_release(copy)
    with pytest.raises(warehouse.UnknownRelease):
        warehouse.open_release(copy, released)
    with pytest.raises(warehouse.UnknownRelease):
        withdraw(copy, released, "kim", "again")
    line = warehouse.list_releases(copy)[0]
    assert (line["withdrawn"]["who"], line["withdrawn"]["reason"]) == ("kim", "집계 오류")
    assert len(earlier_releases(copy)) == 1
