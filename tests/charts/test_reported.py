"""Announced figures beside ours: two marks a row, their numbers, and the reasons in words."""

from datetime import date

import pandas as pd

from charts import reported
from charts.theme import Look
from tests.charts.reported_frames import PAIRS

KO, EN = Look("ko"), Look("en")


def named(figure) -> dict:
    return {trace.name: trace for trace in figure.data}


def test_each_row_has_both_marks_and_a_dashed_gap_where_they_differ():
    figure = reported.reported_and_computed_dots(PAIRS, KO)
    marks = named(figure)
    assert list(marks["reported"].x) == [100, 32, 4, 2, 6] and marks["reported"].marker.symbol == "diamond-open"
    assert list(marks["computed"].x) == [100, 28, 5, 1, 6]
    gaps = [trace for trace in figure.data if trace.name == "gap"]
    assert [list(trace.x) for trace in gaps] == [[32, 28], [4, 5], [2, 1]]
    assert {trace.line.dash for trace in gaps} == {"dash"}
    numbers = [note.text for note in figure.layout.annotations][1:]
    assert sorted(numbers) == sorted(["100", "28", "32", "4", "5", "1", "2", "6"])  # one where both are equal


def test_the_words_say_the_gap_its_reason_and_what_a_person_wrote():
    told = [reported.gap_words(row, KO) for row in PAIRS[PAIRS["difference"] != 0].itertuples()]
    assert told[0].startswith(
        "글로벌강소기업 누적 선정 2021-05-31: 발표 32, 계산 28, 차이 −4 — 같은 지표의 다른 발표와"
    )
    assert "지정기간으로 셈한 기업 2개사가 그날 든 쪽" in told[1]
    assert told[2].endswith("적힌 까닭: 시가 <b>따로</b> 셈") and "현재 지정 2개사와 같습니다" in told[2]
    assert reported.pair_words(next(PAIRS.itertuples()), EN).endswith("100 firms announced and computed")


def test_the_message_counts_gaps_and_those_with_a_reason():
    assert reported.gaps_message(PAIRS, KO) == "다른 3건 가운데 3건은 자료로 까닭을 알 수 있다"
    untold = PAIRS.assign(gap_reason=PAIRS["gap_reason"].mask(PAIRS["difference"] != 0, "not_told"))
    assert "0건은" in reported.gaps_message(untold, KO)
    assert reported.gaps_message(PAIRS.head(1), KO) == "발표와 계산이 모두 같다"


def test_each_number_is_found_by_its_codes():
    first = next(iter(reported.computed_numbers(PAIRS, KO)))
    assert first == (
        ("measure", "world_class_300_firms"), ("count_kind", "cumulative"), ("as_of", date(2018, 12, 31)),
        ("reported", 6), ("counted_in", "computed"),
    )  # fmt: skip
    [(codes, words)] = reported.gap_numbers(PAIRS, KO).items()
    assert codes[-1] == ("gap_reason", "ends_estimated") and words.endswith("종료일을 기간으로 셈 2개사")
    assert reported.gap_numbers(PAIRS.assign(gap_firms=pd.NA), KO) == {}
