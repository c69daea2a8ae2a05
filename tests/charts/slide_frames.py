"""Charts of slides by hand: one of each shape."""

from charts.slide_figures import slide_figure
from charts.slide_lying import lying_bars
from charts.slides import Series, SlideChart

YEARS = ("2022", "2023", "2024", "2025 (9월까지)")
COLUMNS = SlideChart(
    "columns",
    YEARS,
    (
        Series("수출", (120.0, None, 141.25, 98.5), "#B5472B"),
        Series("목표", (100, 100, 150, 150), "#7A8794", is_line=True),
    ),
    decimals=1,
    in_part=(3,),
)
STACKED = SlideChart(
    "stacked",
    YEARS[:3],
    (
        Series("PRE", (20, 19, 18), "#B8DDB0", "#6FC1B4"),
        Series("명품강소기업", (100, None, 96), "#6FC1B4"),
        Series("스타기업", (0, 1, 15), "#2F9DBB"),
    ),
)
WATERFALL = SlideChart(
    "waterfall", ("연초", "신규", "이탈", "연말"), (Series("기업", (97, 10, -7, 100), "#6FC1B4"),), totals=(0, 3)
)
BARS = SlideChart(
    "bars",
    ("미국", "베트남", "기타 시장(23개국)"),
    (Series("수출", (62.1, 41.3, None), "#B5472B"), Series("목표", (50, 50, 50), "#7A8794", is_line=True)),
    decimals=1,
)
DRAWN_SLIDES = {slide_figure: (STACKED,), lying_bars: (BARS,)}
