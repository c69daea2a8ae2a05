"""The extract page: the snapshot's own files with their dictionary, and each table to take away."""

import hashlib
import io
import json
import zipfile

import duckdb
import pyarrow.parquet as pq
import pytest

import warehouse
from tests.pages_analyst.visitor import Visitor
from texts import say
from web.extract import load_table, zip_of
from web.large_table import MOST_XLSX_ROWS


@pytest.fixture(scope="module")
def folder(sample_home):
    return sample_home / "warehouse" / warehouse.current_id(sample_home)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_archive_holds_every_table_its_dictionary_and_the_manifest(folder, lang, tmp_path):
    with zipfile.ZipFile(io.BytesIO(zip_of(folder, lang))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = set(archive.namelist())
        for file, sha256 in manifest["files"].items():
            if file.startswith("parquet/"):
                assert hashlib.sha256(archive.read(file)).hexdigest() == sha256
        assert folder.name in archive.read("README.txt").decode()
        archive.extract("parquet/firms.parquet", tmp_path)
        assert json.loads(archive.read("parquet/dictionary.json")) == manifest["tables"]
    assert names == {"README.txt", "manifest.json", "parquet/dictionary.json"} | {
        f"parquet/{name}.parquet" for name in manifest["tables"]
    }
    rows = duckdb.read_parquet(str(tmp_path / "parquet" / "firms.parquet")).shape[0]  # whatever program opens it
    assert rows == manifest["tables"]["firms"]["rows"]


def test_no_table_is_read_but_those_of_the_snapshot(folder):
    assert load_table(folder, "stages", {"stages": {}}).num_rows == 5
    with pytest.raises(KeyError):
        load_table(folder, "../../../ledger", {"stages": {}})


def test_a_table_is_shown_with_its_columns_and_offered(sample_home, monkeypatch):
    monkeypatch.setenv("GANGSO_DATA", str(sample_home))
    visitor = Visitor("extract")
    assert say("ko", "table_about.firms") in visitor.said and "<code>firm_id</code>" in visitor.said
    offered = {button.proto.label for button in visitor.app.get("download_button")}
    assert offered == {say("ko", key) for key in ("extract.all_go", "figure.csv", "figure.xlsx")}
    visitor.app.selectbox(key="extract_table").set_value("exports").run()
    rows = pq.read_metadata(sample_home / "warehouse" / warehouse.current_id(sample_home) / "parquet/exports.parquet")
    is_large = rows.num_rows > MOST_XLSX_ROWS
    offered = {button.proto.label for button in visitor.app.get("download_button")}
    assert (say("ko", "figure.xlsx") not in offered) is is_large
    assert visitor.accidents == []


def test_a_role_that_may_not_open_it_is_told_and_offered_nothing(sample_home, monkeypatch):
    monkeypatch.setenv("GANGSO_DATA", str(sample_home))
    for role in ("executive", "council", "public"):
        visitor = Visitor("extract", role=role)
        assert visitor.app.get("download_button") == [] and not visitor.app.dataframe
        assert say("ko", "shell.not_allowed", role=say("ko", f"shell.role.{role}")) in visitor.said


def test_names_stand_under_names_and_codes_under_codes(sample_home, monkeypatch):
    monkeypatch.setenv("GANGSO_DATA", str(sample_home))
    visitor = Visitor("extract")
    first = visitor.app.dataframe[0]
    row, heads = first.value.iloc[0], json.loads(first.proto.columns)
    labels = {name: heads[name]["label"] for name in ("industry_code", "industry", "district_code", "district")}
    assert list(labels.values()) == ["업종", "업종(적힌 대로)", "자치구 코드", "자치구"]
    assert not row["industry_code"].isdigit() and row["district_code"].isascii() and not row["district"].isascii()
    visitor.app.selectbox(key="extract_table").set_value("industries").run()
    first = visitor.app.dataframe[0]
    assert json.loads(first.proto.columns)["industry_code"]["label"] == "업종 코드"
    assert first.value["industry_code"].str.isdigit().all()
