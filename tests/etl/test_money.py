"""What stands of money after several uploads: the newest file of a period, corrections, and what stops a person."""

import csv
from pathlib import Path

from etl import reader
from etl.contract import contract
from etl.money import Part, Standing, stand
from etl.reading import Request

HEADER = ["사업자등록번호", "연월", "HS코드", "국가", "수출액(USD)"]
GARAM, NARAE = "9991000006", "9992000003"
FIRMS = {GARAM: "f1", NARAE: "f2"}


class _Desk:
    """Writes export files and asks what stands after them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.parts = folder, []

    def load(self, *rows: tuple, is_correction: bool = False) -> Standing:
        name = f"u{len(self.parts)}"
        path = self.folder / f"{name}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        clean = self.folder / f"{name}.parquet"
        reading = reader.read_one(Request(str(path), path.name, name, str(clean), "exports"))
        assert reading.rows_accepted == len(rows)
        self.parts = [Part(part.upload_id, part.path, (), part.is_correction) for part in self.parts]
        self.parts.append(Part(name, clean, (), is_correction, is_fresh=True))
        return stand(contract("exports"), self.parts, FIRMS)


def _sums(standing: Standing) -> dict[tuple, int]:
    rows = standing.table.to_pylist()
    return {(row["firm_id"], row["month"].month, row["country"]): row["exports_usd"] for row in rows}


def _codes(standing: Standing) -> list[str]:
    return [finding.code for _, finding in standing.findings]


def test_a_file_replaces_the_months_that_it_covers_and_no_others(tmp_path: Path) -> None:
    desk = _Desk(tmp_path)
    desk.load((GARAM, "2024-01", "850440", "US", 10), (GARAM, "2024-02", "850440", "US", 20))
    standing = desk.load((GARAM, "2024-02", "850440", "VN", 5))
    assert _sums(standing) == {("f1", 1, "US"): 10, ("f1", 2, "VN"): 5}
    sums = {"old_rows": 1, "new_rows": 1, "old_sum": 20, "new_sum": 5}
    assert standing.overlaps == [{"period": "2024-02", "unit": "USD", **sums}]


def test_losing_a_firm_of_a_replaced_month_stops_for_a_person(tmp_path: Path) -> None:
    desk = _Desk(tmp_path)
    desk.load((GARAM, "2024-01", "850440", "US", 10), (NARAE, "2024-01", "850440", "US", 20))
    standing = desk.load((GARAM, "2024-01", "850440", "US", 11))
    assert _codes(standing) == ["firm_vanishes"]
    assert standing.findings[0][1].value == NARAE
    assert _sums(standing) == {("f1", 1, "US"): 11}


def test_a_correction_replaces_one_row_and_removes_nothing(tmp_path: Path) -> None:
    desk = _Desk(tmp_path)
    desk.load((GARAM, "2024-01", "850440", "US", 10), (NARAE, "2024-01", "850440", "US", 20))
    standing = desk.load((GARAM, "2024-01", "850440", "US", 12), is_correction=True)
    assert _sums(standing) == {("f1", 1, "US"): 12, ("f2", 1, "US"): 20}
    assert _codes(standing) == []


def test_a_later_file_beats_an_earlier_correction(tmp_path: Path) -> None:
    desk = _Desk(tmp_path)
    desk.load((GARAM, "2024-01", "850440", "US", 10))
    desk.load((GARAM, "2024-01", "850440", "US", 12), is_correction=True)
    standing = desk.load((GARAM, "2024-01", "850440", "US", 13))
    assert _sums(standing) == {("f1", 1, "US"): 13}


def test_the_same_key_twice_is_refused_when_the_values_differ_and_counted_once_when_equal(tmp_path: Path) -> None:
    equal = _Desk(tmp_path).load((GARAM, "2024-01", "850440", "US", 10), (GARAM, "2024-01", "850440", "US", 10))
    assert _sums(equal) == {("f1", 1, "US"): 10}
    assert [(f.code, f.severity, f.row) for _, f in equal.findings] == [("row_repeated", "warning", 3)]
    other = tmp_path / "other"
    other.mkdir()
    differ = _Desk(other).load((GARAM, "2024-01", "850440", "US", 10), (GARAM, "2024-01", "850440", "US", 11))
    assert [(f.code, f.severity, f.row) for _, f in differ.findings] == [("key_twice", "error", 3)]


def test_a_firm_a_thousand_times_above_its_own_history_stops_for_a_person(tmp_path: Path) -> None:
    desk = _Desk(tmp_path)
    desk.load((GARAM, "2024-01", "850440", "US", 10), (NARAE, "2024-01", "850440", "US", 900))
    standing = desk.load((GARAM, "2024-02", "850440", "US", 10_000), (NARAE, "2024-02", "850440", "US", 1_800))
    assert [(f.code, f.value) for _, f in standing.findings] == [("unit_jump", GARAM)]


def test_a_number_that_nobody_knows_is_kept_apart_and_told(tmp_path: Path) -> None:
    standing = _Desk(tmp_path).load(("9993000001", "2024-01", "850440", "US", 10))
    assert standing.table["firm_id"].to_pylist() == [None]
    assert _codes(standing) == ["number_unknown"]


def test_a_correction_of_one_period_leaves_the_others_of_a_row_side_by_side(tmp_path: Path) -> None:
    desk = _Desk(tmp_path)
    clean = tmp_path / "wide.parquet"
    path = tmp_path / "wide.csv"
    path.write_text(f"사업자등록번호,HS코드,국가,2024-01(USD),2024-02(USD)\n{GARAM},850440,US,10,20\n", "utf-8")
    reading = reader.read_one(Request(str(path), path.name, "u0", str(clean), "exports"))
    assert (reading.rows_read, reading.rows_accepted) == (1, 1)
    desk.parts = [Part("u0", clean)]
    standing = desk.load((GARAM, "2024-01", "850440", "US", 12), is_correction=True)
    assert _sums(standing) == {("f1", 1, "US"): 12, ("f1", 2, "US"): 20}
