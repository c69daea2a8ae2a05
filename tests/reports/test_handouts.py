"""What is handed out, as files that a person opens: the workbook, the page on paper, the command line."""

import io
import re

import openpyxl
import pptx
import pytest

from metrics import METRICS
from metrics.selection import Selection
from reports.__main__ import main
from reports.handouts import HANDOUTS
from tests.conftest import run_module
from texts import languages

from .conftest import DAY


@pytest.fixture(scope="module")
def workbook(draft):
    return openpyxl.load_workbook(io.BytesIO(HANDOUTS["appendix"](draft, "ko")))


def test_the_appendix_has_the_whole_table_of_every_slide(workbook, draft, street):
    sheet = workbook["03 단계별 지정 현황"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7, max_col=5)]
    counts = METRICS["stage_counts"](street, Selection(DAY))
    assert [row[1:] for row in rows] == [
        [row.current, row.cumulative, row.new, None if row.quota is None or row.quota != row.quota else row.quota]
        for row in counts.astype(object).where(counts.notna(), None).itertuples()
    ]
    assert [row[0] for row in rows][:2] == ["PRE-명품강소기업", "명품강소기업"]
    tables = sum(len(slide.tables) for slide in draft.slides)
    assert len(workbook.sheetnames) == tables + 1  # and the list of contents


def test_money_stands_whole_in_the_appendix(workbook, street):
    values = {cell.value for row in workbook["09 연도별 수출"].iter_rows() for cell in row}
    assert set(METRICS["exports_by_year"](street, Selection(DAY))["exports_usd"].tolist()) <= values


def test_no_formula_lives_in_the_appendix(workbook):
    assert all(cell.data_type != "f" for sheet in workbook for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("lang", languages())
def test_the_brief_is_one_page_with_fonts_of_its_own(draft, lang):
    made = HANDOUTS["brief"](draft, lang)
    assert made.startswith(b"%PDF") and len(re.findall(rb"/Type\s*/Page\b", made)) == 1
    assert re.search(rb"Pretendard", made)


def test_a_deck_is_made_from_the_command_line_and_made_again_from_what_was_frozen(sample_home, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    for name in ("warehouse", "landing", "ledger.jsonl"):
        (home / name).symlink_to(sample_home / name)
    first, again = tmp_path / "a.pptx", tmp_path / "b.pptx"
    words = ("deck", "--audience", "internal", "--as-of", "2018-12-31", "-o", str(first))
    made = run_module("reports", *words, home=home)
    assert made.returncode == 0, made.stderr
    deck = re.search(r"\d{8}-[0-9a-f]{6}", made.stderr)[0]
    remade = run_module("reports", "deck", "--deck", deck, "-o", str(again), home=home)
    assert remade.returncode == 0, remade.stderr
    told = [[shape.text_frame.text for slide in pptx.Presentation(file).slides for shape in slide.shapes
             if shape.has_text_frame] for file in (first, again)]  # fmt: skip
    assert told[0] == told[1] and any("100개사" in text for text in told[0])


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 64, "deck|appendix|brief"),
        (("deck",), 64, "-o FILE"),
        (("pie", "-o", "{out}"), 64, "pie"),
        (("deck", "--audience", "press", "-o", "{out}"), 64, "press"),
        (("deck", "--as-of", "2018", "-o", "{out}"), 64, "2018"),
        (("deck", "--deck", "20181231-000000", "-o", "{out}"), 64, "20181231-000000"),
        (("deck", "--agenda", "none.toml", "-o", "{out}"), 64, "none.toml"),
        (("deck", "-o", "{out}"), 3, "공개"),  # for the council, and nothing was released
        (("deck", "--audience", "internal", "--as-of", "1990-01-01", "-o", "{out}"), 3, "1990-01-01"),
        (("brief", "--audience", "internal", "-o", "/nowhere/x.pdf"), 70, "/nowhere/x.pdf"),
    ],
)
def test_what_cannot_be_made_is_said(sample_home, tmp_path, monkeypatch, capsys, words, code, says):
    out = tmp_path / "x"
    monkeypatch.setenv("GANGSO_DATA", str(sample_home))
    found = main([word.replace("{out}", str(out)) for word in words])
    told = capsys.readouterr().err
    assert not out.exists()
    assert found == code and says in told and "Traceback" not in told
