"""The one look of all figures: inks for a light and a dark page, one template, the parts that figures share.

Colours are VISUAL.md's: change them here and in .streamlit/config.toml, nowhere else. Backgrounds are
transparent, so a figure stands on whatever page it is put on; `dark` chooses inks that read there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

import plotly.graph_objects as go

from charts.draw import Trace
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
    exports: str
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
    outside=("#CBD3DA", "#A3AFBA", "#7A8794", "#B6C0CA"),
    exports="#B5472B",
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
    outside=("#556270", "#7B8794", "#9AA7B4", "#6A7683"),
    exports="#E0785C",
    benchmark="#9AA7B4",
    met="#6A9FCC",
    watch="#B48E55",
    missed="#C26E71",
)


@dataclass(frozen=True)
class Look:
    """For whom a figure is drawn: the language, the page's ground, the names of reference rows by kind and code."""

    lang: str
    dark: bool = False
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def ink(self) -> Ink:
        """The colours that read on this page."""
        return DARK if self.dark else LIGHT

    def say(self, key: str, **params: object) -> str:
        """The sentence under this key."""
        return say(self.lang, key, **params)

    def number(self, value: float | None, unit: str | None = None, *, signed: bool = False) -> str:
        """A number as this language writes it."""
        return show_number(self.lang, value, unit, signed=signed)

    def firms(self, count: float | None) -> str:
        """A count of firms with its unit."""
        return self.number(count, "firms")

    def name(self, kind: str, code: str) -> str:
        """A reference row's own name, else the words for its code, else the code: nothing new stays nameless."""
        key = f"{kind}.{code}"
        return self.names.get(kind, {}).get(code) or (self.say(key) if has(self.lang, key) else str(code))

    def label(self, kind: str, code: str) -> str:
        """The name as a figure may show it."""
        return safe(self.name(kind, code))

    def stage_colour(self, stage_code: str) -> str:
        """A stage's own colour; grey for what is no stage or a stage this palette does not know."""
        if stage_code in STAGES:
            return self.ink.stages[STAGES.index(stage_code)]
        return self.ink.outside[OUTSIDE.index(stage_code)] if stage_code in OUTSIDE else self.ink.benchmark

    def stage_edge(self, stage_code: str) -> str:
        """The outline of a stage's shape: the next darker step, so that pale ones keep their edge."""
        if stage_code not in STAGES:
            return self.ink.benchmark
        return self.ink.stages[min(STAGES.index(stage_code) + 1, len(STAGES) - 1)]


def mix(ground: str, colour: str, strength: float) -> str:
    """A colour laid over a ground, from 0 (the ground) to 1 (the colour)."""
    pairs = zip(*(bytes.fromhex(each.removeprefix("#")) for each in (ground, colour)), strict=True)
    return "#" + bytes(round(low + (high - low) * strength) for low, high in pairs).hex().upper()


def readable_on(colour: str, look: Look) -> str:
    """The ink, of the text and the page's ground, that stands out more on this colour."""
    light = _light(colour)
    return max(
        (look.ink.text, look.ink.background),
        key=lambda ink: (max(_light(ink), light) + 0.05) / (min(_light(ink), light) + 0.05),
    )


@lru_cache(maxsize=4096)  # each area of a figure asks for its own and for both inks
def _light(colour: str) -> float:
    """Relative luminance, as WCAG works it out."""
    parts = [part / 255 for part in bytes.fromhex(colour.removeprefix("#"))]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def safe(text: str) -> str:
    """Text that Plotly cannot take for markup: a firm's name may hold anything."""
    return escape(str(text), quote=False)


@dataclass
class Drawing:
    """What a figure is made of, gathered before it is made."""

    traces: list[Trace] = field(default_factory=list)
    notes: list[dict[str, object]] = field(default_factory=list)
    shapes: list[dict[str, object]] = field(default_factory=list)

    def figure(self, height: int, look: Look, **layout: object) -> go.Figure:
        """The figure, with the shared template. It is taken as it stands: Plotly looks at each one in the tests."""
        made = {"template": _TEMPLATES[look.dark], "height": height}
        made |= {name: parts for name, parts in (("annotations", self.notes), ("shapes", self.shapes)) if parts}
        return go.Figure({"data": self.traces, "layout": made | layout}, _validate=False)


def unfaded(look: Look) -> dict[str, object]:
    """Keeps the other marks of a trace as they are after a click: what is chosen has its own ink.

    Plotly would fade them and their words. It reads both sides: `unselected` alone breaks the click on a bar.
    """
    kept = {"marker": {"opacity": 1}, "textfont": {"color": look.ink.text}}
    return {"selected": kept, "unselected": kept}


def whole_ticks(top: float) -> dict[str, int]:
    """What keeps the halves of a firm off an axis that ends at a few."""
    return {"dtick": 1} if top < 5 else {}


def empty_figure(height: int, look: Look, size: int = 14, **layout: object) -> go.Figure:
    """What stands where there is nothing to draw: one muted sentence, the figure's final size."""
    font = {"size": size, "color": look.ink.muted}
    note = {"text": look.say("chart.empty"), "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "font": font}
    hidden = {"visible": False}
    return Drawing(notes=[note]).figure(height, look, xaxis=hidden, yaxis=hidden, **layout)


def _template(inks: Ink) -> dict[str, object]:
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
    return {"layout": layout}


_TEMPLATES = {False: _template(LIGHT), True: _template(DARK)}
