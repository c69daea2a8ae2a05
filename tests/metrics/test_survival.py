"""The estimator: worked by hand, against statsmodels, against Kaplan–Meier, against a textbook's figures."""

import csv
import random
from math import exp, isnan, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from metrics.survival import CENSORED, Followed, cumulative_incidence, time_reached
from tests.conftest import ROOT

UP, OUT = "promoted", "left"
OF_STATSMODELS = {CENSORED: 0, UP: 1, OUT: 2}
# beside the project where it is developed (other people's file: it is not ours to ship)
LUNG = next((file for up in ROOT.parents if (file := up / "shared" / "data" / "survival_lung.csv").exists()), None)


def told(steps):
    return [(step.time, step.at_risk, step.events, round(step.probability, 6)) for step in steps]


def test_four_firms_by_hand():
    four = [Followed(0, 1, UP), Followed(0, 2, OUT), Followed(0, 3, UP), Followed(0, 4, CENSORED)]
    # 1/4; then 2/4 still wait for the third, of two at risk: 1/4 + 2/4 × 1/2
    assert told(cumulative_incidence(four, UP)) == [(1, 4, 1, 0.25), (3, 2, 1, 0.5)]
    assert told(cumulative_incidence(four, OUT)) == [(2, 3, 1, 0.25)]


def test_a_late_entry_is_at_risk_only_after_it_and_an_exit_before_it_never():
    late = [Followed(0, 1, UP), Followed(0, 3, CENSORED), Followed(1, 2, UP), Followed(2.5, 2, UP)]
    assert told(cumulative_incidence(late, UP)) == [(1, 2, 1, 0.5), (2, 2, 1, 0.75)]  # entered at 1: not at risk at 1


def test_who_is_censored_at_a_time_is_still_at_risk_then():
    steps = cumulative_incidence([Followed(0, 2, CENSORED), Followed(0, 2, UP)], UP)
    assert told(steps) == [(2, 2, 1, 0.5)]


def test_the_first_interval_by_hand():
    # one of ten at once: variance 0.1 × 0.9 / 10; on the scale log(-log S) the error is 1.96 × se / (S × -log S)
    [step] = cumulative_incidence([Followed(0, 1, UP)] + [Followed(0, 2, CENSORED)] * 9, UP)
    error = 1.959963984540054 * sqrt(0.009) / (0.9 * -log(0.9))
    assert step.variance == pytest.approx(0.009)
    assert step.interval == pytest.approx((1 - 0.9 ** exp(-error), 1 - 0.9 ** exp(error)))


def test_a_chance_of_one_has_no_interval():
    [step] = cumulative_incidence([Followed(0, 1, UP)] * 3, UP)
    assert step.probability == 1 and all(map(isnan, step.interval))


def test_nobody_or_nothing_happening_gives_no_step():
    assert cumulative_incidence([], UP) == []
    assert cumulative_incidence([Followed(0, 3, CENSORED), Followed(0, 2, OUT)], UP) == []
    assert time_reached([]) == (None, None, None)
    all_at_once = [Followed(0, 2, CENSORED)] * 11 + [Followed(3, 4, UP)] * 3  # the others were gone before they came
    assert time_reached(cumulative_incidence(all_at_once, UP)) == (4, 4, None)


def test_a_median_that_is_not_reached_is_missing_and_its_interval_may_begin():
    followed = [Followed(0, time, UP) for time in range(1, 9)] + [Followed(0, 9, CENSORED)] * 12
    steps = cumulative_incidence(followed, UP)
    median, low, high = time_reached(steps)
    assert (median, high) == (None, None)  # 8 of 20
    assert [step.time for step in steps if step.interval[1] >= 0.5][0] == low == 5


def invented(seed: int, number: int, *, is_late: bool) -> list[Followed]:
    """Waits in whole tenths, so that many end at the same time."""
    dice, found = random.Random(seed), []
    for _ in range(number):
        entry = dice.choice((0, 0, 0.5, 1.2)) if is_late else 0
        last, outcome = dice.choice([*range(1, 60)]) / 10, dice.choice((UP, UP, OUT, CENSORED))
        found.append(Followed(entry, round(entry + last, 1), outcome))
    return found


PEER = pytest.mark.filterwarnings("ignore:(divide by zero|invalid value):RuntimeWarning")


@PEER
@pytest.mark.parametrize("seed", range(8))
def test_competing_outcomes_equal_statsmodels_where_nobody_enters_late(seed):
    followed = invented(seed, 60, is_late=False)
    peer = CumIncidenceRight(
        np.array([each.exit for each in followed]), np.array([OF_STATSMODELS[each.outcome] for each in followed])
    )
    at = {time: place for place, time in enumerate(peer.times)}
    for cause, outcome in enumerate((UP, OUT)):
        for step in cumulative_incidence(followed, outcome):
            assert step.probability == pytest.approx(peer.cinc[cause][at[step.time]], abs=1e-12)
            error = peer.cinc_se[cause][at[step.time]]
            if not isnan(error):  # the peer's formula divides by nothing where all at risk end at once
                assert sqrt(step.variance) == pytest.approx(error, abs=1e-12)


@PEER
@pytest.mark.parametrize("seed", range(8))
def test_one_outcome_with_late_entry_is_one_minus_kaplan_meier(seed):
    followed = [
        each._replace(outcome=UP if each.outcome == OUT else each.outcome) for each in invented(seed, 80, is_late=True)
    ]
    peer = kaplan_meier(followed)
    at = {time: place for place, time in enumerate(peer.surv_times)}
    for step in cumulative_incidence(followed, UP):
        here = at[step.time]
        assert (1 - step.probability, step.at_risk) == pytest.approx((peer.surv_prob[here], peer.n_risk[here]))
        if not isnan(peer.surv_prob_se[here]):  # Greenwood's formula divides by nothing where all end at once
            assert sqrt(max(step.variance, 0)) == pytest.approx(peer.surv_prob_se[here], abs=1e-7)


def kaplan_meier(followed: list[Followed]) -> SurvfuncRight:
    columns = zip(*followed, strict=True)
    entry, last, outcome = (np.array(column) for column in columns)
    return SurvfuncRight(last, (outcome == UP).astype(int), entry=entry if entry.any() else None)


@PEER
@pytest.mark.parametrize("seed", range(8))
def test_the_median_and_its_interval_equal_statsmodels(seed):
    followed = [
        each._replace(outcome=UP if each.outcome == OUT else each.outcome) for each in invented(seed, 80, is_late=False)
    ]
    peer = kaplan_meier(followed)
    median, low, high = time_reached(cumulative_incidence(followed, UP))
    assert median == peer.quantile(0.5)
    assert (low, high) == pytest.approx(peer.quantile_ci(0.5, method="cloglog"))


WAITS = st.builds(
    lambda entry, last, outcome: Followed(entry, entry + last, outcome),
    st.sampled_from((0.0, 0.0, 1.0, 2.0)),
    st.integers(1, 9).map(float),
    st.sampled_from((UP, OUT, CENSORED)),
)


@given(st.lists(WAITS, max_size=40))
def test_chances_rise_hold_their_interval_and_never_add_up_to_more_than_one(followed):
    curves = [cumulative_incidence(followed, outcome) for outcome in (UP, OUT)]
    for steps in curves:
        chances = [step.probability for step in steps]
        assert chances == sorted(chances)
        assert all(step.variance >= -1e-12 for step in steps)
        for step in steps:
            low, high = step.interval
            assert isnan(low) or 0 <= low <= step.probability + 1e-12 and step.probability <= high + 1e-12 <= 1 + 1e-9
    assert sum(steps[-1].probability for steps in curves if steps) <= 1 + 1e-9


@pytest.mark.skipif(LUNG is None, reason="the textbook's file does not lie beside the project")
def test_the_textbook_comes_out():
    with LUNG.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    followed = [Followed(0, float(row["time"]), UP if row["status"] == "1" else CENSORED) for row in rows]
    steps = cumulative_incidence(followed, UP)
    assert (len(followed), sum(step.events for step in steps)) == (228, 165)
    assert time_reached(steps)[0] == 310
    assert 1 - max(step.probability for step in steps if step.time <= 365) == pytest.approx(0.4092, abs=5e-5)
    sexes = [[each for each, row in zip(followed, rows, strict=True) if row["sex"] == sex] for sex in "12"]
    assert [time_reached(cumulative_incidence(group, UP))[0] for group in sexes] == [270, 426]
