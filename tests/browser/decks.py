"""A deck as a page gives it, and the figures of its ladder."""

import io

import pptx
from playwright.sync_api import Page
from pptx.presentation import Presentation


def take_deck(page: Page) -> tuple[str, Presentation]:
    """The file's name and its slides."""
    with page.expect_download() as taken:
        page.get_by_role("button", name="PPTX").click()
    with open(taken.value.path(), "rb") as file:
        return taken.value.suggested_filename, pptx.Presentation(io.BytesIO(file.read()))


def ladder_of(deck: Presentation) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Its first chart: how many hold each stage, and how many ever did, from PRE up."""
    chart = next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    current, cumulative, *_ = [tuple(series.values) for series in chart.plots[0].series]
    return current, cumulative
