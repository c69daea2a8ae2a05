"""Every kind of slide by its name, in the order of a yearly council."""

from reports.asking import Kind
from reports.kinds_exports import EXPORTS
from reports.kinds_ladder import LADDER
from reports.kinds_outcomes import OUTCOMES
from reports.kinds_words import CLOSING, OPENING

KINDS: dict[str, Kind] = {**OPENING, **LADDER, **EXPORTS, **OUTCOMES, **CLOSING}
OF_WORDS = ("lines",)  # somebody must write them: no agenda has them by itself
DEFAULT = tuple(kind for kind in KINDS if kind not in OF_WORDS)
