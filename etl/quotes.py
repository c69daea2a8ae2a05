"""Quotes in bytes of CSV: whether each stands where a cell begins or ends, or is one of a pair inside a cell."""

import numpy as np

_QUOTE, _LINE_ENDS = ord('"'), b"\r\n"


def are_plain(lines: bytes, separator: str) -> bool:
    """Whether every reader understands the quotes of these whole lines alike.

    They open and close in turn: one that opens stands at the start of a cell or beside the one that closed before it,
    one that closes at the end of a cell or beside the next.
    """
    if b'"' not in lines:
        return True
    content = np.frombuffer(lines, np.uint8)
    places = np.flatnonzero(content == _QUOTE)
    if len(places) % 2:
        return False
    is_edge = np.zeros(256, bool)
    is_edge[[ord(separator), _QUOTE, *_LINE_ENDS]] = True
    before, after = places[::2] - 1, places[1::2] + 1
    opens, closes = is_edge[content[before]], is_edge[content[after % len(content)]]
    opens[0] |= before[0] < 0
    closes[-1] |= after[-1] == len(content)
    return bool(opens.all() and closes.all())
