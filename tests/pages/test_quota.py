"""What the page of the quota answers: numbers open into their firms, a what-if answers in its own fragment."""

import re

from tests.pages.test_pages import accidents, visit, words

NUMBER = re.compile(r"(\d+)(개사|건)$")


def quota(sample_home, monkeypatch, **link: str):
    return visit(sample_home, monkeypatch, "council/quota.py", **link)


def test_every_kind_of_number_opens_into_as_many_firms_as_it_says(sample_home, monkeypatch):
    app = quota(sample_home, monkeypatch)
    for kind in ("used", "undecided", "renewed_already", "ending", "ended", "stayed", "month"):
        app.selectbox(key="quota_behind_kind").set_value(kind).run()
        assert accidents(app) == []
        number = app.selectbox(key=f"quota_behind_{kind}")
        said = NUMBER.search(number.format_func(number.value))
        assert said and int(said[1]) == len(app.dataframe[-1].value), kind


def test_each_stage_with_a_quota_has_its_cards(sample_home, monkeypatch):
    said = words(quota(sample_home, monkeypatch))
    assert said.count("<h2 class='kpis-head'>명품강소기업</h2>") == 1
    assert said.count("<h2 class='kpis-head'>PRE-명품강소기업</h2>") == 1
    assert "12개월 뒤 예상 빈자리" in said


def test_a_what_if_moves_the_answer_and_an_empty_field_is_as_things_are(sample_home, monkeypatch):
    app = quota(sample_home, monkeypatch)
    assert "지금대로면" not in words(app)
    app.number_input(key="if_quota_flagship").set_value(70).run()
    assert accidents(app) == [] and "지금대로면 80개사" in words(app)
    app.button(key="if_reset").click().run()
    assert accidents(app) == [] and "지금대로면" not in words(app)


def test_a_stage_can_be_supposed_with_another_term_and_rate(sample_home, monkeypatch):
    app = quota(sample_home, monkeypatch)
    app.pills(key="chosen_if_stage").set_value("pre").run()
    app.number_input(key="if_rate_pre").set_value(100).run()
    app.number_input(key="if_term_pre").set_value(9).run()
    assert accidents(app) == [] and "약 0개사가 나가" in words(app)


def test_a_link_that_supposes_something_opens_on_its_stage(sample_home, monkeypatch):
    app = quota(sample_home, monkeypatch, if_quota_pre="15")
    assert app.pills(key="chosen_if_stage").value == "pre"


def test_a_part_of_the_firms_has_no_quota_and_the_page_says_so(sample_home, monkeypatch):
    said = words(quota(sample_home, monkeypatch, districts="bukgu"))
    assert "총량은 모든 기업을 놓고 정한 것이라" in said and "가정해 보기</h2>" not in said


def test_a_day_before_any_quota_says_what_is_missing(sample_home, monkeypatch):
    app = quota(sample_home, monkeypatch, as_of="2014-12-31")
    assert accidents(app) == [] and "총량이 있는 단계가 없습니다" in words(app)
