"""Tables people take away: the reader's words, exact values, nothing that runs."""

import csv
import datetime
import io
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from texts import columns
from texts.sheets import as_csv, as_large_csv, as_xlsx

GOLDEN = Path(__file__).parent / "golden"
WORDS = {
    "ko": {"column.firm_name": "기업명", "column.stage_code": "단계", "column.current": "현재", "held.left": "이탈"},
    "en": {"column.firm_name": "Firm", "column.stage_code": "Stage", "column.current": "Now", "held.left": "Left"},
}
NAMES = {"ko": {"held": {"pre": "PRE-명품강소기업"}}, "en": {"held": {"pre": "PRE"}}}


@pytest.fixture(autouse=True)
def own_words(monkeypatch):
    """Words of this test, so that the golden files do not change with every new sentence."""
    say, has = columns.say, columns.has
    monkeypatch.setattr(columns, "say", lambda lang, key, **params: WORDS[lang].get(key) or say(lang, key, **params))
    knows = lambda lang, key: key in WORDS[lang] or ("column" not in key and has(lang, key))  # noqa: E731
    monkeypatch.setattr(columns, "has", knows)


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "firm_name": ["㈜광주정밀", '=HYPERLINK("http://x.y")', "+82", '쉼표, 따옴표"', "-1", "@SUM(A1)", None],
            "stage_code": ["pre", "left", "pre", "flagship2", None, "pre", "pre"],
            "current": pd.array([1234567, 0, -3, None, 5, 6, 7], dtype="Int64"),
            "known_share": [0.5, 0.123456789, float("nan"), 1.0, 0.0, 0.25, 0.75],
            "starts_on": [datetime.date(2017, 5, 3), None, *[datetime.date(2018, 12, 31)] * 5],
            "is_gone": [True, False, True, False, True, False, True],
            "zz_unknown_column": ["01", "0901", "a", "b", "c", "d", "e"],
        }
    )


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_csv_is_the_golden_file(lang):
    made = as_csv(table(), lang, NAMES[lang])
    assert made == (GOLDEN / f"table.{lang}.csv").read_bytes()


def test_csv_opens_in_excel_as_korean():
    assert as_csv(table(), "ko").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "＝1", "－1"])
def test_a_formula_is_defused(text):
    frame = pd.DataFrame({"firm_name": [text]})
    assert pd.read_csv(io.BytesIO(as_csv(frame, "ko"))).iloc[0, 0].startswith("'")
    cell = openpyxl.load_workbook(io.BytesIO(as_xlsx(frame, "ko", "표", {"뜻": text})))["표"]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_negative_number_stays_a_number():
    frame = pd.DataFrame({"current": [-3]})
    assert b"\r\n-3\r\n" in as_csv(frame, "ko")
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx(frame, "ko", "표", {})))["표"]["A2"].value == -3


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_xlsx_holds_the_same_cells_and_says_what_they_are(lang):
    notes = {"정의": "그날 지정 중인 서로 다른 기업의 수", "기준일": "2018-12-31", "스냅숏": "2026-11-22-3"}
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(table(), lang, "단계별 현황: 지정/누적", notes, NAMES[lang])))
    sheet, about = book.worksheets
    assert sheet.title == "단계별 현황  지정 누적"
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == tuple(WORDS[lang][f"column.{name}"] for name in ("firm_name", "stage_code", "current"))
    assert rows[1][:4] == ("㈜광주정밀", NAMES[lang]["held"]["pre"], 1234567, 0.5)
    assert rows[2][1] == WORDS[lang]["held.left"]
    assert rows[2][3] == 0.123456789  # exact, however it is shown
    assert rows[3][3] is None
    assert sheet["D2"].number_format == "0.0%"
    assert sheet["E2"].value == datetime.datetime(2017, 5, 3)
    assert sheet.freeze_panes == "A2"
    assert {row[0]: row[1] for row in about.iter_rows(min_row=3, values_only=True)} == notes


def test_the_table_given_is_left_as_it_was():
    given = table()
    as_csv(given, "ko", NAMES["ko"])
    as_xlsx(given, "ko", "표", {}, NAMES["ko"])
    pd.testing.assert_frame_equal(given, table())


def test_an_empty_table_still_has_its_header():
    assert as_csv(table().head(0), "ko").count(b"\r\n") == 1


def test_a_long_table_is_as_harmless_and_as_exact_column_by_column():
    names = ["㈜광주", "=1+1", "-1", "＝A1", '쉼표, "따옴표"', None]
    columns = [names, [1, None, 3, 4, 5, 6], [["a"], ["=b"], *[None] * 4]]
    made = as_large_csv(pa.table(columns, names=["firm_name", "rows", "stages"]), {"firm_name": "기업명"})
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert rows[0] == ["기업명", "rows", "stages"]
    assert [row[0] for row in rows[1:]] == ["㈜광주", "'=1+1", "'-1", "'＝A1", '쉼표, "따옴표"', ""]
    assert [row[1] for row in rows[1:]] == ["1", "", "3", "4", "5", "6"]
