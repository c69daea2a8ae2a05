"""A series of a chart on a slide, as chart XML: its cells, its colours, its labels."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from charts.slides import Numbers
from charts.theme import LIGHT, Look, readable_on
from reports.pptx_sheet import head, span
from reports.pptx_words import Hand, chart_type, written

NO_FILL = "<a:noFill/>"
_PT = 12700
_SHOWN = {"showLegendKey": 0, "showVal": 1, "showCatName": 0, "showSerName": 0, "showPercent": 0, "showBubbleSize": 0}


@dataclass(frozen=True)
class Labels:
    """Which points bear their value and where; `boxed` points stand on hatching and get a ground of their own."""

    place: str  # outEnd, inEnd, ctr, t …
    size: float
    colour: str = LIGHT.text
    bold: bool = False
    points: frozenset[int] | None = None  # None: all
    elsewhere: dict[int, str] = field(default_factory=dict)  # another place for a point
    boxed: frozenset[int] = frozenset()


def solid(colour: str) -> str:
    """A flat fill."""
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'


def hatched(colour: str) -> str:
    """Slanted lines on white: a part of the time is missing."""
    ground = f'<a:bgClr><a:srgbClr val="{LIGHT.background[1:]}"/></a:bgClr>'
    return f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{colour[1:]}"/></a:fgClr>{ground}</a:pattFill>'


def edged(colour: str | None, width: float = 1, dash: str = "solid") -> str:
    """A line around a shape, or none."""
    if colour is None:
        return f"<a:ln>{NO_FILL}</a:ln>"
    return f'<a:ln w="{round(width * _PT)}" cap="flat">{solid(colour)}<a:prstDash val="{dash}"/></a:ln>'


def shape(fill: str, line: str) -> str:
    """How a shape of a chart is filled and outlined."""
    return f"<c:spPr>{fill}{line}</c:spPr>"


@dataclass(frozen=True)
class Drawn:
    """A series with its place among the series (idx) and in the sheet (column), and how it looks."""

    idx: int
    column: int
    name: str
    values: Numbers
    number_format: str
    looks: str
    colour: str = LIGHT.text
    edge: str | None = None
    in_part: tuple[int, ...] = ()
    labels: Labels | None = None
    marker: str = '<c:marker><c:symbol val="none"/></c:marker>'
    label_cells: "Cells | None" = None


@dataclass(frozen=True)
class Cells:
    """Cells whose words are the labels of a series."""

    column: int
    words: tuple[str, ...]


def bar_series(drawn: Drawn, categories: tuple[str, ...], hand: Hand) -> str:
    """Columns or bars."""
    parts = "".join(
        f'<c:dPt><c:idx val="{at}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{shape(hatched(drawn.edge or drawn.colour), edged(drawn.edge or drawn.colour))}</c:dPt>"
        for at in drawn.in_part
        if drawn.values[at] is not None
    )
    return (
        f'<c:ser>{_named(drawn)}{drawn.looks}<c:invertIfNegative val="0"/>{parts}{_labels(drawn, hand)}'
        f"{_cells(drawn, categories)}</c:ser>"
    )


def line_series(drawn: Drawn, categories: tuple[str, ...], hand: Hand) -> str:
    """A line."""
    return (
        f"<c:ser>{_named(drawn)}{drawn.looks}{drawn.marker}{_labels(drawn, hand)}"
        f'{_cells(drawn, categories)}<c:smooth val="0"/>{_label_range(drawn)}</c:ser>'
    )


def _named(drawn: Drawn) -> str:
    told = f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{written(drawn.name)}</c:v></c:pt>'
    source = f"<c:strRef><c:f>{head(drawn.column)}</c:f><c:strCache>{told}</c:strCache></c:strRef>"
    return f'<c:idx val="{drawn.idx}"/><c:order val="{drawn.idx}"/><c:tx>{source}</c:tx>'


def _cells(drawn: Drawn, categories: tuple[str, ...]) -> str:
    rows = len(categories)
    names = _points(written(each) for each in categories)
    numbers = _points(None if value is None else f"{value:.15g}" for value in drawn.values)
    told = f"<c:formatCode>{written(drawn.number_format)}</c:formatCode>" + numbers
    return (
        f"<c:cat><c:strRef><c:f>{span(0, rows)}</c:f><c:strCache>{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{span(drawn.column, rows)}</c:f><c:numCache>{told}</c:numCache></c:numRef></c:val>"
    )


def _points(values: Iterable[str | None]) -> str:
    """A cache of points; one that nobody knows is left out, which leaves a gap."""
    held = list(values)
    points = (f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(held) if value is not None)
    return f'<c:ptCount val="{len(held)}"/>' + "".join(points)


def _labels(drawn: Drawn, hand: Hand) -> str:
    labels = drawn.labels
    if labels is None:
        return f"<c:dLbls>{_shown(0)}</c:dLbls>"
    known = [at for at, value in enumerate(drawn.values) if value is not None]
    points = "".join(_point_label(at, drawn, hand) for at in known)
    looks = _label_looks(drawn, hand, labels.place)
    range_ = '<c15:showDataLabelsRange val="1"/>' if drawn.label_cells else ""
    return f"<c:dLbls>{points}{looks}{_shown(0 if drawn.label_cells else 1)}{_extension(range_)}</c:dLbls>"


def _point_label(at: int, drawn: Drawn, hand: Hand) -> str:
    labels = drawn.labels
    if labels.points is not None and at not in labels.points:
        return f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
    place = labels.elsewhere.get(at, labels.place)
    if drawn.label_cells:
        looks = _label_looks(drawn, hand, place)
        field_ = _cell_field(at, drawn, hand)
        asked = '<c15:dlblFieldTable/><c15:showDataLabelsRange val="1"/>'
        return f'<c:dLbl><c:idx val="{at}"/>{field_}{looks}{_shown(0)}{_extension(asked)}</c:dLbl>'
    if place == labels.place and at not in labels.boxed:
        return ""
    looks = _label_looks(drawn, hand, place, boxed=at in labels.boxed)
    return f'<c:dLbl><c:idx val="{at}"/>{looks}{_shown(1)}</c:dLbl>'


def _label_looks(drawn: Drawn, hand: Hand, place: str, *, boxed: bool = False) -> str:
    labels = drawn.labels
    ground = solid(LIGHT.background) if boxed else NO_FILL
    inside = place in {"inEnd", "ctr", "inBase"} and not boxed
    ink = readable_on(labels.colour, Look(hand.lang)) if inside else LIGHT.text
    ink = labels.colour if place in {"t", "b", "r"} else ink
    return (
        f'<c:numFmt formatCode="{written(drawn.number_format)}" sourceLinked="0"/>{shape(ground, edged(None))}'
        f'{chart_type(hand, labels.size, bold=labels.bold, colour=ink)}<c:dLblPos val="{place}"/>'
    )


def _shown(value: int) -> str:
    return "".join(f'<c:{name} val="{on and value}"/>' for name, on in _SHOWN.items())


def _cell_field(at: int, drawn: Drawn, hand: Hand) -> str:
    """A field that shows a cell; programs that do not know it show these words."""
    type_ = chart_type(hand, drawn.labels.size, bold=drawn.labels.bold, colour=drawn.labels.colour)
    looks = type_[type_.index("<a:defRPr") : type_.index("</a:pPr>")].replace("a:defRPr", "a:rPr")
    words = written(drawn.label_cells.words[at])
    field_ = f'<a:fld id="{{{_GUID}{at:012X}}}" type="CELLRANGE">{looks}<a:pPr/><a:t>{words}</a:t></a:fld>'
    return f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>{field_}</a:p></c:rich></c:tx>"


_GUID = "7B1D0C52-2A63-4F0B-9C0E-"  # and the point's number
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"


def _extension(content: str, uri: str = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}") -> str:
    if not content:
        return ""
    return f'<c:extLst><c:ext uri="{uri}" xmlns:c15="{_C15}">{content}</c:ext></c:extLst>'


def _label_range(drawn: Drawn) -> str:
    if drawn.label_cells is None:
        return ""
    words = drawn.label_cells.words
    cache = _points(written(each) or None for each in words)
    cells = (
        f"<c15:f>{span(drawn.label_cells.column, len(words))}</c15:f><c15:dlblRangeCache>{cache}</c15:dlblRangeCache>"
    )
    return _extension(f"<c15:datalabelsRange>{cells}</c15:datalabelsRange>", "{02D57815-91ED-43cb-92C2-25804820EDAC}")
