"""The traces of figures, as plain data.

Plotly's own classes look at every property of a trace when it is made and again when it enters a figure: a millisecond
a trace, with twenty lines longer than the question behind them. A trace here is what Plotly draws, word for word;
tests/charts has Plotly look at each figure whole.
"""

from collections.abc import Callable
from functools import partial

Trace = dict[str, object]


def _trace(kind: str, **properties: object) -> Trace:
    return {"type": kind, **properties}


Made = Callable[..., Trace]
bar: Made = partial(_trace, "bar")
choropleth: Made = partial(_trace, "choropleth")
heatmap: Made = partial(_trace, "heatmap")
sankey: Made = partial(_trace, "sankey")
scatter: Made = partial(_trace, "scatter")
scattergeo: Made = partial(_trace, "scattergeo")
treemap: Made = partial(_trace, "treemap")
waterfall: Made = partial(_trace, "waterfall")
