"""The appendix of a deck: every table behind every slide, whole, with its unit and source, as a workbook."""

from reports.asking import title_of
from reports.draft import Draft, slides_of
from texts import say
from texts.sheets import Sheet, as_workbook


def as_appendix(draft: Draft, lang: str) -> bytes:
    """XLSX: a sheet a table, in the order of the slides; money whole, codes as names, no live formula."""
    sheets = []
    for number, (slide, content) in enumerate(zip(draft.slides, slides_of(draft, lang), strict=True), start=1):
        for place, (name, table) in enumerate(slide.tables.items()):
            title = f"{number:02d} {say(lang, f'slide.{slide.kind}.name')}" + (f" {place + 1}" if place else "")
            whole = say(lang, "slide.appendix.whole", metric=name)
            lines = (content.message, content.about, whole, content.source)
            sheets.append(Sheet(title, tuple(line for line in lines if line), table))
    return as_workbook(sheets, lang, title_of(draft.about, lang), draft.names[lang])
