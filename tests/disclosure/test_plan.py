"""What a release hides: cells that tell by themselves, and those that others would give away."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.facts import DIMENSIONS, KEY, Facts
from disclosure.intervals import Ends, Known
from disclosure.plan import ALREADY_OUT, DERIVABLE, DOMINANT, FEW, Earlier, Plan, Rules, plan
from tests.disclosure.attack import Attacker, Blind

COLUMNS = ("firm_id", "stage_code", "market_group", "industry_code", "industry_section", "district_code", "value")
OF = {"stage": 1, "market_group": 2, "industry": 3, "industry_section": 4, "district": 5}
RULES = Rules()


def facts(*rows: tuple) -> Facts:
    """Rows of (firm, stage, value) or all seven columns."""
    whole = [row if len(row) == 7 else (row[0], row[1], "eu", "26", "C", "bukgu", row[2]) for row in rows]
    return Facts("exports_usd", 2024, pd.DataFrame([(*row[:-1], float(row[-1])) for row in whole], columns=COLUMNS))


def state(made: Plan) -> dict[tuple[str, str], str | None]:
    return {(cell.dimension, cell.code): cell.hidden for cell in made.cells}


def earlier(known: Facts, made: Plan) -> Earlier:
    return Earlier(known, tuple((cell.dimension, cell.code) for cell in made.cells if cell.hidden is None))


def even(stage: str, firms: int, value: float = 100) -> list[tuple]:
    return [(f"{stage}{number}", stage, value) for number in range(firms)]


def test_a_cell_of_fewer_than_three_firms_is_hidden():
    made = plan(facts(*even("pre", 2), *even("flagship", 9), *even("star", 9)), ["year", "stage"], [], RULES)
    assert state(made)["stage", "pre"] == FEW


def test_a_cell_of_which_one_firm_is_more_than_seven_tenths_is_hidden():
    giant = [("giant", "star", 900), ("a", "star", 100), ("b", "star", 100), ("c", "star", 100)]
    made = plan(facts(*even("pre", 20), *even("flagship", 20), *giant), ["stage"], [], RULES)
    assert state(made) == {("stage", "flagship"): None, ("stage", "pre"): None, ("stage", "star"): DOMINANT}


def test_a_hidden_cell_that_the_total_would_give_away_takes_another_with_it():
    made = plan(facts(*even("pre", 2), *even("flagship", 9), *even("star", 4)), ["year", "stage"], [], RULES)
    # total - flagship - star would be the two pre firms; star is the smaller of the two
    assert state(made) == {("year", "year"): None, ("stage", "pre"): FEW, ("stage", "flagship"): None,
                           ("stage", "star"): DERIVABLE}  # fmt: skip


def test_nothing_is_hidden_for_the_sake_of_others_when_nothing_gives_it_away():
    made = plan(facts(*even("pre", 2), *even("flagship", 9), *even("star", 4)), ["stage"], [], RULES)  # no total
    assert [key for key, hidden in state(made).items() if hidden] == [("stage", "pre")]


def test_a_firm_that_changed_its_stage_since_the_last_release_is_not_given_away_by_the_difference():
    before = facts(*even("pre", 5), *even("flagship", 9), ("mover", "pre", 70))
    first = plan(before, ["stage"], [], RULES)
    assert set(state(first).values()) == {None}
    after = facts(*even("pre", 5), *even("flagship", 9), ("mover", "flagship", 70))
    second = plan(after, ["stage"], [earlier(before, first)], RULES)
    assert set(state(second).values()) == {DERIVABLE}
    assert set(state(plan(after, ["stage"], [], RULES)).values()) == {None}


def test_a_total_that_a_correction_of_one_firm_moved_is_hidden():
    before = facts(*even("flagship", 9), ("late", "flagship", 70))
    first = plan(before, ["year"], [], RULES)
    after = facts(*even("flagship", 9))  # the row of `late` was taken back
    assert state(first) == {("year", "year"): None}
    assert state(plan(after, ["year"], [earlier(before, first)], RULES)) == {("year", "year"): DERIVABLE}


def test_a_firm_that_is_out_already_stops_the_measures_year_and_is_named():
    known = facts(*even("flagship", 9), ("only", "star", 70))
    careless = Earlier(known, (("stage", "star"),))
    made = plan(known, ["year"], [careless], RULES)
    assert (made.refused, made.exposed, made.cells) == (ALREADY_OUT, ["only"], [])


def test_a_table_of_which_most_would_be_hidden_becomes_coarser():
    rows = [(f"f{at}", "pre", "eu", f"{at // 2 + 10}", "C", "bukgu", 100) for at in range(12)]
    made = plan(facts(*rows), ["year", "industry"], [], RULES)
    assert state(made) == {("year", "year"): None, ("industry_section", "C"): None}


def test_the_smallest_firm_is_as_safe_as_the_largest():
    rows = [*even("flagship", 9, 1e9), ("tiny", "star", 3.0), ("tiny2", "star", 2.0)]
    made = plan(facts(*rows), ["year", "stage"], [], RULES)
    assert state(made)["stage", "star"] == FEW and state(made)["stage", "flagship"] == DERIVABLE


@pytest.mark.parametrize("tiny", [1.0, 100.0, 1e6])
def test_ends_are_exact_whatever_the_size(tiny):
    known = Known(np.array([1e9, 2e9, tiny]), [np.array([1, 1, 1.0]), np.array([1, 1, 0.0])])
    ends = known.ends(np.array([0, 0, 1.0]))
    assert (ends.least, ends.most) == pytest.approx((tiny, tiny), rel=1e-3)
    assert (known.ends(np.array([1, 0, 0.0])).least, known.ends(np.array([1, 0, 0.0])).most) == pytest.approx((0, 3e9))


STAGES, GROUPS, TRADES = ("pre", "flagship", "star"), ("eu", "asean"), ("26", "27", "28")
PART = st.tuples(st.sampled_from(STAGES), st.sampled_from(GROUPS))
PARTS = st.dictionaries(PART, st.integers(1, 10**6), min_size=1, max_size=3)
FIRM = st.tuples(st.sampled_from(TRADES), st.sampled_from(("bukgu", "seogu")), PARTS)


def of_firms(firms: list) -> Facts:
    rows = []
    for at, (trade, district, parts) in enumerate(firms):
        rows += [(f"f{at}", *place, trade, "C", district, value) for place, value in parts.items()]
    return facts(*rows)


def collect(attacker: Attacker, known: Facts, made: Plan) -> None:
    """What an attacker learns of a release who also knows which parts of which firms there are: more than anybody."""
    rows = list(known.rows.itertuples(index=False, name=None))
    for cell in made.cells:
        if cell.hidden is None:
            inside = [row for row in rows if cell.dimension == "year" or row[OF[cell.dimension]] == cell.code]
            attacker.learn(map(part, inside), cell.value)


def part(row: tuple) -> tuple:
    return (*row[: len(KEY)], row[-1])  # the value tells apart what was corrected; the attacker does not look at it


def secrets(known: Facts) -> dict[str, tuple[frozenset, float]]:
    rows = list(known.rows.itertuples(index=False, name=None))
    return {
        firm: (frozenset(part(row) for row in rows if row[0] == firm), value) for firm, value in known.firms().items()
    }


FIRMS = st.lists(FIRM, min_size=1, max_size=14)
MOVES = st.lists(
    st.tuples(st.integers(0, 13), st.dictionaries(PART, st.integers(1, 10**6), min_size=1, max_size=2)), max_size=4
)
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}  # an example is two plans and an attack


def check_attack(firms: list, moves: list) -> None:
    before = of_firms(firms)
    moved = dict(moves)
    after = of_firms([(*firm[:2], moved.get(at, firm[2])) for at, firm in enumerate(firms)])
    attacker = Attacker()
    first = plan(before, DIMENSIONS, [], RULES)
    collect(attacker, before, first)
    second = plan(after, DIMENSIONS, [earlier(before, first)], RULES)
    collect(attacker, after, second)
    if attacker.sums:
        assert attacker.recovered(secrets(before), RULES.protect) == []
        assert attacker.recovered(secrets(after), RULES.protect) == []


@settings(max_examples=12, **QUIET)
@given(FIRMS, MOVES)
def test_no_attack_on_several_releases_recovers_a_firm(firms, moves):
    check_attack(firms, moves)


@pytest.mark.long
@settings(max_examples=100, **QUIET)
@given(FIRMS, MOVES)
def test_no_attack_on_a_hundred_pairs_of_releases_recovers_a_firm(firms, moves):
    check_attack(firms, moves)


def test_the_same_attack_recovers_what_is_released_without_care():
    known = facts(*even("flagship", 9), ("only", "star", 70), ("other", "pre", 50))
    careless = Plan("exports_usd", 2024, plan(known, ["year", "stage"], [], Rules(1, 1.0, 0.0)).cells)
    attacker = Attacker()
    collect(attacker, known, careless)
    assert {"only", "other"} <= set(attacker.recovered(secrets(known), RULES.protect))


def test_the_attack_is_as_sharp_for_billions_and_stops_where_nothing_fits():
    attacker = Attacker()
    attacker.learn(["a", "b", "c"], 9e12)
    attacker.learn(["a", "b"], 9e12 - 1e6)
    assert attacker.recovered({"c": (frozenset("c"), 1e6)}, RULES.protect) == ["c"]
    attacker.learn(["a"], 1e13)  # more than all together
    with pytest.raises(Blind):
        attacker.range_of(["c"])


def test_persons_are_whole_so_an_interval_with_one_whole_number_tells():
    one = Ends(0.5, 1.4, frozenset())
    assert not RULES.narrows(one, 1.0) and RULES.narrows(one, 1.0, is_whole=True)
    assert not RULES.narrows(Ends(0.0, 2.0, frozenset()), 1.0, is_whole=True)
    known = Known(np.array([1.0, 0.5]), [np.array([1, 1.0])])
    assert known.can_move(np.array([1, 0.0]), 0.15) and not known.can_move(np.array([1, 0.0]), 0.15, is_whole=True)


def test_whole_persons_hide_no_more_than_they_must():
    rows = facts(*even("pre", 3, 1), *even("flagship", 9, 20))
    assert set(state(plan(rows, ["stage"], [], RULES)).values()) == {None}
    staff = Facts("staff", 2024, rows.rows)
    # three firms of one person each make 3: each is anything from 0 to 3 as far as the sum tells
    assert set(state(plan(staff, ["stage"], [], RULES)).values()) == {None}
