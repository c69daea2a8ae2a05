"""Which role a signed-in person has: the office's list, else the provider's claim, else none."""

import time

import pytest

from access import ROLES
from access.people import RolesUnreadable, claim_of_roles, listed_roles, person_of

SOON = time.time() + 600
KIM = {"sub": "u-1", "name": "김분석", "email": "Kim@gjtp.or.kr", "email_verified": True, "exp": SOON}


def test_a_person_has_the_strongest_of_the_roles_that_the_provider_names():
    assert person_of(KIM | {"roles": ["council", "analyst", "staff"]}, {}).role == "analyst"
    assert person_of(KIM | {"roles": "executive"}, {}).role == "executive"
    assert person_of(KIM | {"groups": ["public"]}, {}, "groups").role == "public"


@pytest.mark.parametrize("said", [[], ["root"], "Admin", "", 7, [None, 1], None])
def test_whoever_has_no_known_role_has_none(said):
    assert person_of(KIM | {"roles": said}, {}).role is None
    assert person_of(KIM, {}).role is None


def test_the_list_is_asked_first_by_subject_and_by_verified_mail():
    listed = {"u-1": "executive", "kim@gjtp.or.kr": "admin"}
    assert person_of(KIM | {"roles": ["public"]}, listed).role == "executive"
    assert person_of(KIM | {"sub": "u-2"}, listed).role == "admin"
    for proof in (False, None, "true", 1):  # whoever only says that this is the address
        stranger = person_of(KIM | {"sub": "u-2", "email_verified": proof}, listed)
        assert (stranger.role, stranger.who) == (None, "u-2")


def test_a_sign_in_ends_when_its_token_does_and_one_without_an_end_has_ended():
    assert not person_of(KIM, {}).is_expired
    for until in (time.time() - 1, None, "soon", ""):
        assert person_of(KIM | {"exp": until}, {}).is_expired


def test_nobody_without_a_name_of_any_kind_has_a_role():
    assert person_of({"roles": ["admin"], "exp": SOON}, {}).role is None


def listed(tmp_path, text: str):
    path = tmp_path / "roles.csv"
    path.write_text(text, encoding="utf-8-sig")
    return listed_roles({"GANGSO_ROLES": str(path)})


def test_the_list_names_a_person_and_a_role_a_row(tmp_path):
    assert listed(tmp_path, "person,role\nKim@gjtp.or.kr, analyst\nU-9,council\n") == {
        "kim@gjtp.or.kr": "analyst", "U-9": "council",
    }  # fmt: skip
    assert listed_roles({}) == {} and claim_of_roles({"GANGSO_ROLES_CLAIM": "groups"}) == "groups"


@pytest.mark.parametrize("text", ["person,role\na@b.c,boss\n", "person,role\n,admin\n", "이름,역할\na,admin\n"])
def test_a_list_with_a_fault_lets_nobody_in_and_names_the_row(tmp_path, text):
    with pytest.raises(RolesUnreadable) as refused:
        listed(tmp_path, text)
    assert refused.value.row == 2
    with pytest.raises(RolesUnreadable):
        listed_roles({"GANGSO_ROLES": str(tmp_path / "none.csv")})


def test_every_role_can_be_listed(tmp_path):
    rows = "".join(f"p{at},{role}\n" for at, role in enumerate(ROLES))
    assert set(listed(tmp_path, f"person,role\n{rows}").values()) == set(ROLES)
