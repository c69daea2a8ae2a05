"""Words for programmes and stages, cohorts, derived starts and ends: DOMAIN.md "The model"."""

import datetime as dt
import unicodedata

import pytest

from etl.programmes import Programmes, WordUnclear, add_years, cohort_key
from tests.etl.tables import seed


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def programmes() -> Programmes:
    return Programmes(seed()["stages"], seed()["programmes"], seed()["cohorts"])


def meant(programmes: Programmes, word: str, start: str | None, cohort: str | None = None, precision: str = "day"):
    return programmes.settle(word, cohort, day(start), precision if start else None)


@pytest.mark.parametrize(
    ("word", "start", "programme"),
    [
        ("명품강소기업", "2024-01-01", "flagship"),
        ("flagship", "2024-01-01", "flagship"),
        ("Flagship Firm", "2024-01-01", "flagship"),
        ("PRE-명품강소기업", "2024-01-01", "pre"),
        ("PRE명품강소기업", "2024-01-01", "pre"),
        ("PRE 명품강소기업", "2024-01-01", "pre"),
        ("ＰＲＥ-명품강소기업", "2024-01-01", "pre"),
        ("pre", "2024-01-01", "pre"),
        ("스타기업", "2019-06-01", "star"),
        ("Star", "2019-06-01", "star"),
        ("Star", "2023-06-01", "innovation_leader"),
        ("지역혁신선도기업", "2023-06-01", "innovation_leader"),
        ("innovation_leader", "2023-06-01", "innovation_leader"),
        ("글로벌강소기업", "2020-06-01", "global"),
        ("글로벌강소기업 1000+", "2024-06-01", "global_1000"),
        ("global", "2024-06-01", "global_1000"),
        ("월드클래스 300", "2016-06-01", "wc300"),
        ("월드클래스300", "2016-06-01", "wc300"),
        ("wc300", "2022-06-01", "wc_plus"),
        ("월드클래스플러스", "2022-06-01", "wc_plus"),
        (unicodedata.normalize("NFD", "명품강소기업"), "2024-01-01", "flagship"),
    ],
)
def test_a_word_means_the_programme_in_force_on_that_day(programmes, word, start, programme):
    settled = meant(programmes, word, start)
    assert settled.programme["programme_code"] == programme
    assert settled.in_force


@pytest.mark.parametrize(
    ("start", "precision"), [("2022-06-01", "day"), ("2022-01-01", "year"), ("2022-12-01", "month")]
)
def test_a_stage_word_that_fits_two_programmes_is_an_error_naming_them(programmes, start, precision):
    with pytest.raises(WordUnclear) as unclear:
        meant(programmes, "star", start, precision=precision)
    assert unclear.value.code == "stage_ambiguous"
    assert unclear.value.params["names"] == "스타기업, 지역혁신선도기업"


def test_a_programmes_name_beats_a_stages(programmes):
    # 스타기업 is the Korean name of the programme and of the stage: written so it is the programme, also in 2022
    assert meant(programmes, "스타기업", "2022-06-01").programme["programme_code"] == "star"


def test_a_programme_outside_its_time_is_taken_at_its_word(programmes):
    settled = meant(programmes, "스타기업", "2024-06-01")
    assert settled.programme["programme_code"] == "star" and not settled.in_force


def test_a_stage_without_a_programme_in_force_is_an_error(programmes):
    with pytest.raises(WordUnclear) as unclear:
        meant(programmes, "wc300", "2019-06-01")  # 월드클래스300 ended in 2018, 플러스 began in 2021
    assert unclear.value.code == "stage_not_in_force"


def test_a_year_counts_as_in_force_when_any_day_of_it_is(programmes):
    assert meant(programmes, "wc300", "2018-01-01", precision="year").programme["programme_code"] == "wc300"


def test_an_unknown_word_is_an_error_naming_the_known_ones(programmes):
    with pytest.raises(WordUnclear) as unclear:
        meant(programmes, "강소기업", "2024-01-01")
    assert unclear.value.code == "programme_unknown" and "명품강소기업" in unclear.value.params["known"]


@pytest.mark.parametrize(
    ("written", "key"),
    [("12기", "12기"), ("12", "12기"), ("제12기", "12기"), ("제 12 기", "12기"), ("１２기", "12기"), ("07기", "7기"),
     ("2018", "2018"), ("2018년", "2018"), ("2022상", "2022상"), ("1차", "1차"), (None, None), ("", None)],
)  # fmt: skip
def test_a_cohort_has_one_spelling(written, key):
    assert cohort_key(written) == key


def test_a_missing_start_comes_from_the_cohort(programmes):
    settled = meant(programmes, "명품강소기업", None, "12기")
    assert (settled.starts_on, settled.precision, settled.is_start_derived) == (day("2024-01-01"), "day", True)
    assert settled.term_end == day("2026-12-31")
    assert meant(programmes, "명품강소기업", None, "제11기").precision == "year"


def test_a_missing_start_of_an_unknown_cohort_is_an_error(programmes):
    for cohort in ("3기", None):
        with pytest.raises(WordUnclear) as unclear:
            meant(programmes, "명품강소기업", None, cohort)
        assert unclear.value.code == "start_unknown"


def test_a_missing_cohort_is_the_references_with_that_start_else_the_start_as_written(programmes):
    assert meant(programmes, "명품강소기업", "2024-01-01").cohort == "12기"
    assert meant(programmes, "PRE-명품강소기업", "2023-09-22").cohort == "7기"
    assert meant(programmes, "명품강소기업", "2018-03-02").cohort == "2018-03-02"
    assert meant(programmes, "명품강소기업", "2018-03-01", precision="month").cohort == "2018-03"
    assert meant(programmes, "명품강소기업", "2018-01-01", precision="year").cohort == "2018"


def test_the_term_runs_to_the_day_before_its_anniversary(programmes):
    assert meant(programmes, "명품강소기업", "2018-03-02").term_end == day("2021-03-01")
    assert meant(programmes, "PRE-명품강소기업", "2020-02-29").term_end == day("2022-02-28")
    assert add_years(day("2020-02-29"), 4) == day("2024-02-29")
