"""Why a metric has nothing to give. `code` names the sentence in texts (`problem.<code>`), `facts` fill it in."""

from typing import Any


class MetricFault(Exception):
    """A metric that cannot answer; a reader sees a sentence, never a trace."""

    code = "metric_fault"

    def __init__(self, **facts: Any) -> None:
        self.facts = facts
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))


class EmptySelection(MetricFault):
    """No firm passes the filters (as_of)."""

    code = "empty_selection"


class NotForThisAudience(MetricFault):
    """No released table answers this question for outsiders (metric, audience)."""

    code = "not_for_this_audience"


class WrongUsage(MetricFault):
    """A command that asks for something that cannot be asked; its own code, and whatever the sentence needs."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        super().__init__(**facts)
