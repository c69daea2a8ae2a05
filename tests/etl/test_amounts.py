"""Plain amounts read together: the same as a pattern says one by one."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.amounts import plain_amounts

PLAIN = re.compile(rb"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}")
LIKE_AMOUNTS = st.text("0123456789,", max_size=17).map(str.encode)
WRITTEN = st.integers(0, 10**12 - 1).map(lambda number: f"{number:,}".encode())
ANYTHING = st.binary(max_size=6)


@given(st.lists(LIKE_AMOUNTS | WRITTEN | ANYTHING), st.integers(0, 3))
def test_an_amount_is_plain_when_the_pattern_says_so(cells: list[bytes], first: int) -> None:
    by_hand = [int(cell.replace(b",", b"")) if PLAIN.fullmatch(cell) else None for cell in cells]
    part = pa.array(cells, pa.binary())[first:]  # a part of an array begins in the middle of its bytes
    assert plain_amounts(part).to_pylist() == by_hand[first:]


@pytest.mark.parametrize(
    "cell", [b"", b",", b"1,23", b"1234,567", b",123", b"123,", b"1,,234", b"-5", b"+5", b"1.0", b" 5"]
)
def test_what_is_not_plain_is_left_to_the_reader_of_single_cells(cell: bytes) -> None:
    assert plain_amounts(pa.array([b"1,234", cell, b"007"], pa.binary())).to_pylist() == [1234, None, 7]
