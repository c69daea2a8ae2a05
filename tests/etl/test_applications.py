"""Applications: the programme is known by any word that designations know it by, the cohort has one spelling."""

import datetime as dt

import pytest

from etl.designate import settle_applications
from etl.programmes import Programmes
from tests.etl.tables import seed


@pytest.fixture(scope="module")
def programmes() -> Programmes:
    return Programmes(seed()["stages"], seed()["programmes"], seed()["cohorts"])


def row(word: str, applied: str, cohort: str | None = None) -> dict:
    facts = {"programme": word, "cohort": cohort, "applied_on": dt.date.fromisoformat(applied)}
    return facts | {"applied_precision": "day", "upload_id": "u", "source_row": 2}


@pytest.mark.parametrize(
    ("word", "applied", "code"),
    [
        ("명품강소기업", "2023-11-20", "flagship"),
        ("PRE 명품강소기업", "2023-11-20", "pre"),
        ("star", "2020-03-02", "star"),  # a stage's word means the programme of that day
        ("star", "2024-03-02", "innovation_leader"),
    ],
)
def test_a_word_is_kept_as_the_code_of_its_programme(programmes, word, applied, code):
    settled, findings = settle_applications([row(word, applied, "제12기")], programmes)
    assert [(each["programme"], each["cohort"]) for each in settled] == [(code, "12기")]
    assert findings == {}


def test_an_unknown_programme_is_an_error_at_its_row_and_left_out(programmes):
    settled, findings = settle_applications([row("달나라기업", "2023-11-20"), row("pre", "2023-11-20")], programmes)
    assert [each["programme"] for each in settled] == ["pre"]
    [told] = findings["u"]
    assert (told.severity, told.code, told.column, told.row) == ("error", "programme_unknown", "programme", 2)


def test_a_stage_word_that_fits_two_programmes_is_an_error(programmes):
    _, findings = settle_applications([row("star", "2022-06-01")], programmes)
    assert findings["u"][0].code == "stage_ambiguous"
