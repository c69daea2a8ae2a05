"""How a command line speaks: in which language, and what it says of a fault."""

from collections.abc import Mapping
from typing import Any, Protocol

from texts.words import languages, say

_NAMED = {"audience": "audience.{}", "slide": "slide.{}.name"}  # facts that are codes of ours


class Fault(Protocol):
    """What a named exception brings along: the key of its sentence and what fills it in."""

    code: str
    facts: Mapping[str, Any]


def language_of(argv: list[str]) -> str:
    """The language in which to complain, also about arguments that cannot be read."""
    spoken = [after for word, after in zip(argv, argv[1:], strict=False) if word == "--lang"]
    spoken += [word.removeprefix("--lang=") for word in argv if word.startswith("--lang=")]
    return spoken[0] if spoken and spoken[0] in languages() else languages()[0]


def problem(lang: str, fault: Fault) -> str:
    """The sentence of a fault (`problem.<code>`): audiences and slides by name, lists with commas."""
    facts = {name: _told(lang, name, value) for name, value in fault.facts.items()}
    return say(lang, f"problem.{fault.code}", **facts)


def _told(lang: str, name: str, value: object) -> str:
    if name in _NAMED:
        return say(lang, _NAMED[name].format(value))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
