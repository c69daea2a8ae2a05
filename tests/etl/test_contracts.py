"""Each contract: its template, filled in with its own examples, loads back to the same rows."""

import csv
import datetime as dt
import io
import tomllib
from pathlib import Path

import openpyxl
import pytest

from etl.clean import clean
from etl.contract import SOURCES, Column, contract, contracts, read_contract
from etl.decode import Sheet, decode
from etl.recognise import recognise
from etl.sheet import HEADER_WITHIN
from etl.template import template_csv, template_xlsx
from tests.etl.acting import business_no
from texts import say

LANGUAGES = ("ko", "en")
TYPED = {"text": "가나", "code": "new_code", "business_no": business_no(7), "corporate_no": "1234567890120",
         "date": "2024-05-03", "whole": "3", "number": "1.5"}  # fmt: skip
READ = {"date": dt.date(2024, 5, 3), "whole": 3, "number": 1.5}


def typed(column: Column) -> str:
    """What a person fills into a column: the contract's example, else something of its type."""
    if column.example:
        return column.example
    return next(iter(column.allowed.values()))[0] if column.allowed else TYPED[column.type]


def filled_csv(source: str, lang: str) -> bytes:
    text = template_csv(contract(source), lang).decode("utf-8-sig")
    out = io.StringIO(text, newline="")
    out.seek(0, io.SEEK_END)
    csv.writer(out).writerow([typed(column) for column in contract(source).columns])
    return out.getvalue().encode("utf-8-sig")


def filled_xlsx(source: str, lang: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(contract(source), lang)))
    for at, column in enumerate(contract(source).columns, 1):
        book.active.cell(2, at, typed(column))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("source", sorted(contracts()))
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("make", [filled_csv, filled_xlsx])
def test_a_filled_template_reads_back_as_it_was_filled(source, lang, make):
    recognised = recognise(decode(make(source, lang)).sheets)
    assert recognised.contract.name == source  # recognised without being told
    assert not recognised.findings  # every unit is stated
    cleaned = clean(recognised, {})
    assert (cleaned.rows_read, cleaned.rejected_rows) == (1, [])
    assert {finding.code for finding in cleaned.findings} <= {"unit_read"}  # one converted example of each unit
    (row,) = cleaned.table("u").to_pylist()
    for column in contract(source).columns:
        if not column.example and not column.allowed:
            assert row[column.name] == READ.get(column.type, TYPED[column.type])
        else:
            assert row[column.name] is not None


@pytest.mark.parametrize("source", sorted(contracts()))
def test_every_alias_of_a_header_is_understood_and_means_one_column(source):
    for column in contract(source).columns:
        for heading in column.headers:
            head = [each.label["ko"] for each in contract(source).columns if each.required and each is not column]
            recognised = recognise([Sheet(None, [[*head, heading]])], source)
            assert recognised.places[len(head)].name == column.name, heading


@pytest.mark.parametrize("source", sorted(contracts()))
def test_a_contract_speaks_both_languages_and_only_known_words(source):
    raw = tomllib.loads((SOURCES / f"{source}.toml").read_text("utf-8"))
    assert set(raw["label"]) == set(raw["help"]) == set(LANGUAGES)
    known = {column.get(part) for column in raw["columns"] for part in ("name", "precision")}
    assert set(raw["key"]) - known <= {"firm"}
    for column in raw["columns"]:
        assert set(column["label"]) == set(LANGUAGES)
        assert set(column.get("help", dict.fromkeys(LANGUAGES))) == set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_in_xlsx_keeps_zeros_and_offers_the_allowed_words(lang):
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(contract("designations"), lang)))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [column.label[lang] for column in contract("designations").columns]
    assert sheet.column_dimensions["B"].number_format == "@"
    offered = [each.formula1 for each in sheet.data_validations.dataValidation]
    assert '"신규,재지정,연장"' in offered
    assert len(book.worksheets) == 2  # the second explains


def test_a_toy_contract_needs_no_line_of_python(tmp_path):
    path = tmp_path / "toys.toml"
    path.write_text(
        'kind = "fact"\nmerge = "upsert"\nkey = ["toy"]\nlabel = { ko = "장난감", en = "Toys" }\n'
        'help = { ko = "", en = "" }\n[[columns]]\nname = "toy"\ntype = "text"\nrequired = true\n'
        'label = { ko = "이름", en = "Name" }\n',
        "utf-8",
    )
    assert read_contract(path).columns[0].headers == ("toy", "이름", "Name")


@pytest.mark.parametrize(
    "broken",
    [
        'kind = "fact"\n',
        'kind="x"\nmerge="x"\nkey=[]\nlabel={}\nhelp={}\n[[columns]]\nname="a"\ntype="colour"\nlabel={}\n',
    ],
)
def test_a_broken_contract_names_its_file(tmp_path: Path, broken):
    path = tmp_path / "toys.toml"
    path.write_text(broken, "utf-8")
    with pytest.raises(ValueError, match="toys.toml"):
        read_contract(path)


@pytest.mark.parametrize("source", sorted(contracts()))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_heading_of_a_template_has_a_note_and_the_guide_a_row_filled_in(source, lang):
    sheet, guide = openpyxl.load_workbook(io.BytesIO(template_xlsx(contract(source), lang))).worksheets
    columns = contract(source).columns
    for cell, column in zip(sheet[1], columns, strict=True):
        wanted = [column.help.get(lang, ""), column.example, *(words[0] for words in column.allowed.values())]
        assert all(text in (cell.comment.text if cell.comment else "") for text in wanted), column.name
    top = next(cell.row for cell in guide["A"] if cell.value == say(lang, "cli.template_row"))
    assert top > HEADER_WITHIN  # the reader must not take the example for data
    filled = [[cell.value or "" for cell in row[: len(columns)]] for row in guide.iter_rows(min_row=top + 1)]
    headings, example = filled
    assert headings == [column.heading(lang) for column in columns]
    assert example == [column.example for column in columns]
