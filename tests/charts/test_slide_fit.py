"""How much room words take: what is said to fit does, by the same measure, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.slide_fit import LINE, every_other, lines_fit, spread, table_fit, text_fit, width_of, wrapped

words = st.lists(st.text("가나다라마ABCabc123().-", min_size=1, max_size=12), min_size=1, max_size=20)


@given(words, st.integers(60, 900), st.integers(14, 56))
def test_wrapping_loses_no_word_and_no_line_is_too_wide_but_a_single_word(parts, room, size):
    lines = wrapped(" ".join(parts), room, size)
    assert " ".join(lines).split() == parts
    assert all(width_of(line, size) <= room or " " not in line for line in lines)


def test_lines_are_as_even_as_can_be():
    lines = wrapped("자동차 부품과 금형을 포함한 수송기계 제조업 전체", 560, 28)
    assert len(lines) == 2 and min(map(len, lines)) >= 10


@given(st.lists(st.floats(0, 500), min_size=1, max_size=12))
def test_places_are_spread_apart_between_their_bounds_in_their_order(places):
    kept = spread(sorted(places), 40, 0, 500)
    assert all(high - low >= 40 - 1e-6 for low, high in zip(kept, kept[1:], strict=False))
    assert min(kept) >= -1e-6 and max(kept) <= 500 + 1e-6


def test_the_last_place_is_always_written_out():
    assert every_other(5, 90, 50) == [True, False, True, False, True]
    assert every_other(4, 40, 50) == [True] * 4


def test_a_short_table_is_large_and_a_long_one_stands_in_two_columns_of_readable_type():
    heads = ("기업", "점수")
    few, many = ([(f"(주)강소테크{at}", "90") for at in range(count)] for count in (6, 32))
    assert (table_fit(heads, few, 1760, 700).size, table_fit(heads, few, 1760, 700).pieces) == (36, 1)
    fit = table_fit(heads, many, 1760, 700)
    assert fit.pieces == 2 and fit.size >= 22


def test_a_table_without_end_shrinks_and_is_never_refused():
    rows = [("가나다라마바사 아자차카 " * 4, "1,234")] * 200
    assert table_fit(("이름", "값"), rows, 1760, 700).size == 12


def test_narrow_columns_keep_what_they_need_and_wide_ones_wrap():
    long = "글로벌강소기업 진입을 앞둔 기업에 해외 인증 비용을 먼저 지원한다 " * 4
    fit = table_fit(("정한 것", "기한"), [(long, "2018-10-31")] * 6, 1760, 700)
    assert fit.shares[1] * 1760 >= width_of("2018-10-31", fit.size) and sum(fit.shares) == pytest.approx(1)
    assert fit.shares[0] > 0.7


def test_a_message_takes_two_lines_of_the_largest_type_or_smaller_type():
    assert text_fit(["수출이 늘었다"], 1760, 142, 56, 22) == 56
    long = "명품강소기업은 줄고 스타기업은 세 배로 늘어 사다리의 무게가 위로 옮겨 가고 있다 " * 4
    size = text_fit([long], 1760, 142, 56, 22)
    assert 22 < size < 56 and len(wrapped(long, 1760, size)) * size * LINE <= 142


def test_sentences_shrink_with_their_number():
    assert lines_fit(["한 줄"] * 3, 1700, 700) == 40
    assert 14 < lines_fit(["한 줄"] * 20, 1700, 700) < 30
