"""Plain amounts, many at once: digits alone, or in threes by commas."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_MOST = 12  # digits: times 억 they still fit in 64 bits
_COMMA, _ZERO = ord(","), ord("0")


def plain_amounts(cells: pa.BinaryArray) -> pa.Int64Array:
    """Each cell's number; null for what is written in any other way. The cells have no nulls."""
    ends = np.frombuffer(cells.buffers()[1], np.int32)[cells.offset : cells.offset + len(cells) + 1]
    letters = np.frombuffer(cells.buffers()[2] or b"", np.uint8)[ends[0] : ends[-1]]
    ends = ends - ends[0]
    is_comma = letters == _COMMA
    is_digit = letters - _ZERO < 10  # unsigned: what stands before 0 is large
    threes = pc.count_substring(cells, ",").to_numpy()
    digits = np.diff(ends) - threes
    is_plain = (digits > 0) & (digits <= _MOST) & ((threes == 0) | (threes == (digits - 1) // 3))
    # a comma at every fourth place from the end, and as many as there are threes: so none stands first or is missing
    is_odd = (np.repeat(ends[1:], threes) - np.flatnonzero(is_comma)) & 3 != 0
    if is_odd.any():
        is_plain[np.repeat(np.arange(len(cells)), threes)[is_odd]] = False
    if np.count_nonzero(is_digit) + len(is_odd) < len(letters):
        is_plain &= np.diff(_before(~(is_digit | is_comma), ends)) == 0
    number_ends = np.zeros(len(ends), np.int32)
    np.cumsum(digits, out=number_ends[1:])
    validity = None if is_plain.all() else pa.array(is_plain).buffers()[1]
    numbers = pa.py_buffer(letters.compress(~is_comma))
    return pa.StringArray.from_buffers(len(cells), pa.py_buffer(number_ends), numbers, validity).cast(pa.int64())


def _before(is_it: np.ndarray, places: np.ndarray) -> np.ndarray:
    """How many of them stand before each place."""
    counted = np.zeros(len(is_it) + 1, np.int32)
    np.cumsum(is_it, out=counted[1:])
    return counted[places]
