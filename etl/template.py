"""Templates: the file that people download, made from the contract alone."""

import csv
import io

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from etl.contract import Column, Contract
from texts import say

ROWS = 2000  # rows of the sheet that carry the drop-downs
EXAMPLE_AT = 31  # the guide's first row of the example: below every row in which a header is looked for


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
    _example(guide, contract, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _example(guide, contract: Contract, lang: str) -> None:
    """One row filled in, as it would stand in the sheet."""
    top = max(EXAMPLE_AT, len(contract.columns) + 3)
    guide.cell(top, 1, say(lang, "cli.template_row")).font = Font(bold=True)
    for at, column in enumerate(contract.columns, 1):
        guide.cell(top + 1, at, column.heading(lang)).font = Font(bold=True)
        guide.cell(top + 2, at, column.example).number_format = "@"


def _note(column: Column, lang: str) -> str:
    """What stands in the note of a heading: how to fill the column, the words allowed, an example."""
    words = ", ".join(words[0] for words in column.allowed.values())
    told = {"required": say(lang, "cli.template_yes") if column.required else "", "help": column.help.get(lang, ""),
            "allowed": words, "example": column.example}  # fmt: skip
    return "\n".join(f"{say(lang, f'cli.template_{name}')}: {text}" for name, text in told.items() if text)


def _column(sheet, at: int, column: Column, lang: str) -> None:
    letter = get_column_letter(at)
    head = sheet.cell(1, at, column.heading(lang))
    head.font = Font(bold=True)
    if note := _note(column, lang):
        head.comment = Comment(note, say(lang, "shell.product"), height=130, width=320)
    if column.required:
        head.fill = PatternFill("solid", fgColor="DDEAF3")
    sheet.column_dimensions[letter].width = max(12, 2 * len(column.heading(lang)))
    sheet.column_dimensions[letter].number_format = "@"
    if column.allowed:
        words = ",".join(words[0] for words in column.allowed.values())
        choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        choice.error, choice.errorTitle = say(lang, "cli.template_choose", words=words), column.label[lang]
        choice.add(f"{letter}2:{letter}{ROWS}")
        sheet.add_data_validation(choice)
