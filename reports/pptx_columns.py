"""Columns side by side or stacked, bars, and dashed lines over them."""

import re
from dataclasses import dataclass, replace

from charts.slides import Series, SlideChart
from charts.theme import LIGHT, mix
from reports.pptx_plan import LARGE, SMALL, Plan, number_format, shown
from reports.pptx_series import NO_FILL, Drawn, Labels, edged, shape, solid
from reports.pptx_sheet import Column, letter
from reports.pptx_words import Hand, ems

_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_MANY = 9  # categories: from here the type is the smaller one
_LEGEND, _AXIS = 34, 30  # points of height
_NAMES = 0.25  # of the width of lying bars
_DASH = '<c:marker><c:symbol val="dash"/><c:size val="12"/><c:spPr>{fill}{line}</c:spPr></c:marker>'


@dataclass(frozen=True)
class _Form:
    """Which series stand as columns and which lead over them as lines; how the columns stand to each other."""

    solids: tuple[Series, ...]
    over: tuple[Series, ...]
    is_stacked: bool

    @property
    def is_overlaid(self) -> bool:
        """Whether a target is an outline around the only column."""
        return not self.is_stacked and [each.is_line for each in self.solids].count(False) == 1 < len(self.solids) < 3

    @property
    def is_summed(self) -> bool:
        """Whether a sum stands above the stacks: not where a part goes below 0."""
        return self.is_stacked and not any(value < 0 for each in self.solids for value in each.values if value)


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
    form, code = _form(chart), number_format(chart.decimals)
    made = _room(chart, form, room)
    is_labelled = _fits(chart, form, made)
    bars = [
        Drawn(
            *(at, at + 1, series.name, series.values, code, _bar_looks(series), series.colour, series.edge),
            in_part=() if series.is_line else chart.in_part,
            labels=_bar_labels(chart, series, form, made) if is_labelled else None,
        )
        for at, series in enumerate(form.solids)
    ]
    lines = [_line(at, series, code, form, made) for at, series in enumerate(form.over, start=len(bars))]
    columns = [Column(each.name, each.values, code) for each in (*bars, *lines)]
    if form.is_summed:
        lines.append(_sum(form.solids, len(columns), code, made, hand))
        columns.append(Column(lines[-1].name, lines[-1].values, code, _sum_formulas(form.solids)))
    return Plan(
        bars=tuple(bars),
        lines=tuple(lines),
        columns=tuple(columns),
        grouping="stacked" if form.is_stacked else "clustered",
        gap=made.gap,
        overlap=100 if form.is_stacked or form.is_overlaid else 0,
        size=made.size,
        is_labelled=is_labelled,
        legend=len(chart.series) > 1,
        unnamed=(len(columns) - 1,) if form.is_summed else (),
    )


def _form(chart: SlideChart) -> _Form:
    """A line leads from one time to the next; over anything else a target is an outline of its own."""
    solids = tuple(each for each in chart.series if not each.is_line)
    is_stacked = chart.shape == "stacked" and len(solids) > 1
    is_time = all(_YEAR.search(each) for each in chart.categories)
    if chart.shape == "bars" or not solids or not (is_time or is_stacked):
        return _Form(chart.series, (), is_stacked=False)
    return _Form(solids, tuple(each for each in chart.series if each.is_line), is_stacked)


def _room(chart: SlideChart, form: _Form, room: tuple[float, float]) -> _Room:
    lies, count = chart.shape == "bars", len(chart.categories)
    width, height = room[0], room[1] - (_LEGEND if len(chart.series) > 1 else 0)
    across, along = (height, width * (1 - _NAMES)) if lies else (width, height - _AXIS)
    each = across / count
    size = LARGE if count < _MANY else SMALL
    beside = 1 if form.is_stacked or form.is_overlaid else len(form.solids)
    gap = 50 if count > 5 else 90 if count > 2 else 240
    gap = gap // 2 if beside > 1 and count > 2 else gap
    thick = each / (beside + gap / 100)
    return _Room(size, gap, thick, each, along)


def _top(form: _Form) -> float:
    rows = zip(*(each.values for each in form.solids), strict=True)
    heights = ([abs(value) for value in row if value is not None] for row in rows)
    return max(((sum if form.is_stacked else max)(each) for each in heights if each), default=0) or 1


def _fits(chart: SlideChart, form: _Form, made: _Room) -> bool:
    """Whether each value can be written at its column without running into the next one's."""
    is_alone = len(form.solids) == 1 or form.is_overlaid
    if chart.shape == "bars":
        return made.slot >= made.size * 1.1 if is_alone else made.thick >= made.size * 0.9
    values = [value for series in form.solids for value in series.values if value is not None]
    widest = max((ems(shown(value, chart.decimals)) for value in values), default=0) * made.size
    return widest <= (made.slot * 0.94 if is_alone else made.thick * 1.02)


def _bar_labels(chart: SlideChart, series: Series, form: _Form, made: _Room) -> Labels:
    if series.is_line:
        return Labels("outEnd", made.size, LIGHT.muted)
    top, known = _top(form), [(at, value) for at, value in enumerate(series.values) if value is not None]
    tall = {at for at, value in known if abs(value) / top * made.length >= made.size * 1.35}
    looks = {"size": made.size, "colour": series.colour, "boxed": frozenset(set(chart.in_part) & tall)}
    if form.is_stacked:
        return Labels("ctr", points=frozenset(tall), **looks)
    if not form.over and not form.is_overlaid:
        return Labels("outEnd", **(looks | {"boxed": frozenset()}))
    # a line, or a target's end, may pass where the column ends: at its foot the value stands free
    short = {at: "outEnd" for at, _ in known if at not in tall}
    return Labels("inBase", elsewhere=short, **looks)


def _bar_looks(series: Series) -> str:
    if series.is_line:
        return shape(NO_FILL, edged(series.edge or series.colour, 1.75, "dash"))
    return shape(solid(series.colour), edged(series.edge, 1))


def _line(idx: int, series: Series, code: str, form: _Form, made: _Room) -> Drawn:
    """A dashed line, darker where it would be lost in columns of its own colour. A point alone is a short dash."""
    is_lost = any(each.colour == series.colour for each in form.solids)
    colour = mix(LIGHT.text, series.colour, 0.5) if is_lost else series.colour
    looks, values = shape("", edged(colour, 2.25, "dash")), (None, *series.values, None)
    around = zip(values, values[1:], values[2:], strict=False)
    is_apart = any(value is not None and before is after is None for before, value, after in around)
    labels = _line_labels(series, made)
    drawn = Drawn(idx, idx + 1, series.name, series.values, code, looks, colour, labels=labels)
    return replace(drawn, marker=_DASH.format(fill=solid(colour), line=edged(None))) if is_apart else drawn


def _line_labels(series: Series, made: _Room) -> Labels:
    """A line's value stands where it ends and before it changes."""
    values = (*series.values, None)
    points = frozenset(at for at, value in enumerate(series.values) if value is not None and value != values[at + 1])
    return Labels("t", made.size, LIGHT.muted, points=points, boxed=points)


def _sum(solids: tuple[Series, ...], idx: int, code: str, made: _Room, hand: Hand) -> Drawn:
    """The sum above each stack: a line that is not drawn, with labels. Unknown where a part of it is unknown."""
    rows = zip(*(each.values for each in solids), strict=True)
    sums = tuple(None if None in row else sum(row) for row in rows)
    labels = Labels("t", made.size, LIGHT.text, bold=True, boxed=frozenset(range(len(sums))))
    return Drawn(idx, idx + 1, hand.say("pptx.sum"), sums, code, shape("", edged(None)), labels=labels)


def _sum_formulas(solids: tuple[Series, ...]) -> tuple[str | None, ...]:
    last, rows = letter(len(solids)), zip(*(each.values for each in solids), strict=True)
    return tuple(None if None in row else f"=SUM(B{at}:{last}{at})" for at, row in enumerate(rows, start=2))
