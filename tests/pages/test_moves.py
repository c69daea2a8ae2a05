"""The page of moves between any two days: its link, its numbers, its groupings."""

import datetime
import re

from tests.pages.test_pages import accidents, visit
from tests.pages.test_pages import words as marked_words
from web.session import CHOSEN

NUMBER = re.compile(r"(\d+)개사$")


def words(app) -> str:
    return re.sub("<[^>]+>", "", marked_words(app))  # a day stands in a mark of its own, so that no line breaks in it


def moves(sample_home, monkeypatch, **link: str):
    return visit(sample_home, monkeypatch, "executive/transitions.py", **link)


def test_every_number_that_is_offered_opens_into_as_many_firms(sample_home, monkeypatch):
    app = moves(sample_home, monkeypatch)
    for kind in ("moved", "overlaps", "renewals", "waits"):
        app.selectbox(key="moves_behind_kind").set_value(kind).run()
        choice = app.selectbox(key=f"moves_behind_{kind}")
        for place in (0, len(choice.options) // 2, len(choice.options) - 1):
            choice = (
                app.selectbox(key=f"moves_behind_{kind}")
                .select_index(place)
                .run()
                .selectbox(key=f"moves_behind_{kind}")
            )
            assert accidents(app) == []
            said = NUMBER.search(choice.format_func(choice.value))
            [listed] = [frame for frame in app.dataframe if "district" in frame.value and "share" not in frame.value]
            assert said and int(said[1]) == len(listed.value), choice.format_func(choice.value)


def test_the_link_carries_two_days_and_moves_the_figures(sample_home, monkeypatch):
    app = moves(sample_home, monkeypatch)
    before = words(app)
    app.date_input(key=CHOSEN + "start_on").set_value(datetime.date(2018, 6, 30)).run()
    assert accidents(app) == [] and app.query_params["start_on"] == "2018-06-30"
    assert "2018-06-30 → 2024-12-31" in words(app) and words(app) != before
    app.button(key="days_2022").click().run()
    assert (app.query_params["start_on"], app.query_params["end_on"]) == ("2021-12-31", "2022-12-31")


def test_a_link_with_days_is_understood_and_capped_at_the_as_of_date(sample_home, monkeypatch):
    link = {"start_on": "2016-03-01", "end_on": "2030-01-01", "as_of": "2019-06-30"}
    assert "2016-03-01 → 2019-06-30" in words(moves(sample_home, monkeypatch, **link))


def test_days_the_wrong_way_round_begin_at_the_year_end_before(sample_home, monkeypatch):
    said = words(moves(sample_home, monkeypatch, start_on="2022-03-01", end_on="2019-06-30"))
    assert "2018-12-31 → 2019-06-30" in said


def test_a_day_that_is_none_stops_the_page_with_a_sentence(sample_home, monkeypatch):
    app = moves(sample_home, monkeypatch, start_on="yesterday")
    assert accidents(app) == [] and "yesterday" in app.warning[0].value
    assert not app.selectbox


def test_a_cohort_is_followed_by_itself(sample_home, monkeypatch):
    app = moves(sample_home, monkeypatch)
    app.selectbox(key=CHOSEN + "moved_cohort").set_value(("pre", "5기")).run()
    assert accidents(app) == [] and "PRE-명품강소기업 5기" in words(app)


def test_waits_are_split_as_asked(sample_home, monkeypatch):
    app = moves(sample_home, monkeypatch)
    for by in ("cohort", "district", "industry"):
        app.button_group(key=CHOSEN + "wait_by").set_value(by).run()
        assert accidents(app) == [], by
    app.button_group(key=CHOSEN + "wait_outcome").set_value("left").run()
    assert accidents(app) == [] and "떠났다" in words(app)
