"""The one look of all figures: inks for a light and a dark page, one template, the parts that figures share.

Colours are VISUAL.md's: change them here and in .streamlit/config.toml, nowhere else. Backgrounds are
transparent, so a figure stands on whatever page it is put on; `dark` chooses inks that read there.
"""

from dataclasses import dataclass
from html import escape

import plotly.graph_objects as go

from texts import has, say, show_number

FONT = "Pretendard, 'Noto Sans KR', 'Apple SD Gothic Neo', 'Malgun Gothic', sans-serif"
STAGES = ("pre", "flagship", "star", "global", "wc300")
OUTSIDE = ("none", "left", "closed", "unknown")


@dataclass(frozen=True)
class Ink:
    """The colours of one kind of page."""

    background: str
    surface: str
    line: str
    text: str
    muted: str
    stages: tuple[str, ...]
    outside: tuple[str, ...]
    benchmark: str
    met: str
    watch: str
    missed: str


LIGHT = Ink(
    background="#FFFFFF",
    surface="#F6F8FA",
    line="#E1E6EB",
    text="#1B2530",
    muted="#566270",
    stages=("#B8DDB0", "#6FC1B4", "#2F9DBB", "#2A6FAE", "#26357F"),
    outside=("#E1E6EB", "#B6C0CA", "#7A8794", "#CBD3DA"),
    benchmark="#7A8794",
    met="#1F6FB2",
    watch="#8F5500",
    missed="#A3262A",
)
DARK = Ink(
    background="#12171D",
    surface="#1B222A",
    line="#2D3742",
    text="#E7ECF1",
    muted="#9AA7B4",
    stages=("#CDEBC6", "#8AD6C9", "#4FB8D4", "#4C90D0", "#6674C9"),
    outside=("#2D3742", "#4A5764", "#76838F", "#3A4652"),
    benchmark="#9AA7B4",
    met="#6A9FCC",
    watch="#B48E55",
    missed="#C26E71",
)


def ink(dark: bool) -> Ink:
    """The inks for a dark or a light page."""
    return DARK if dark else LIGHT


def stage_colour(stage_code: str, dark: bool) -> str:
    """A stage's own colour; grey for what is no stage or a stage this palette does not know."""
    inks = ink(dark)
    if stage_code in STAGES:
        return inks.stages[STAGES.index(stage_code)]
    return inks.outside[OUTSIDE.index(stage_code)] if stage_code in OUTSIDE else inks.benchmark


def stage_edge(stage_code: str, dark: bool) -> str:
    """The outline of a stage's shape: the next darker step, so that pale ones keep their edge."""
    inks = ink(dark)
    if stage_code not in STAGES:
        return inks.benchmark
    return inks.stages[min(STAGES.index(stage_code) + 1, len(STAGES) - 1)]


def stage_name(lang: str, stage_code: str) -> str:
    """What readers call a stage or what stands beside the stages (none, left, closed, unknown)."""
    return label(lang, "stage", stage_code)


def label(lang: str, table: str, code: str) -> str:
    """The words for a code, else the code itself: a new reference row shows before its words are written."""
    key = f"{table}.{code}"
    return safe(say(lang, key) if has(lang, key) else str(code))


def safe(text: str) -> str:
    """Text that Plotly cannot take for markup: a firm's name may hold anything."""
    return escape(str(text), quote=False)


def firms(lang: str, count: float) -> str:
    """A count of firms with its unit."""
    return show_number(lang, count, "firms")


def blank_figure(height: int, dark: bool) -> go.Figure:
    """A figure with the shared template and nothing drawn on it yet."""
    return go.Figure(layout={"template": _TEMPLATES[dark], "height": height})


def empty_figure(lang: str, height: int, dark: bool) -> go.Figure:
    """What stands where there is nothing to draw: one muted sentence, the figure's final size."""
    figure = blank_figure(height, dark)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=say(lang, "chart.empty"),
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        font={"size": 14, "color": ink(dark).muted},
    )
    return figure


def _template(inks: Ink) -> go.layout.Template:
    axis = {
        "fixedrange": True,  # a figure that zooms under the thumb stops the page from scrolling
        "automargin": True,
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 6,
        "tickfont": {"color": inks.muted, "size": 13},
        "zeroline": False,
    }
    layout = {
        "font": {"family": FONT, "size": 13, "color": inks.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 4, "r": 4, "t": 8, "b": 8},
        "colorway": list(inks.stages),
        "showlegend": False,
        "dragmode": False,
        "separators": ".,",
        "hoverlabel": {
            "bgcolor": inks.surface,
            "bordercolor": inks.line,
            "font": {"family": FONT, "size": 13, "color": inks.text},
            "align": "left",
        },
        "xaxis": {**axis, "showgrid": False},
        "yaxis": {**axis, "gridcolor": inks.line, "gridwidth": 1},
        "annotationdefaults": {"showarrow": False, "font": {"size": 13, "color": inks.text}},
        "uniformtext": {"mode": "hide", "minsize": 10},
    }
    return go.layout.Template(layout=layout)


_TEMPLATES = {dark: _template(ink(dark)) for dark in (False, True)}
