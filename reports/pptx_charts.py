"""A slide's chart as a native one: chart XML over a workbook that holds its numbers, both editable in Office."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from charts.slides import SlideChart
from charts.theme import LIGHT
from reports.pptx_columns import column_plan
from reports.pptx_plan import Plan, number_format
from reports.pptx_series import NO_FILL, Drawn, bar_series, edged, line_series, shape
from reports.pptx_sheet import sheet_bytes
from reports.pptx_waterfall import waterfall_plan
from reports.pptx_words import Hand, chart_type, ems

_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222
_LEVEL = ' rot="0" vert="horz"'


@dataclass(frozen=True)
class NativeChart:
    """The chart part's XML and the workbook beside it."""

    xml: str
    workbook: bytes


def native_chart(chart: SlideChart, room: tuple[float, float], hand: Hand, made_at: datetime) -> NativeChart:
    """The chart for a place of this width and height in points."""
    plan = (waterfall_plan if chart.shape == "waterfall" else column_plan)(chart, room, hand)
    drawing = _plot(plan, chart, hand) + _axes(plan, chart, room, hand)
    xml = (
        f'<c:chartSpace {_SPACES}><c:date1904 val="0"/><c:lang val="{hand.tag}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{drawing}{shape(NO_FILL, edged(None))}'
        f'</c:plotArea>{_legend(plan, hand)}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{shape(NO_FILL, edged(None))}{chart_type(hand, plan.size)}</c:chartSpace>"
    )
    return NativeChart(xml, sheet_bytes(chart.categories, plan.columns, hand.face, made_at))


def is_drawable(chart: SlideChart | None) -> bool:
    """Whether a chart has anything to show."""
    if chart is None or not chart.categories:
        return False
    return any(value is not None for series in chart.series for value in series.values)


def _plot(plan: Plan, chart: SlideChart, hand: Hand) -> str:
    ids = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    bars = "".join(bar_series(each, chart.categories, hand) for each in plan.bars)
    lying = "bar" if chart.shape == "bars" else "col"
    drawn = (
        f'<c:barChart><c:barDir val="{lying}"/><c:grouping val="{plan.grouping}"/><c:varyColors val="0"/>{bars}'
        f'<c:gapWidth val="{plan.gap}"/><c:overlap val="{plan.overlap}"/>{ids}</c:barChart>'
    )
    if plan.lines:
        lines = "".join(line_series(each, chart.categories, hand) for each in plan.lines)
        drawn += (
            f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}'
            f'<c:marker val="1"/>{ids}</c:lineChart>'
        )
    return drawn


def _axes(plan: Plan, chart: SlideChart, room: tuple[float, float], hand: Hand) -> str:
    lies = chart.shape == "bars"
    low, high = _extent([*plan.bars, *plan.lines])
    turned = "maxMin" if lies else "minMax"
    zero = shape(NO_FILL, edged(LIGHT.benchmark, 1))
    every = 1 if lies else _skip(chart.categories, room[0], plan.size)
    skip = "" if lies else f'<c:tickLblSkip val="{every}"/>'
    category = (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{turned}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lies else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"{zero}{chart_type(hand, plan.size, turn=_LEVEL if every == 1 else '')}"
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/>{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    ground = '<c:min val="0"/>' if low >= 0 else '<c:max val="0"/>' if high <= 0 else ""
    grid = "" if plan.is_labelled else f"<c:majorGridlines>{shape('', edged(LIGHT.line, 0.75))}</c:majorGridlines>"
    pale = chart_type(hand, plan.size, colour=LIGHT.muted)
    value = (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{ground}</c:scaling>'
        f'<c:delete val="{int(plan.is_labelled)}"/><c:axPos val="{"t" if lies else "l"}"/>{grid}'
        f'<c:numFmt formatCode="{number_format(chart.decimals)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"{shape(NO_FILL, edged(None))}{pale}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )
    return category + value


def _extent(drawn: Sequence[Drawn]) -> tuple[float, float]:
    values = [value for each in drawn for value in each.values if value is not None]
    return (min(values), max(values)) if values else (0, 0)


def _skip(categories: tuple[str, ...], width: float, size: float) -> int:
    """Every how manieth category is named: all of them while their names have room on one or two lines."""
    room = width * 0.94 / len(categories) / size
    longest = max((max(map(ems, category.split()), default=0) for category in categories), default=0)
    return max(1, math.ceil(longest / room)) if longest > room else 1


def _legend(plan: Plan, hand: Hand) -> str:
    if not plan.legend:
        return ""
    hidden = "".join(f'<c:legendEntry><c:idx val="{at}"/><c:delete val="1"/></c:legendEntry>' for at in plan.unnamed)
    return (
        f'<c:legend><c:legendPos val="t"/>{hidden}<c:overlay val="0"/>{shape(NO_FILL, edged(None))}'
        f"{chart_type(hand, plan.size)}</c:legend>"
    )
