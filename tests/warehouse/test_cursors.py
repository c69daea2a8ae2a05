"""Cursors are lent for a question each; what one keeps of a selection never answers for another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import duckdb
import pytest

from tests.warehouse.clean_tables import snapshot_of, spell

DAY = date(2020, 1, 1)
FIRMS = "SELECT firm_id, $nobody_asked AS salt FROM selected_firms($selection) ORDER BY firm_id"
BOTH = """
SELECT
  (SELECT count(*) FROM selected_firms($selection)) AS chosen,
  (SELECT count(*) FROM selected_firms($any_stage)) AS in_any_stage
"""
NOBODY = "SELECT count(*) AS firms FROM marts.firms WHERE firm_id = $firm_id"


def selected(**filters) -> dict:
    nothing = dict.fromkeys(("stages", "districts", "industries", "countries", "products", "firm_ids"))
    return {"as_of": DAY} | nothing | filters


@pytest.fixture
def snapshot(tmp_path):
    held = [spell("low", "pre", "2016-01-01"), spell("high", "flagship", "2016-01-01")]
    with snapshot_of(tmp_path, [*held, spell("later", "pre", "2023-01-01")]) as opened:
        yield opened


def firms(snapshot, salt=0, **filters) -> list[str]:
    return snapshot.query(FIRMS, selection=selected(**filters), nobody_asked=salt)["firm_id"].tolist()


def test_each_question_is_about_its_own_selection(snapshot) -> None:
    assert firms(snapshot) == ["high", "later", "low"]
    assert firms(snapshot, stages=["pre"]) == ["low"]  # "later" holds it only after the day
    assert firms(snapshot, stages=["pre"], as_of=date(2024, 1, 1)) == ["later", "low"]
    assert firms(snapshot, firm_ids=["high"]) == ["high"]
    assert firms(snapshot, salt=1) == ["high", "later", "low"]


def test_a_question_about_two_selections_counts_each(snapshot) -> None:
    for stages, chosen in ((["pre"], 1), (["flagship"], 1), (["pre", "flagship"], 2)):
        asked = {"selection": selected(stages=stages), "any_stage": selected()}
        assert snapshot.query(BOTH, **asked).values.tolist() == [[chosen, 3]]
        assert len(firms(snapshot, salt=2, stages=stages)) == chosen  # the same cursor, back from two


def test_many_threads_with_different_selections_never_mix(snapshot) -> None:
    asked = [{}, {"stages": ["pre"]}, {"firm_ids": ["high", "low"]}, {"stages": ["wc300"]}]
    right = [firms(snapshot, **filters) for filters in asked]
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda turn: firms(snapshot, salt=turn, **asked[turn % 4]), range(400))
        assert all(each == right[turn % 4] for turn, each in enumerate(found))


def test_a_question_that_fails_spoils_nothing_for_the_next(snapshot) -> None:
    before = firms(snapshot, stages=["pre"])
    with pytest.raises(duckdb.Error):
        snapshot.query("SELECT no_such_column FROM selected_firms($selection)", selection=selected(stages=["pre"]))
    with pytest.raises(duckdb.Error):
        snapshot.query(FIRMS, selection={"as_of": DAY}, nobody_asked=3)  # a struct without filters
    assert firms(snapshot, salt=4, stages=["pre"]) == before
    assert snapshot.query(NOBODY, firm_id="nobody")["firms"].tolist() == [0]
