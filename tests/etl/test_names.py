"""Names of firms: what writers vary, and what makes two firms."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from etl.names import Aliases, firm_id_of, normal_name


@pytest.mark.parametrize(
    "written",
    [
        "㈜가람테크", "(주)가람테크", "주식회사 가람테크", "가람테크㈜", "가람테크 (주)", "가람테크(주)", "가람 테크",
        "（주）가람테크", "가람테크　주식회사", "농업회사법인 가람테크(주)", "농업회사법인(주)가람테크",
        "(주식회사)가람테크", "주식회사농업회사법인 가람테크", "가람테크 농업회사법인 유한회사", "(유한)가람테크",
        "농업회사법인유한회사 가람테크", "(농)가람테크", "가람ㆍ테크", "가람테크 Co., Ltd.", "사단법인 가람테크",
        unicodedata.normalize("NFD", "농업회사법인 (주)가람테크"),
        unicodedata.normalize("NFD", "㈜가람테크"), "가람\u200b테크", "가람테크\u00a0", "\ufeff가람테크",
    ],
)  # fmt: skip
def test_legal_forms_blanks_width_and_composition_make_no_other_firm(written):
    assert normal_name(written) == "가람테크"


def test_and_is_the_same_in_both_spellings():
    written = ("보&봉", "보앤봉", "보＆봉(주)", "보 & 봉", "㈜보앤 봉", unicodedata.normalize("NFD", "보앤봉"))
    assert {normal_name(each) for each in written} == {"보앤봉"}


def test_full_width_and_case_make_no_other_firm():
    assert normal_name("ＡＢＣ전자") == normal_name("abc전자") == normal_name("Abc 전자")


@pytest.mark.parametrize(("one", "other"), [("가람테크", "가람텍"), ("가람", "가람테크"), ("가람1", "가람2")])
def test_other_names_are_other_firms(one, other):
    assert normal_name(one) != normal_name(other)


@pytest.mark.parametrize("written", ["㈜", "주식회사", "(주)"])
def test_a_name_of_nothing_but_a_legal_form_stays(written):
    assert normal_name(written)


@example("A(㈜주)")
@given(st.text(alphabet="가나다㈜(주) &앤ABCａｂ.-", max_size=12))
def test_a_normal_name_is_its_own_normal_name(written):
    assert normal_name(normal_name(written)) == normal_name(written)


def test_an_alias_leads_to_the_name_it_means_also_in_steps_and_never_in_circles():
    steps = Aliases([{"written": "옛이름", "means": "새이름"}, {"written": "새이름(주)", "means": "지금이름"}])
    assert steps.resolve("㈜옛이름") == ("지금이름", True)
    assert steps.resolve("지금이름") == ("지금이름", False)
    circle = Aliases([{"written": "가", "means": "나"}, {"written": "나", "means": "가"}])
    assert circle.resolve("가")[1] is True


def test_a_firm_id_tells_a_number_from_a_name():
    assert firm_id_of("number", "1") != firm_id_of("name", "1")
