"""Whether the audit log is as it was written: each line is held against the one before it, the last against the head.

Whoever may write the folder can write a whole new chain with its head. So `verify` tells the head: noted elsewhere
(minutes of a meeting, another machine), it later proves the lines up to it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from access.audit import BEFORE, LOG, NOTHING, NUMBER, Head, hash_of, read_head

EDITED, REMOVED, REORDERED, REPEATED, CUT, UNREADABLE = (
    "edited", "removed", "reordered", "repeated", "cut", "unreadable",
)  # fmt: skip
NO_HEAD, BROKEN_HEAD = "no_head", "broken_head"


@dataclass(frozen=True)
class Broken:
    """What is wrong: a code, the first and the last line concerned by their numbers (of the file: its rows)."""

    code: str
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True)
class Verdict:
    """How many lines stand in the log, how many of them from before it was chained, its last line, what is wrong."""

    lines: int
    unchained: int
    head: Head | None
    broken: tuple[Broken, ...]


def verify(home: Path, noted: Head | None = None) -> Verdict:
    """Read all of the log; `noted` is a head that was told earlier. Raises OSError."""
    log = Path(home) / LOG
    lines = log.read_bytes().split(b"\n") if log.exists() else [b""]
    torn, lines = lines[-1], lines[:-1]  # what stands after the last line end
    told = [_told(line) for line in lines]
    unchained = next((at for at, facts in enumerate(told) if facts and NUMBER in facts), len(told))
    broken = list(_walk(lines, told, unchained))
    broken += [Broken(CUT, len(lines) + 1)] if torn else []
    hashes = {
        facts[NUMBER]: hash_of(line) for facts, line in zip(told, lines, strict=True) if facts and NUMBER in facts
    }
    broken += _against_head(home, hashes, len(told), unchained)
    if noted and hashes.get(noted.number) != noted.sha256:
        broken.append(Broken(EDITED if noted.number in hashes else CUT, noted.number))
    last = max(hashes, default=None)
    return Verdict(len(lines), unchained, Head(last, hashes[last]) if last else None, tuple(dict.fromkeys(broken)))


def read_log(home: Path) -> list[dict]:
    """Every line that can be read, the oldest first. Raises OSError."""
    log = Path(home) / LOG
    told = [_told(line) for line in log.read_bytes().split(b"\n")] if log.exists() else []
    return [facts for facts in told if facts]


def _told(line: bytes) -> dict | None:
    try:
        facts = json.loads(line)
    except ValueError:
        return None
    if not isinstance(facts, dict):
        return None
    is_chained = isinstance(facts.get(NUMBER), int) and isinstance(facts.get(BEFORE), str)
    return facts if is_chained else {name: fact for name, fact in facts.items() if name != NUMBER}


def _walk(lines: list[bytes], told: list[dict | None], unchained: int) -> Iterator[Broken]:
    """Each chained line against the one before it; a gap is closed when its lines turn up elsewhere."""
    before = hash_of(lines[unchained - 1]) if unchained else NOTHING
    number, seen = unchained, set()
    for at in range(unchained, len(lines)):
        facts, row = told[at], at + 1
        if facts is None or NUMBER not in facts:
            yield Broken(UNREADABLE, row)
            number, before = number + 1, None
            continue
        here = facts[NUMBER]
        if here in seen:
            yield Broken(REPEATED, here)
        elif here < number + 1:
            yield Broken(REORDERED, here)
        elif here > number + 1:
            missing = [each for each in range(number + 1, here) if not _stands(told, each, at)]
            if missing:
                yield Broken(REMOVED, missing[0], missing[-1])
        elif before is not None and facts[BEFORE] != before:
            yield Broken(EDITED, number) if number else Broken(EDITED, here)
        seen.add(here)
        number, before = max(number, here), hash_of(lines[at]) if here >= number else before


def _stands(told: list[dict | None], number: int, after: int) -> bool:
    return any(facts and facts.get(NUMBER) == number for facts in told[after:])


def _against_head(home: Path, hashes: dict[int, str], lines: int, unchained: int) -> list[Broken]:
    try:
        head = read_head(home)
    except (ValueError, KeyError, TypeError):
        return [Broken(BROKEN_HEAD)]
    if head is None:
        return [Broken(NO_HEAD)] if hashes else []
    last = max(hashes, default=unchained)
    if last < head.number:
        return [Broken(CUT, last + 1, head.number)]
    if hashes.get(head.number) != head.sha256:
        return [Broken(EDITED, head.number)]
    return [Broken(EDITED, last)] if last > head.number + 1 else []  # one line may have outrun its head, never two
