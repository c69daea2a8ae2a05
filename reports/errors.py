"""Why nothing is handed out. `code` names the sentence in texts (`problem.<code>`), `facts` fill it in."""

from typing import Any


class ReportFault(Exception):
    """Something that cannot be made; its own code, and whatever the sentence needs."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts
        super().__init__(", ".join(f"{name}={value}" for name, value in facts.items()))
