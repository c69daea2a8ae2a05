"""Every language says the same things; numbers and dates as each writes them."""

import datetime
import string
import tomllib
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pandas as pd
import pytest
from babel import Locale
from babel.numbers import parse_pattern
from hypothesis import given
from hypothesis import strategies as st

from texts import UnknownText, has, languages, names_under, say, show_date, show_number
from texts.words import FOLDER


def sentences(lang: str) -> dict[str, str]:
    def walk(table: dict, before: str) -> dict[str, str]:
        found = {}
        for name, value in table.items():
            key = f"{before}{name}"
            found |= walk(value, f"{key}.") if isinstance(value, dict) else {key: value}
        return found

    return walk(tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8")), "")


def params(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_korean_is_the_first_language():
    assert languages()[0] == "ko"
    assert "en" in languages()


@pytest.mark.parametrize("lang", languages()[1:])
def test_every_language_has_the_same_keys(lang):
    ours, theirs = set(sentences("ko")), set(sentences(lang))
    assert ours - theirs == set(), f"missing in {lang}.toml"
    assert theirs - ours == set(), "missing in ko.toml"


@pytest.mark.parametrize("lang", languages()[1:])
def test_every_sentence_takes_the_same_params(lang):
    ours, theirs = sentences("ko"), sentences(lang)
    different = {key for key in ours.keys() & theirs.keys() if params(ours[key]) != params(theirs[key])}
    assert different == set()


@pytest.mark.parametrize("lang", languages())
def test_no_sentence_is_empty_or_reaches_into_a_value(lang):
    for key, sentence in sentences(lang).items():
        assert sentence.strip(), key
        assert all(name.isidentifier() for name in params(sentence)), key


def test_an_unknown_key_is_named():
    with pytest.raises(UnknownText, match="shell.no_such_sentence"):
        say("ko", "shell.no_such_sentence")
    with pytest.raises(UnknownText):
        say("ko", "shell")  # a table is no sentence
    with pytest.raises(UnknownText):
        say("xx", "shell.product")
    assert has("ko", "shell.product")
    assert not has("ko", "shell")


def test_names_under_a_table_stand_in_the_order_of_the_file():
    assert names_under("ko", "shell.role") == ["executive", "council", "analyst", "admin", "public"]
    assert names_under("ko", "shell.no_such_table") == []


@pytest.mark.parametrize(
    ("word", "particle", "written"),
    [
        ("명품", "은", "명품은"),
        ("스타", "은", "스타는"),
        ("광산구", "이", "광산구가"),
        ("서울", "으로", "서울로"),  # ㄹ takes 로
        ("강원", "으로", "강원으로"),
        ("13", "을", "13을"),  # 삼
        ("2", "을", "2를"),  # 이
        ("Acme", "은", "Acme은(는)"),
        ("Acme", "으로", "Acme(으)로"),
    ],
)
def test_a_particle_follows_the_sound_before_it(word, particle, written, tmp_path, monkeypatch):
    (tmp_path / "ko.toml").write_text(f'sentence = "{{word:{particle}}}"', encoding="utf-8")
    monkeypatch.setattr("texts.words.FOLDER", tmp_path)
    assert say("ko", "sentence", word=word) == written


def test_braces_in_a_value_are_shown_as_they_are():
    assert "{role}" in say("ko", "shell.not_allowed", role="{role}")


@pytest.mark.parametrize(
    ("lang", "value", "unit", "written"),
    [
        ("ko", 96, "firms", "96개사"),
        ("en", 96, "firms", "96 firms"),
        ("en", 1, "firms", "1 firm"),
        ("ko", 0, "firms", "0개사"),
        ("ko", 1234567, None, "1,234,567"),
        ("ko", 0.1234, "share", "12.3 %"),
        ("ko", 0.1235, "share", "12.4 %"),  # half up, as people round by hand
        ("ko", 123_450_000_000, "krw", "1,234.5억 원"),
        ("en", 212_040_000, "usd", "USD 212.0m"),
        ("ko", -3, "firms", "−3개사"),
        ("ko", None, "firms", "–"),
        ("ko", float("nan"), "share", "–"),
        ("ko", pd.NA, "firms", "–"),
    ],
)
def test_numbers_carry_their_unit(lang, value, unit, written):
    assert show_number(lang, value, unit) == written


def test_a_change_shows_its_sign():
    assert show_number("ko", 2, "firms", signed=True) == "+2개사"
    assert show_number("ko", 0, "firms", signed=True) == "0개사"
    assert show_number("ko", -2, "firms", signed=True) == "−2개사"


NUMBERS = st.floats(0, 1e15) | st.integers(0, 10**12).map(lambda each: each / 20)  # halves of a last place, too
PATTERNS = {None: (1, "#,##0.##"), "years": (1, "#,##0.#"), "points": (100, "#,##0.0")}


@given(value=NUMBERS, unit=st.sampled_from(list(PATTERNS)), lang=st.sampled_from(["ko", "en"]))
def test_digits_are_those_that_babel_writes(value: float, unit: str | None, lang: str) -> None:
    scale, pattern = PATTERNS[unit]
    with localcontext(rounding=ROUND_HALF_UP):
        written = parse_pattern(pattern).apply(Decimal(repr(value * scale)), Locale.parse(lang))
    assert show_number(lang, value, unit).startswith(written)


@pytest.mark.parametrize(
    ("lang", "precision", "written"),
    [
        ("ko", "year", "2017년"),
        ("ko", "month", "2017년 5월"),
        ("ko", "day", "2017-05-03"),
        ("en", "year", "2017"),
        ("en", "month", "May 2017"),
        ("en", "day", "2017-05-03"),
    ],
)
def test_a_date_is_shown_as_precisely_as_it_is_known(lang, precision, written):
    assert show_date(lang, datetime.date(2017, 5, 3), precision) == written
    assert show_date(lang, pd.Timestamp("2017-05-03"), precision) == written


def test_no_date_is_a_dash():
    assert show_date("ko", None) == show_date("ko", pd.NaT) == "–"


@pytest.mark.parametrize("lang", languages())
def test_every_table_of_a_snapshot_has_a_name_and_says_what_it_holds(lang):
    marts = [path.stem for path in (FOLDER.parent / "warehouse" / "marts").glob("*.sql")]
    assert [name for name in marts if not (has(lang, f"table.{name}") and has(lang, f"table_about.{name}"))] == []
