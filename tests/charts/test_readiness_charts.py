"""Readiness in figures: verdicts that can be read without colour, thresholds where they belong, nothing for missing."""

import pandas as pd
import plotly.graph_objects as go

from charts import readiness_messages as messages
from charts.readiness import SIGNS, below_floor_bars, readiness_counts_bars, readiness_criteria_bullets
from charts.theme import Look
from tests.charts.readiness_frames import BELOW, CRITERIA, READINESS_COUNTS
from texts import say

KO, EN = Look("ko"), Look("en")


def notes(figure: go.Figure) -> str:
    return "\n".join(note.text for note in figure.layout.annotations)


def test_verdicts_stack_to_the_candidates_and_a_programme_without_criteria_says_so():
    figure = readiness_counts_bars(READINESS_COUNTS, KO)
    totals = [sum(parts) for parts in zip(*(bar.x for bar in figure.data), strict=True)]
    assert totals == READINESS_COUNTS["candidate_firms"].tolist()[::-1]
    assert say("ko", "chart.readiness.no_criteria_mark") in figure.data[0].y[0]


def test_a_bullet_is_the_value_in_thresholds_cut_where_it_leaves_the_figure():
    (bars,) = readiness_criteria_bullets(CRITERIA, KO).data
    assert list(bars.x) == [2, 2, -0.5, 0, 2]
    assert list(bars.customdata) == [16e9, 16e9, -0.2, None, 2e6]


def test_each_criterion_has_a_sign_and_a_word_and_says_what_is_missing():
    told = notes(readiness_criteria_bullets(CRITERIA, KO))
    for state, sign in SIGNS.items():
        assert f"{sign} {say('ko', f'criterion_state.{state}')}" in told
    assert "160억 원 (2024년), 기준과 차이 +150억 원" in told
    assert "기준과 차이 −25.0 %p" in told
    assert "연구개발비 자료가 빠짐 (3개 연도 중 2개 있음)" in told
    assert "<b>x</b>" not in told  # a condition from a file is shown, and never acts


def test_the_shaded_side_of_an_upper_limit_lies_below_it():
    shapes = readiness_criteria_bullets(CRITERIA, KO).layout.shapes
    shaded = [shape for shape in shapes if shape.type == "rect" and shape.fillcolor == KO.ink.line]
    assert [(shape.x0, shape.x1 > 1) for shape in shaded] == [(1, True), (-0.5, False), (1, True), (1, True), (1, True)]


def test_the_longest_below_the_floor_are_drawn_and_the_rest_stand_in_the_table():
    figure = below_floor_bars(BELOW, KO)
    assert len(figure.data[0].x) == 8
    assert "<i>" not in notes(figure)
    assert "매출액 · 7년째" in notes(figure)


def test_the_messages_are_made_from_the_figures():
    names = Look("en", names={"programme": {"flagship": "Flagship Firm"}})
    assert messages.readiness_counts_message(READINESS_COUNTS, names) == (
        "Flagship Firm: 6 firms meet every criterion, 3 firms lack one"
    )
    assert messages.most_ready(READINESS_COUNTS) == "flagship"
    assert messages.most_ready(READINESS_COUNTS.assign(criteria=0)) is None
    told = messages.below_floor_message(BELOW, EN)
    assert told == "9 firms below the floor of their stage, 3 of them for three years or more"
    near = pd.DataFrame({"room_share": [-0.1, -0.2, -0.5]})
    assert "2 firms of them within a fifth" in messages.readiness_message(near, "flagship", "one_away", names)
    nobody = messages.readiness_message(near.head(0), "flagship", None, names)
    assert nobody == "No firm could enter Flagship Firm"
    changes = pd.DataFrame(
        {"programme_code": ["flagship"], "ready_now": [6], "ready_then": [8], "added": [3], "withdrawn": [1]}
    )
    assert "from 6 firms ready to 8 firms" in messages.readiness_what_if_message(changes, names)
    assert messages.readiness_what_if_message(changes.assign(added=0, withdrawn=0), EN) == "No firm comes or goes"
