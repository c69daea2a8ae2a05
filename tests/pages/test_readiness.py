"""The readiness page: lists as long as their numbers, thresholds that move who is ready and stand in the link."""

import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import accidents, visit

FIELD = "try_flagship_all_rnd_intensity_3y_mean_ge"


def readiness(sample_home, monkeypatch, **link: str) -> AppTest:
    return visit(sample_home, monkeypatch, "executive/readiness.py", **link)


def with_column(app: AppTest, name: str) -> pd.DataFrame:
    return next(shown.value for shown in app.dataframe if name in shown.value.columns)


def test_each_list_is_as_long_as_its_verdict_says(sample_home, monkeypatch):
    app = readiness(sample_home, monkeypatch)
    for at, state in enumerate(("ready", "one_away", "unknown", "not_ready")):
        app.button_group(key="chosen_readiness_state").set_value(state).run()
        assert accidents(app) == []
        said = int(app.button_group(key="chosen_readiness_state").options[at].split()[-1])
        assert said == len(with_column(app, "room_share")) > 0, state
        assert said == len(app.selectbox(key="chosen_ready_firm").options), state


def test_other_thresholds_name_the_firms_that_come_and_go(sample_home, monkeypatch):
    app = readiness(sample_home, monkeypatch)
    before = with_column(app, "ready_then")
    assert (before["ready_now"] == before["ready_then"]).all()
    app.number_input(key=FIELD).set_value(20.0).run()
    assert accidents(app) == []
    after = with_column(app, "ready_then")
    assert after["withdrawn"].sum() > 0
    assert len(with_column(app, "counted_in")) == after["withdrawn"].sum() + after["added"].sum()


def test_a_link_brings_the_thresholds_that_were_tried(sample_home, monkeypatch):
    app = readiness(sample_home, monkeypatch, **{FIELD: "20"})
    assert accidents(app) == []
    assert app.number_input(key=FIELD).value == 20
    assert with_column(app, "ready_then")["withdrawn"].sum() > 0
