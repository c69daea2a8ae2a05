"""What a workbook hides is read and told by the names that a person sees: rows by number, columns by letter."""

import io

import openpyxl
import pytest

from etl.decode import decode
from etl.hidden import hidden, named
from etl.package import SheetFacts
from etl.telling import cure, sentence
from tests.corpus.archives import SHEET, unpacked
from tests.corpus.books import book
from tests.corpus.containers import old_workbook
from tests.corpus.kinds import archive

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("columns", "told"),
    [([2], "C"), ([2, 5, 6, 7], "C, F–H"), ([25, 26], "Z–AA"), ([701, 703], "ZZ, AAB"), ([16_383], "XFD"), ([], "")],
)
def test_columns_are_named_by_letter(columns, told):
    assert named(columns) == told


def test_only_what_holds_something_is_told_once():
    rows = [["가", "나", "", "라"], ["1", "2"]]
    facts = SheetFacts(hidden_rows=[2, 3], hidden_columns=[(1, 16_383), (0, 1), (3, 9_999_999)])
    assert [(f.code, f.row, f.value, f.params) for f in hidden(facts, rows)] == [
        ("hidden_rows", 2, None, {"count": "1"}),
        ("hidden_columns", None, "A–B, D", {"count": "3"}),  # C holds nothing
    ]
    assert hidden(SheetFacts(hidden_columns=[(2, 2)]), rows) == []


def test_many_spans_over_each_other_cost_no_more_than_the_sheet():
    facts = SheetFacts(hidden_columns=[(0, 9_999_999)] * 100_000)
    assert hidden(facts, [["가"] * 10_000])[0].params == {"count": "10000"}


def _notes(content: bytes) -> list[tuple]:
    return [(note.code, note.value, note.sheet) for note in decode(content).notes]


@pytest.mark.parametrize("mark", ["", "x:"])
def test_columns_without_width_and_folded_groups_are_hidden(mark):
    columns = """<cols><col min="2" max="2" width="0" customWidth="1"/><col width='0.5' min='4' max='4'/>
<col collapsed="1" hidden = 'true' min="6" max="7"/><col min="8" max="16384" hidden="0" width="9.1"/></cols>"""
    parts = unpacked(book())
    columns = columns.replace("<col", f"<{mark}col").replace("</cols", f"</{mark}cols")
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", columns.encode() + b"<sheetData>", 1)
    if mark:
        parts[SHEET] = parts[SHEET].replace(b"<worksheet ", b'<worksheet xmlns:x="%s" ' % MAIN, 1)
    assert _notes(archive(parts)) == [("hidden_columns", "B, F–G", "수출")]


def test_both_kinds_of_workbook_tell_the_same():
    old = old_workbook({"수출": [["가", "나", "다"]], "빈 열": [["가"]]}, hidden_columns=[1, 2])
    assert _notes(old) == [("hidden_columns", "B–C", "수출")]


def test_it_says_which_columns_and_what_to_do():
    made = openpyxl.Workbook()
    made.active.append(["가", "나"])
    made.active.column_dimensions["B"].hidden = True
    out = io.BytesIO()
    made.save(out)
    (note,) = decode(out.getvalue()).notes
    assert sentence("ko", note) == "숨긴 열 1개도 읽었습니다: B" and sentence("en", note).endswith("too: B")
    assert "지우고" in cure("ko", note) and "delete" in cure("en", note)
