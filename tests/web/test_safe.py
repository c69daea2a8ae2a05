"""What data says is shown and never acts."""

import pytest

from web.safe import safe_html, safe_text


@pytest.mark.parametrize(
    "name",
    [
        "![x](http://evil.example/pixel.png)",
        "[눌러](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "**굵게** _기울임_ `코드`",
        ":red[경고] :material/home: :smile:",
        "$x^2$",
        "# 제목",
        "http://evil.example",
    ],
)
def test_every_sign_of_markdown_is_escaped(name):
    shown = safe_text(name)
    for place, letter in enumerate(shown):
        if letter in r"*_`[]()<>#!|~$:{}":
            assert shown[place - 1] == "\\"
    assert shown.replace("\\", "").replace("\u2060", "") == name.replace("\\", "")


def test_an_ordinary_name_reads_as_it_is_written():
    assert safe_text("㈜광주정밀 2공장") == "㈜광주정밀 2공장"
    assert safe_html("보&봉 <주>") == "보&amp;봉 &lt;주&gt;"


def test_letters_that_turn_the_line_round_are_taken_out():
    assert safe_text("가\u202e나\u200b다\n라") == "가 나 다 라"
    assert safe_html('"가\u2066나"') == "&quot;가 나&quot;"


@pytest.mark.parametrize("address", ["http://evil.example", "HTTPS://evil.example", "www.evil.example", "a@b.example"])
def test_an_address_becomes_no_link(address):
    """Streamlit's markdown looks for addresses in what the escapes have left."""
    left = safe_text(address).replace("\\", "")
    assert address not in left and left.replace("\u2060", "") == address
