"""Which firm a row speaks of: every branch of DOMAIN.md "Firm matching", and that no order changes an answer."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.match import Match, Mention, match_firms
from etl.names import firm_id_of


@dataclass(frozen=True)
class Row:
    """One row's own words; `at` tells rows apart."""

    at: int
    name: str
    number: str | None = None
    corporate: str | None = None
    district: str | None = None
    is_alias: bool = False


def matched(*rows: Row) -> dict[int, Match]:
    mentions = [
        Mention(("u", row.at), row.name, row.name, row.is_alias, row.number, row.corporate, row.district)
        for row in rows
    ]
    return {at: match for (_, at), match in match_firms(mentions).items()}


def firms(*rows: Row) -> list[str | None]:
    """The firm of each row."""
    return [match.firm_id for match in matched(*rows).values()]


def test_one_number_is_one_firm_whatever_its_name_and_place():
    found = matched(Row(1, "가", "1", district="bukgu"), Row(2, "나", "1", district="donggu"))
    assert found[1] == found[2] == Match(firm_id_of("number", "1"), "business_no", False)


def test_two_numbers_are_two_firms_whatever_their_name():
    one, other = firms(Row(1, "가", "1"), Row(2, "가", "2"))
    assert one != other


def test_a_corporate_number_finds_the_firm_that_has_it():
    found = matched(Row(1, "가", "1", "c1"), Row(2, "나", corporate="c1"))
    assert found[2].firm_id == found[1].firm_id
    assert found[2].how == "corporate_no" and not found[2].is_provisional


def test_one_corporate_number_is_one_firm_and_two_are_two():
    same, also, other = firms(Row(1, "가", corporate="c1"), Row(2, "나", corporate="c1"), Row(3, "가", corporate="c2"))
    assert same == also != other


def test_a_corporate_number_with_two_business_numbers_goes_by_name_else_to_the_queue():
    branches = [Row(1, "가", "1", "c1"), Row(2, "나", "2", "c1")]
    found = matched(*branches, Row(3, "나", corporate="c1"), Row(4, "다", corporate="c1"))
    assert found[3].firm_id == found[2].firm_id
    assert found[4] == Match(None, "ambiguous", True)


def test_another_corporate_number_contradicts_a_name():
    numbered, other = firms(Row(1, "가", "1", "c1"), Row(2, "가", corporate="c2"))
    assert numbered != other


def test_a_corporate_number_joins_by_name_where_nothing_contradicts():
    found = matched(Row(1, "가", "1"), Row(2, "가", corporate="c1"))
    assert found[2].firm_id == found[1].firm_id and found[2].how == "name" and found[2].is_provisional


def test_a_name_joins_the_one_firm_that_bears_it():
    found = matched(Row(1, "가", "1"), Row(2, "가"), Row(3, "가", district="bukgu"))
    assert found[1].firm_id == found[2].firm_id == found[3].firm_id
    assert found[2].how == "name" and found[2].is_provisional and not found[1].is_provisional


def test_an_alias_is_named_as_the_way():
    assert matched(Row(1, "가", "1"), Row(2, "가", is_alias=True))[2].how == "alias"


def test_another_district_contradicts_a_name():
    found = matched(Row(1, "가", "1", district="bukgu"), Row(2, "가", district="donggu"))
    assert found[2].firm_id != found[1].firm_id and found[2].how == "created"


def test_a_name_that_two_numbered_firms_bear_goes_to_the_queue():
    found = matched(Row(1, "가", "1"), Row(2, "가", "2"), Row(3, "가"), Row(4, "가", district="bukgu"))
    assert found[3] == found[4] == Match(None, "ambiguous", True)


def test_the_district_tells_two_firms_of_one_name_apart():
    rows = [Row(1, "가", "1", district="bukgu"), Row(2, "가", "2", district="donggu"), Row(3, "가", district="donggu")]
    found = matched(*rows)
    assert found[3].firm_id == found[2].firm_id != found[1].firm_id


def test_a_firm_in_a_third_district_is_a_third_firm():
    rows = [Row(1, "가", "1", district="bukgu"), Row(2, "가", "2", district="donggu"), Row(3, "가", district="namgu")]
    assert matched(*rows)[3].how == "created"


def test_no_firm_is_made_where_one_of_that_name_may_live_anywhere():
    rows = [Row(1, "가", "1", district="bukgu"), Row(2, "가", "2"), Row(3, "가", district="namgu")]
    assert matched(*rows)[3].firm_id is None


def test_rows_of_one_name_without_contradiction_are_one_firm():
    found = matched(Row(1, "가"), Row(2, "가", district="bukgu"), Row(3, "가"))
    assert len({match.firm_id for match in found.values()}) == 1
    assert found[1] == Match(firm_id_of("name", "가"), "created", True)


def test_a_name_in_two_districts_is_two_firms_and_without_a_district_nobody_knows():
    found = matched(Row(1, "가", district="bukgu"), Row(2, "가", district="donggu"), Row(3, "가"))
    assert found[1].firm_id != found[2].firm_id and found[3].firm_id is None


def test_a_numbered_firm_and_a_namesake_elsewhere_are_two_bearers_of_the_name():
    rows = [Row(1, "가", "1", district="bukgu"), Row(2, "가", district="donggu"), Row(3, "가")]
    assert matched(*rows)[3].firm_id is None


def test_a_number_without_a_place_cannot_choose_between_two_namesakes():
    found = matched(Row(1, "가", district="bukgu"), Row(2, "가", district="donggu"), Row(3, "가", "1"))
    assert found[1].firm_id is None and found[2].firm_id is None and found[3].firm_id


def test_a_number_that_comes_later_keeps_the_id():
    (before,) = firms(Row(1, "가"))
    assert firms(Row(1, "가"), Row(2, "가", "1")) == [before, before]
    assert firms(Row(2, "가", "1", "c1"), Row(1, "가"), Row(3, "나", corporate="c1")) == [before] * 3


def test_a_business_number_that_comes_after_a_corporate_one_keeps_the_id():
    (before,) = firms(Row(1, "가", corporate="c1"))
    assert firms(Row(1, "가", corporate="c1"), Row(2, "나", "1", "c1")) == [before, before]


def test_a_number_later_joined_by_its_district_keeps_that_namesakes_id():
    namesakes = [Row(1, "가", district="bukgu"), Row(2, "가", district="donggu")]
    before = firms(*namesakes)
    assert firms(*namesakes, Row(3, "가", "1", district="bukgu")) == [*before, before[0]]


ROWS = st.lists(
    st.builds(
        Row,
        at=st.integers(0, 10_000),
        name=st.sampled_from("가나다"),
        number=st.sampled_from([None, None, "1", "2", "3"]),
        corporate=st.sampled_from([None, None, None, "c1", "c2"]),
        district=st.sampled_from([None, "bukgu", "donggu"]),
    ),
    max_size=8,
    unique_by=lambda row: row.at,
)


@settings(max_examples=100)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_answer(rows, chance):
    shuffled = chance.sample(rows, len(rows))
    assert matched(*shuffled) == matched(*rows)


@settings(max_examples=100)
@given(ROWS)
def test_one_number_never_has_two_firms_nor_one_firm_two_numbers(rows):
    found = matched(*rows)
    pairs = {(row.number, found[row.at].firm_id) for row in rows if row.number}
    assert len(pairs) == len({number for number, _ in pairs}) == len({firm for _, firm in pairs})


@settings(max_examples=100)
@given(ROWS)
def test_no_firm_made_by_name_spans_two_districts(rows):
    found = matched(*rows)
    places: dict[str, set] = {}
    for row in rows:
        if found[row.at].how == "created" and row.district:
            places.setdefault(found[row.at].firm_id, set()).add(row.district)
    assert all(len(districts) == 1 for districts in places.values())
