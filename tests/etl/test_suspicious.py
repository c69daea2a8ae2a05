"""Text that would act elsewhere or was garbled: found by rule, and never where a name is only Korean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.suspicious import acts, damage

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=12)
NAME = st.text(st.sampled_from("가나다똠방각펲힣㈜()주식회사테크ABz019·& 株金大韓"), max_size=12)


def _as_windows_shows(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())


@given(HANGUL | NAME)
def test_a_name_that_was_never_garbled_is_left_alone(name: str) -> None:
    assert damage(name) is None


@given(HANGUL)
def test_korean_read_as_latin_is_noticed_and_its_original_named(name: str) -> None:
    assert damage(_as_windows_shows(name)) == ("mojibake", name)
    assert damage(name.encode().decode("latin-1")) == ("mojibake", name)


@pytest.mark.parametrize("name", ["기업", "주소", "나래정밀", "사업자등록번호 "])
def test_korean_read_as_cp949_is_noticed(name: str) -> None:
    found = damage(name.encode().decode("cp949", errors="replace").replace("\ufffd", "?"))
    assert found and found[0] == "mojibake"


@given(st.text(max_size=30))
def test_no_text_breaks_the_rules(text: str) -> None:
    assert acts(text) in (None, "formula", "markup", "bidi", "control")
    assert damage(text) is None or damage(text)[0] in ("mojibake", "replacement_character")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("=1", "formula"),
        ("-1+2", "formula"),
        ("<b>가", "markup"),
        ("가\u202e", "bidi"),
        ("가\x00", "control"),
        ("- 가", None),
    ],
)
def test_each_kind_is_told_apart(text: str, kind: str | None) -> None:
    assert acts(text) == kind
