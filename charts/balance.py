"""How a stage's stock came about: what it opened with, who entered, who left."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.theme import Drawing, Look, empty_figure

_ROW, _MARGINS, _EMPTY = 34, 16, 220
_ENDS = ("opening", "closing")
_REASONS = ("promotion", "graduation", "expiry", "waiver", "failure", "revocation", "closure", "merger", "relocation")
PARTS = (
    "opening",
    "entries_first",
    "entries_returning",
    "exits_to_other_stage",
    "exits_with_reason",
    "exits_expired",
    "exits_unknown",
    "closing",
)


def stage_balance_waterfall(balance: pd.DataFrame, look: Look) -> go.Figure:
    """One stage's balance: opening, entries up, exits down, closing. Parts that are 0 are not drawn.

    `balance`: rows of stage_balance for one stage and consecutive years; the first opens, the last closes.
    """
    if balance.empty:
        return empty_figure(_EMPTY, look)
    inks, stage_code = look.ink, str(balance["stage_code"].iloc[0])
    edge = {"color": look.stage_edge(stage_code), "width": 1}
    changes = _changes(balance)
    drawn = [part for part in PARTS if part in _ENDS or changes[part]]
    waterfall = draw.waterfall(
        orientation="h",
        y=[look.say(f"chart.part.{part}") for part in drawn],
        x=[changes[part] for part in drawn],
        measure=["absolute" if part in _ENDS else "relative" for part in drawn],
        customdata=drawn,
        text=[look.number(changes[part], signed=part not in _ENDS) for part in drawn],
        textposition="outside",
        textfont={"size": 13, "weight": 600},
        cliponaxis=False,
        connector={"line": {"color": inks.line, "width": 1}},
        increasing={"marker": {"color": inks.stages[3], "line": {"width": 0}}},
        decreasing={"marker": {"color": inks.outside[1], "line": {"width": 0}}},
        totals={"marker": {"color": look.stage_colour(stage_code), "line": edge}},
        hovertemplate=[f"%{{y}} {look.firms(abs(changes[part]))}<extra></extra>" for part in drawn],
    )
    highest = max(changes["opening"] + changes["entries_first"] + changes["entries_returning"], changes["closing"], 1)
    names = {
        "type": "category",
        "autorange": "reversed",
        "showgrid": False,
        "tickfont": {"size": 13, "color": inks.text},
    }
    return Drawing([waterfall]).figure(
        _MARGINS + _ROW * len(drawn),
        look,
        xaxis={"visible": False, "fixedrange": True, "range": [0, highest * 1.12]},
        yaxis=names,
        waterfallgap=0.3,
    )


def _changes(balance: pd.DataFrame) -> dict[str, int]:
    with_reason = [f"exits_{reason}" for reason in _REASONS]
    exits = {
        "exits_to_other_stage": balance["exits_to_other_stage"].sum(),
        "exits_with_reason": balance[with_reason].sum().sum(),
        "exits_expired": balance["exits_expired"].sum(),
        "exits_unknown": balance["exits_unknown"].sum(),
    }
    return {
        "opening": int(balance["opening"].iloc[0]),
        "entries_first": int(balance["entries_first"].sum()),
        "entries_returning": int(balance["entries_returning"].sum()),
        **{part: -int(count) for part, count in exits.items()},
        "closing": int(balance["closing"].iloc[-1]),
    }
