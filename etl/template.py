"""Templates: the file that people download, made from the contract alone."""

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from etl.contract import Column, Contract
from texts import say

ROWS = 2000  # rows of the sheet that carry the drop-downs


def template_csv(contract: Contract, lang: str) -> bytes:
    """The header alone, UTF-8 with a byte-order mark so that a Korean spreadsheet opens it rightly."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow([column.heading(lang) for column in contract.columns])
    return text.getvalue().encode("utf-8-sig")


def template_xlsx(contract: Contract, lang: str) -> bytes:
    """A sheet to fill in, as text so that nothing loses its zeros, and a sheet that explains each column."""
    book = Workbook()
    sheet = book.active
    sheet.title = contract.label[lang][:31]
    for at, column in enumerate(contract.columns, 1):
        _column(sheet, at, column, lang)
    sheet.freeze_panes = "A2"
    guide = book.create_sheet(say(lang, "cli.template_guide"))
    heads = ("column", "required", "help", "allowed", "example")
    guide.append([say(lang, f"cli.template_{head}") for head in heads])
    for column in contract.columns:
        words = ", ".join(words[0] for words in column.allowed.values())
        must = say(lang, "cli.template_yes") if column.required else ""
        guide.append([column.heading(lang), must, column.help.get(lang, ""), words, column.example])
    for at, width in enumerate((22, 8, 70, 50, 22), 1):
        guide.column_dimensions[get_column_letter(at)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _column(sheet, at: int, column: Column, lang: str) -> None:
    letter = get_column_letter(at)
    head = sheet.cell(1, at, column.heading(lang))
    head.font = Font(bold=True)
    if column.required:
        head.fill = PatternFill("solid", fgColor="DDEAF3")
    sheet.column_dimensions[letter].width = max(12, 2 * len(column.heading(lang)))
    sheet.column_dimensions[letter].number_format = "@"
    if column.allowed:
        words = ",".join(words[0] for words in column.allowed.values())
        choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        choice.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(choice)
