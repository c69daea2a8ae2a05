"""Decks made and opened again, for tests."""

import io
from datetime import UTC, datetime

import openpyxl
import pptx

from reports.pptx import as_pptx

MADE_AT = datetime(2025, 1, 22, 9, tzinfo=UTC)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
LANGS = ["ko", "en"]


def made(slides, lang="ko", footer="바닥글"):
    return as_pptx(slides, "협의회", lang, footer, MADE_AT)


def opened(slides, lang="ko"):
    return pptx.Presentation(io.BytesIO(made(slides, lang)))


def chart_of(content, lang="ko"):
    slide = opened([content], lang).slides[0]
    return next(shape for shape in slide.shapes if shape.has_chart).chart


def sheet_of(chart):
    book = io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(book, data_only=True)["Sheet1"].rows]


def texts(shapes):
    return {shape.name: shape.text_frame.text for shape in shapes if shape.has_text_frame}
