"""Sentences by key, from texts/<language>.toml."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DEFAULT = "ko"

# A Korean particle follows the sound before it: with a final consonant, without one. "{firm:은}" chooses.
_PAIRS = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"), ("이다", "다"), ("이며", "며"))
_PARTICLES = {name: pair for pair in _PAIRS for name in pair}
_DIGIT_FINALS = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}  # 영 일 삼 육 칠 팔
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8


class UnknownText(KeyError):
    """No sentence stands under this key in this language."""

    def __init__(self, lang: str, key: str) -> None:
        self.lang, self.key = lang, key
        super().__init__(f"texts/{lang}.toml has no text {key!r}: add it there")


class _Word(str):
    """A parameter that can take its Korean particle: format(word, "은")."""

    def __format__(self, spec: str) -> str:
        if spec not in _PARTICLES:
            return super().__format__(spec)
        with_final, without = _PARTICLES[spec]
        final = _final_sound(self)
        if final is None:
            both = f"({with_final[0]}){without}" if with_final.endswith(without) else f"{with_final}({without})"
            return f"{self}{both}"
        closed = final != "" and not (with_final == "으로" and final == "ㄹ")
        return f"{self}{with_final if closed else without}"


def _final_sound(word: str) -> str | None:
    last = word.rstrip(")]'\"” ")[-1:]
    if last == "%":
        return ""  # 퍼센트
    if last and _FIRST <= ord(last) <= _LAST:
        final = (ord(last) - _FIRST) % _FINALS
        return "ㄹ" if final == _RIEUL else ("ㄱ" if final else "")
    if last.isdigit():
        return _DIGIT_FINALS.get(last, "")
    return None


@lru_cache(maxsize=16)
def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _find(lang: str, key: str) -> Any:
    return _look_up(FOLDER, lang, key)


@lru_cache(maxsize=8192)  # a page says thousands of sentences each time it runs: making a path for each costs most
def _look_up(folder: Path, lang: str, key: str) -> Any:
    found: Any = _load(folder / f"{lang}.toml")
    for part in key.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def languages() -> list[str]:
    """Codes of the languages there are, the default first."""
    codes = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return sorted(codes, key=lambda code: code != DEFAULT)


def has(lang: str, key: str) -> bool:
    """Whether a sentence stands under this key."""
    return isinstance(_find(lang, key), str)


def names_under(lang: str, key: str) -> list[str]:
    """Names of the tables and sentences that stand under this key, in the file's order."""
    found = _find(lang, key)
    return list(found) if isinstance(found, dict) else []


def say(lang: str, key: str, **params: object) -> str:
    """The sentence under this key, its {params} filled in. Raises UnknownText."""
    sentence = _find(lang, key)
    if not isinstance(sentence, str):
        raise UnknownText(lang, key)
    words = {name: _Word(value) if isinstance(value, str) else value for name, value in params.items()}
    return sentence.format(**words)
