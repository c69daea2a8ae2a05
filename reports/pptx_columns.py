"""Columns side by side or stacked, bars, and dashed lines over them."""

from dataclasses import dataclass

from charts.slides import Numbers, Series, SlideChart
from charts.theme import LIGHT
from reports.pptx_plan import LARGE, SMALL, Plan, number_format, shown
from reports.pptx_series import NO_FILL, Drawn, Labels, edged, shape, solid
from reports.pptx_sheet import Column, letter
from reports.pptx_words import Hand, ems

_MANY = 9  # categories: from here the type is the smaller one
_LEGEND, _AXIS = 34, 30  # points of height
_NAMES = 0.25  # of the width of lying bars
_DASH = '<c:marker><c:symbol val="dash"/><c:size val="12"/><c:spPr>{fill}{line}</c:spPr></c:marker>'


@dataclass(frozen=True)
class _Room:
    """What there is room for: the size of the type, the gap, and how many points a unit and a column take."""

    size: float
    gap: int
    thick: float  # of one column
    slot: float  # of all columns of a category
    length: float  # of the longest column


def column_plan(chart: SlideChart, room: tuple[float, float], hand: Hand) -> Plan:
    """The plan of a chart that is no waterfall."""
    solids = [each for each in chart.series if not each.is_line]
    over = [each for each in chart.series if each.is_line]
    if chart.shape == "bars" or not solids:
        solids, over = list(chart.series), []
    is_stacked = chart.shape == "stacked" and len(solids) > 1
    is_summed = is_stacked and min((v for each in solids for v in each.values if v is not None), default=0) >= 0
    made = _room(chart, solids, room, is_stacked)
    code = number_format(chart.decimals)
    top = _top(solids, is_stacked)
    is_labelled = _fits(chart, solids, made, is_stacked)
    bars, lines = [], []
    for at, series in enumerate([*solids, *over]):
        is_bar = at < len(solids)
        labels = _line_labels(series, made) if not is_bar else None
        if is_bar and is_labelled:
            labels = _bar_labels(chart, series, made, top, is_stacked, any(each.is_line for each in chart.series))
        looks, marker = (_bar_looks(series), "") if is_bar else _line_looks(series)
        in_part = chart.in_part if is_bar and not series.is_line else ()
        drawn = Drawn(at, at + 1, series.name, series.values, code, looks, series.colour, series.edge, in_part, labels)
        (bars if is_bar else lines).append(drawn if is_bar else _marked(drawn, marker))
    columns = [Column(each.name, each.values, code) for each in (*bars, *lines)]
    if is_summed:
        lines.append(_sum(solids, len(columns), code, made, hand))
        columns.append(Column(lines[-1].name, lines[-1].values, code, _sum_formulas(solids)))
    has_target = len(solids) > 1 and not is_stacked and any(each.is_line for each in solids)
    return Plan(
        bars=tuple(bars),
        lines=tuple(lines),
        columns=tuple(columns),
        grouping="stacked" if is_stacked else "clustered",
        gap=made.gap,
        overlap=100 if is_stacked or (has_target and len(solids) == 2) else 0,
        size=made.size,
        is_labelled=is_labelled,
        legend=len(chart.series) > 1,
        unnamed=(len(columns) - 1,) if is_summed else (),
    )


def _room(chart: SlideChart, solids: list[Series], room: tuple[float, float], is_stacked: bool) -> _Room:
    lies, count = chart.shape == "bars", len(chart.categories)
    width, height = room[0], room[1] - (_LEGEND if len(chart.series) > 1 else 0)
    across, along = (height, width * (1 - _NAMES)) if lies else (width, height - _AXIS)
    each = across / count
    size = LARGE if count < _MANY else SMALL
    beside = 1 if is_stacked else len(solids)
    gap = 50 if count > 5 else 90 if count > 2 else 240
    gap = gap // 2 if beside > 1 and count > 2 else gap
    thick = each / (beside + gap / 100)
    return _Room(size, gap, thick, each, along)


def _top(solids: list[Series], is_stacked: bool) -> float:
    rows = zip(*(each.values for each in solids), strict=True)
    heights = [sum(abs(v) for v in row if v is not None) if is_stacked else _largest(row) for row in rows]
    return max(heights, default=0) or 1


def _largest(row: Numbers) -> float:
    return max((abs(value) for value in row if value is not None), default=0)


def _fits(chart: SlideChart, solids: list[Series], made: _Room, is_stacked: bool) -> bool:
    """Whether each value can be written at its column without running into the next one's."""
    if chart.shape == "bars":
        return made.slot >= made.size * 1.1 if len(solids) == 1 else made.thick >= made.size * 0.9
    values = [value for series in solids for value in series.values if value is not None]
    widest = max((ems(shown(value, chart.decimals)) for value in values), default=0) * made.size
    alone = is_stacked or len(solids) == 1
    return widest <= (made.slot * 0.94 if alone and not is_stacked else made.thick * 1.02)


def _bar_labels(
    chart: SlideChart, series: Series, made: _Room, top: float, is_stacked: bool, has_lines: bool
) -> Labels | None:
    values = list(enumerate(series.values))
    tall = {at for at, value in values if value is not None and abs(value) / top * made.length >= made.size * 1.35}
    looks = {"size": made.size, "colour": series.colour}
    if is_stacked:
        return Labels("ctr", points=frozenset(tall), boxed=frozenset(set(chart.in_part) & tall), **looks)
    if series.is_line:  # a target around bars, as an outline
        return Labels("outEnd", made.size, LIGHT.muted)
    if not has_lines:
        return Labels("outEnd", **looks)
    # a line, or a target's end, may pass where the column ends: at its foot the value stands free
    short = {at: "outEnd" for at, _ in values if at not in tall}
    return Labels("inBase", elsewhere=short, boxed=frozenset(set(chart.in_part) & tall), **looks)


def _bar_looks(series: Series) -> str:
    if series.is_line:
        return shape(NO_FILL, edged(series.edge or series.colour, 1.75, "dash"))
    return shape(solid(series.colour), edged(series.edge, 1))


def _line_looks(series: Series) -> tuple[str, str]:
    values = (None, *series.values, None)
    apart = [
        at for at in range(1, len(values) - 1) if values[at] is not None and values[at - 1] is values[at + 1] is None
    ]
    marker = _DASH.format(fill=solid(series.colour), line=edged(None)) if apart else ""
    return shape("", edged(series.colour, 2.25, "dash")), marker


def _marked(drawn: Drawn, marker: str) -> Drawn:
    return Drawn(**{**vars(drawn), "marker": marker}) if marker else drawn


def _line_labels(series: Series, made: _Room) -> Labels:
    """A line's value stands where it ends and before it changes."""
    values = (*series.values, None)
    points = frozenset(at for at, value in enumerate(series.values) if value is not None and value != values[at + 1])
    return Labels("t", made.size, LIGHT.muted, points=points, boxed=points)


def _sum(solids: list[Series], idx: int, code: str, made: _Room, hand: Hand) -> Drawn:
    """The sum above each stack: a line that is not drawn, with labels. Unknown where a part of it is unknown."""
    rows = zip(*(each.values for each in solids), strict=True)
    sums = tuple(None if None in row else sum(row) for row in rows)
    labels = Labels("t", made.size, LIGHT.text, bold=True, boxed=frozenset(range(len(sums))))
    return Drawn(idx, idx + 1, hand.say("pptx.sum"), sums, code, shape("", edged(None)), labels=labels)


def _sum_formulas(solids: list[Series]) -> tuple[str | None, ...]:
    last, rows = letter(len(solids)), zip(*(each.values for each in solids), strict=True)
    return tuple(None if None in row else f"=SUM(B{at}:{last}{at})" for at, row in enumerate(rows, start=2))
