"""Other thresholds than the reference's, to try what they would do."""

from collections.abc import Mapping
from math import isfinite

from metrics.errors import WrongUsage
from warehouse import Snapshot

_NAMES = """
SELECT DISTINCT programme_code || ':' || alternative || ':' || criterion || ':' || operator AS name
FROM marts.criteria
ORDER BY name
"""
_OPTION, _SHAPE = "--thresholds", "programme:alternative:criterion:operator=number,…"


def written(thresholds: Mapping[str, float]) -> str | None:
    """Thresholds by name as metrics take them; None when there is none."""
    return ",".join(f"{name}={value!r}" for name, value in sorted(thresholds.items())) or None


def overrides_of(snapshot: Snapshot, thresholds: str | None) -> dict[str, float]:
    """By the criterion's name. Raises WrongUsage for a name that is no criterion and for no number."""
    if not thresholds:
        return {}
    pairs = dict(_pair(each.strip()) for each in thresholds.split(",") if each.strip())
    known = snapshot.query(_NAMES)["name"].tolist()
    for name in pairs:
        if name not in known:
            raise WrongUsage("unknown_value", option=_OPTION, value=name, known=", ".join(known))
    return pairs


def _pair(text: str) -> tuple[str, float]:
    name, _, value = text.rpartition("=")  # an operator may hold one too
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not name or not isfinite(number):
        raise WrongUsage("bad_value", option=_OPTION, value=text, kind=_SHAPE)
    return name, number
