"""A waterfall as stacked columns on an invisible base. The sheet's own formulas move it when a step is edited."""

from dataclasses import dataclass

from charts.slides import Numbers, SlideChart
from charts.theme import LIGHT
from reports.pptx_plan import LARGE, SMALL, Plan, number_format
from reports.pptx_series import NO_FILL, Cells, Drawn, Labels, edged, shape, solid
from reports.pptx_sheet import Column
from reports.pptx_words import Hand

_MANY = 9
_STEPS, _BASE, _UP, _DOWN, _TOTAL, _UP_BELOW, _DOWN_BELOW, _PLACE, _LEVEL = range(1, 10)  # the sheet's columns


@dataclass(frozen=True)
class _Step:
    """One column: from where to where it goes; a total goes from 0, a step that nobody knows goes nowhere."""

    value: float | None
    before: float
    after: float
    is_total: bool

    @property
    def base(self) -> float:
        """Where the column begins to be seen: of its two ends and 0 the one in the middle."""
        return sorted((self.before, self.after, 0.0))[1]

    @property
    def parts(self) -> tuple[float, float]:
        """How far it reaches above its base and below it: both only where it crosses 0."""
        low, high = sorted((self.before, self.after))
        return max(high, 0) - max(self.base, 0), min(low, 0) - min(self.base, 0)

    @property
    def crosses(self) -> bool:
        """Whether it is seen on both sides of 0."""
        return self.before * self.after < 0

    @property
    def is_deep(self) -> bool:
        """Whether it hangs below 0 whole, so that its label stands under it."""
        return max(self.before, self.after) <= 0 and min(self.before, self.after) < 0


def waterfall_plan(chart: SlideChart, room: tuple[float, float], hand: Hand) -> Plan:
    """The plan of a waterfall: its steps as they were given are the labels, by the cells that hold them."""
    series, size = chart.series[0], LARGE if len(chart.categories) < _MANY else SMALL
    steps, code = _steps(chart), number_format(chart.decimals)
    signed = f"+{code};-{code};{code}"
    bars = _bars(steps, chart, code, hand)
    words = tuple(_words(step, chart.decimals) for step in steps)
    places = tuple(None if step.value is None else _place(step) for step in steps)
    under = {at: "b" for at, step in enumerate(steps) if step.is_deep}
    labels = Labels("t", size, LIGHT.text, bold=True, elsewhere=under)
    name = hand.say("pptx.waterfall.place")
    cells = Cells(_STEPS, words)
    looks = shape("", edged(None))
    carrier = Drawn(len(bars), _PLACE, name, places, code, looks, labels=labels, label_cells=cells)
    columns = [Column(series.name, series.values, signed)]
    columns += _sheet_parts(steps, code, hand)
    return Plan(
        bars=tuple(bars),
        lines=(carrier,),
        columns=tuple(columns),
        grouping="stacked",
        gap=45,
        overlap=100,
        size=size,
        is_labelled=True,
        legend=False,
    )


def _steps(chart: SlideChart) -> list[_Step]:
    steps, level = [], 0.0
    for at, value in enumerate(chart.series[0].values):
        is_total = at in chart.totals
        before = 0.0 if is_total else level
        level = level if value is None else value if is_total else level + value
        steps.append(_Step(value, level if value is None else before, level, is_total))
    return steps


def _parts(steps: list[_Step]) -> dict[int, Numbers]:
    """The values of each column of the sheet from the base on."""

    def told(number, wanted) -> Numbers:
        return tuple(number(step) if step.value is not None and wanted(step) else None for step in steps)

    def is_up(step: _Step) -> bool:
        return not step.is_total and step.value >= 0

    def is_down(step: _Step) -> bool:
        return not step.is_total and step.value < 0

    def main(step: _Step) -> float:
        return step.parts[0] if step.crosses else sum(step.parts)

    return {
        _BASE: told(lambda step: step.base, lambda step: not step.is_total),
        _UP: told(main, is_up),
        _DOWN: told(main, is_down),
        _TOTAL: told(lambda step: step.value, lambda step: step.is_total),
        _UP_BELOW: told(lambda step: step.parts[1], lambda step: is_up(step) and step.crosses),
        _DOWN_BELOW: told(lambda step: step.parts[1], lambda step: is_down(step) and step.crosses),
        _PLACE: told(_place, lambda step: True),
        _LEVEL: told(lambda step: step.after, lambda step: True),
    }


def _place(step: _Step) -> float:
    return min(step.before, step.after) if step.is_deep else max(step.before, step.after)


def _bars(steps: list[_Step], chart: SlideChart, code: str, hand: Hand) -> list[Drawn]:
    up, down = LIGHT.stages[3], LIGHT.outside[1]
    colours = {_UP: up, _DOWN: down, _TOTAL: chart.series[0].colour, _UP_BELOW: up, _DOWN_BELOW: down}
    drawn, parts = [], _parts(steps)
    for column in (_BASE, *colours):
        if column in (_UP_BELOW, _DOWN_BELOW) and not any(parts[column]):
            continue  # nothing crosses 0
        colour = colours.get(column)
        looks = shape(solid(colour) if colour else NO_FILL, edged(chart.series[0].edge if column == _TOTAL else None))
        in_part = chart.in_part if colour else ()
        name = _name(column, hand)
        drawn.append(Drawn(len(drawn), column, name, parts[column], code, looks, colour or LIGHT.text, None, in_part))
    return drawn


def _name(column: int, hand: Hand) -> str:
    names = ("base", "up", "down", "total", "up_below", "down_below", "place", "level")
    return hand.say(f"pptx.waterfall.{names[column - _BASE]}")


def _words(step: _Step, decimals: int) -> str:
    if step.value is None:
        return ""
    shown = round(step.value, decimals) + 0.0  # no -0
    sign = "+" if shown > 0 and not step.is_total else ""
    return f"{sign}{shown:,.{decimals}f}"


def _sheet_parts(steps: list[_Step], code: str, hand: Hand) -> list[Column]:
    formulas = [_formulas(at, step) for at, step in enumerate(steps, start=2)]
    parts = _parts(steps)
    return [
        Column(_name(column, hand), parts[column], code, tuple(row[column] for row in formulas)) for column in parts
    ]


def _formulas(row: int, step: _Step) -> dict[int, str | None]:
    """What makes a row's cells from its step in B and the level before in J."""
    if step.is_total:
        level = {_TOTAL: f"=B{row}", _PLACE: f"=B{row}", _LEVEL: f"=B{row}"}
        return dict.fromkeys(range(_BASE, _LEVEL + 1)) | level
    before, after, base = (f"J{row - 1}" if row > 2 else "0"), f"J{row}", f"C{row}"
    above = f"MAX({before},{after},0)-MAX({base},0)"
    below = f"MIN({before},{after},0)-MIN({base},0)"
    crosses = f"{before}*{after}<0"
    main = f"{above}+IF({crosses},0,{below})"
    return {
        _BASE: f"=MEDIAN({before},{after},0)",
        _UP: f'=IF(B{row}>=0,{main},"")',
        _DOWN: f'=IF(B{row}<0,{main},"")',
        _TOTAL: None,
        _UP_BELOW: f'=IF(AND(B{row}>=0,{crosses}),{below},"")',
        _DOWN_BELOW: f'=IF(AND(B{row}<0,{crosses}),{below},"")',
        _PLACE: f"=IF(MAX({before},{after})<=0,MIN({before},{after}),MAX({before},{after}))",
        _LEVEL: f"={before}+B{row}",
    }
