"""Where a hostile word would act: in what a page is sent, in a table, a deck and a page on paper."""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator

import openpyxl
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from lxml import etree

from tests.web.wire import Line

# of markdown that would act; escaped, a sign has a backslash before it
IN_TEXT = re.compile(
    r"\]\(http|:red\[|:blue-background\[|:material/delete:|\$x\^2|\*\*굵게|\*굵게\* @|`원문`"
    r"|(?<!\\)(<img|<script|<b>|<a href|<label>|<!--|&lt;img|&#60;|&evil;)"
)
IN_HTML = re.compile(r"<img|<script>window|<b>굵게|<a href='http|<a:hlink|<label>|<!-- |&evil;|&#60;i")
IN_CHARTS = re.compile(r"<img|<script|<b>굵게|<a href|<extra>%|<label>|<!--|&evil;")
# fields that the browser shows as they are, or not at all
PLAIN = ("id", "options", "value", "raw_value", "raw_values", "placeholder", "code_text", "alt", "config", "columns",
         "query_param_key", "url", "icon", "default", "key", "styles", "page")  # fmt: skip
OWN = re.compile(r"=(SUM\()?[A-Z]+[0-9]+(:[A-Z]+[0-9]+)?\)?")  # sums of a waterfall in the sheet behind its chart
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
LEADS_OUT = b'TargetMode="External"'
IN_PDF = (b"/URI", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/GoToR")
SIGNS_ON_PAPER = frozenset("#$*@\\`<>[]!=")  # gone where typst took them for markup


def strings(message: Message) -> Iterator[tuple[str, str]]:
    """Every text of a message with the name of its field."""
    for field, value in message.ListFields():
        many = value if field.is_repeated and not hasattr(value, "items") else [value]
        for each in many:
            if field.type == FieldDescriptor.TYPE_STRING:
                yield field.name, each
            elif isinstance(each, Message):
                yield from strings(each)


def texts_of(drawn: object) -> Iterator[str]:
    """Every text of a chart."""
    if isinstance(drawn, str):
        yield drawn
    elif isinstance(drawn, dict | list):
        for each in drawn.values() if isinstance(drawn, dict) else drawn:
            yield from texts_of(each)


def drawn_in(chart: dict) -> Iterator[str]:
    """Texts of a chart that Plotly draws: not the codes by which a selection or a trace is known."""
    layout = chart["layout"]
    shows = layout.get("template", {}).get("layout", {}) | layout
    for trace in chart["data"]:
        asked = " ".join(texts_of([each for name, each in trace.items() if name.endswith("template")]))
        is_told = shows.get("showlegend", True) and trace.get("showlegend", True)
        is_hovered = trace.get("hoverinfo") not in ("skip", "none") and "<extra></extra>" not in asked
        unseen = {"name": is_told or is_hovered, "customdata": "{customdata" in asked}
        unseen |= {letter: not _is_named(layout, trace, letter) for letter in "xy"}
        yield from texts_of({name: each for name, each in trace.items() if unseen.get(name, True)})
    for name, part in layout.items():
        codes = ("tickvals", "categoryarray") if "axis" in name else ()
        yield from texts_of({key: each for key, each in part.items() if key not in codes} if codes else part)


def _is_named(layout: dict, trace: dict, letter: str) -> bool:
    """Whether the axis of a trace writes its own words at the ticks, or none."""
    axis = layout.get(f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}", {})
    return "ticktext" in axis or axis.get("showticklabels") is False or axis.get("visible") is False


def what_acts(line: Line) -> list[str]:
    """Texts that arrived where they would act: as markdown, in our HTML, in a chart."""
    found = []
    for message in line.deltas:
        is_html = message.new_element.WhichOneof("type") == "html"
        for name, text in strings(message):
            if is_html and name == "body":
                found += _near("html", text, IN_HTML)
            elif name == "spec":
                found += [told for each in drawn_in(json.loads(text)) for told in _near("chart", each, IN_CHARTS)]
            elif name not in PLAIN:
                found += _near(name, text, IN_TEXT)
    return found


def _near(place: str, text: str, marks: re.Pattern) -> list[str]:
    return [f"{place}: {text[max(0, each.start() - 60) : each.start() + 60]}" for each in marks.finditer(text)]


def acting_cells(file: bytes) -> list[str]:
    """Cells of a workbook or a CSV that a spreadsheet would run, or that lead elsewhere."""
    if file.startswith(b"PK"):
        cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(file)).worksheets for row in sheet for cell in row]
        return [str(cell.value) for cell in cells if cell.data_type == "f" or cell.hyperlink]
    rows = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    return [cell for row in rows for cell in row if cell.startswith(FORMULAS) and not _is_number(cell)]


def acting_parts(deck: bytes) -> list[str]:
    """Parts of a PPTX that lead out, hold a link or a formula, or are no XML."""
    found = []
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith(".xlsx"):
                found += [f"{name}: {cell}" for cell in acting_cells(part) if not OWN.fullmatch(cell)]
            elif name.endswith((".xml", ".rels")):
                tags = {etree.QName(each).localname for each in etree.fromstring(part).iter(etree.Element)}
                found += [f"{name}: {tag}" for tag in tags & {"hlinkClick", "hlinkHover", "hlinkMouseOver"}]
                found += [name] if LEADS_OUT in part else []
            elif not name.endswith((".png", ".jpeg")):
                found.append(name)
    return found


def words_of(deck: bytes) -> str:
    """Every text on the slides of a PPTX and in its notes."""
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        parts = [name for name in package.namelist() if re.match(r"ppt/(slides|notesSlides)/[^/]*\.xml$", name)]
        texts = [etree.fromstring(package.read(name)).itertext() for name in parts]
    return "\n".join(text for part in texts for text in part)


def acting_on_paper(brief: bytes) -> list[str]:
    """What leads out of a PDF, and signs of the words that are not drawn in it."""
    whole = b"\n".join([brief, *_inflated(brief)])
    shown = {chr(int(code[-4:], 16)) for code in re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", whole)}
    return [mark.decode() for mark in IN_PDF if mark in whole] + sorted(SIGNS_ON_PAPER - shown)


def _inflated(file: bytes) -> Iterator[bytes]:
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue  # a picture


def _is_number(cell: str) -> bool:
    try:
        return bool(float(cell)) or True
    except ValueError:
        return False
