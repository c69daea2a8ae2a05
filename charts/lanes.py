"""Lanes of time, one name each, as figures of one firm stack them."""

from collections.abc import Sequence

from charts.theme import Look

DAY_MS = 86_400_000
_LONGEST = 9  # characters of a name in one line


def lane_axis(lanes: Sequence[str], names: Sequence[str], domain: list[float], look: Look) -> dict:
    """The axis of lanes from the lowest up, with their names beside them."""
    return {
        "type": "category",
        "domain": domain,
        "range": [-0.5, max(len(lanes), 1) - 0.5],
        "categoryarray": list(lanes),
        "categoryorder": "array",
        "tickvals": list(lanes),
        "ticktext": [wrapped(name) for name in names],
        "tickfont": {"size": 12, "color": look.ink.text},
        "showgrid": False,
        "automargin": False,
    }


def wrapped(name: str) -> str:
    """A long name on two lines, broken at a space or sign where it has one."""
    if len(name) <= _LONGEST:
        return name
    breaks = [at + 1 for at, letter in enumerate(name) if letter in " -" and 2 < at < len(name) - 2]
    at = min(breaks, key=lambda each: abs(each - len(name) / 2), default=(len(name) + 1) // 2)
    return f"{name[:at].strip()}<br>{name[at:].strip()}"
