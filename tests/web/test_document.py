"""Cells of a table for a document: as the reader writes them, and never anything that acts."""

import datetime

import pandas as pd

from tests.browser.hostile_words import WORDS
from web.document import document_table, in_words


def test_figures_stand_to_the_right_and_what_is_missing_is_no_nought():
    table = pd.DataFrame(
        {
            "firm_id": ["f1", "f2"],  # a key for programs: left out
            "stage_code": ["star", "pre"],
            "year": [2018, 2019],
            "exports_usd": [1_234_567.4, None],
            "renewal_rate": [0.125, None],
            "month": [datetime.date(2018, 3, 1), None],
            "is_new": [True, False],
        }
    )
    heads, rows, numbers = in_words(table, "ko", {"held": {"star": "스타기업"}})
    assert len(heads) == 6 and "f1" not in rows[0]
    assert rows[0] == ["스타기업", "2018", "1,234,567", "12.5 %", "2018-03", "예"]
    assert rows[1] == ["PRE-명품강소기업", "2019", "–", "–", "–", "아니오"]
    assert numbers == {2, 3}
    html = document_table(heads, rows, numbers)
    assert html.count('<td align="right"') == 4 and 'border="1"' in html


def test_a_released_figure_that_is_kept_back_says_so():
    table = pd.DataFrame({"code": ["가", "나"], "value": [5, None], "is_suppressed": [False, True]})
    _, rows, _ = in_words(table, "ko", {})
    assert [row[1:] for row in rows] == [["5", "아니오"], ["비공개", "예"]]


def test_words_that_act_elsewhere_are_cells():
    heads, rows, numbers = in_words(pd.DataFrame({"firm_name": list(WORDS)}), "ko", {})
    html = document_table(heads, rows, numbers)
    assert html.count("<td ") == len(WORDS)
    assert not [tag for tag in ("<img", "<script", "<a ", "<b>", "<extra", "<br") if tag in html]
