"""Why no table of a file was understood: nothing in it, a heading that is missing, or headings that nobody knows."""

from etl.contract import Contract, contracts
from etl.findings import Finding, error
from etl.headers import header_key
from etl.layouts import Layout
from etl.sheet import HEADER_WITHIN, Sheet
from etl.units import split_unit


def no_header(sheets: list[Sheet], wanted: Contract | None, layout: Layout | None) -> Finding:
    """Why no sheet fits: the kind of file or the layout that was asked for, or any."""
    if not any(any(cell.strip() for cell in row) for sheet in sheets for row in sheet.rows):
        return error("file_empty")
    cells = (cell for sheet in sheets for row in sheet.rows[:HEADER_WITHIN] for cell in row)
    headings = {header_key(split_unit(cell)[0]) for cell in cells}
    if layout:
        lacking = [heading[0] for heading in layout.columns.values()
                   if not headings & {header_key(word) for word in heading}]  # fmt: skip
        return error("layout_misfit", layout=layout.name, columns=", ".join(lacking))
    wanted = wanted or lacks_its_period(headings)
    if not wanted:
        return error("source_unknown")
    return columns_missing(wanted, headings)


def columns_missing(wanted: Contract, headings: set[str]) -> Finding:
    """The columns that must be there and are not among these headings."""
    lacking = [column.label["ko"] for column in wanted.columns
               if column.required and not headings & {header_key(name) for name in column.headers}]  # fmt: skip
    return error("columns_missing", columns=", ".join(lacking), source=wanted.name)


def lacks_its_period(headings: set[str], more_than: int = 0) -> Contract | None:
    """The one kind of file of which everything is there but the period, in more than so many columns: a person can say
    that."""
    found: dict[int, list[Contract]] = {}
    for each in filter(lambda it: it.period, contracts().values()):
        there = [column for column in each.columns if headings & {header_key(name) for name in column.headers}]
        names = {column.name for column in there}
        must = {column.name for column in each.columns if column.required} - {each.period}
        if must <= names and each.period not in names and any(column.measures for column in there):
            found.setdefault(len(there), []).append(each)
    most = max(found, default=0)
    return found[most][0] if most > more_than and len(found[most]) == 1 else None
