"""Text that would act elsewhere: loaded as it is written, and only after a warning that names it."""

from collections.abc import Iterator

from tests.corpus.case import Case, as_csv, good, true, warned

ACTS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1+cmd|'/C calc'!A0", "@SUM(A1)", "-2+3", "-가람", "＝1+1", "＠가람",
    '=HYPERLINK("http://a.example","가람")', "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>가람</b>",
    "<!-- 가람 -->", "&lt;가람&gt;", "&#x3c;가람", "[가람](http://a.example)", "![가람](http://a.example/x.png)",
    "**가람**", "`가람`", ":red[가람]", ":material/delete:", "javascript:alert(1)", "가\u202e람", "\u2066가람\u2069",
    "가\u200f람", "가\u061c람", "가\x1b[31m람", "가\x07람", "가\u2028람", "<svg/onload=alert(1)",
]  # fmt: skip
HARMLESS = ["보&봉", "R&D센터", "가람<나래", "(주)가람", "가람 - 나래", "A+B", "a@b.example", "가람*", "#1 가람",
            "가람-", "'가람'", "1=1", "가람_테크", "[가람]", "C++", "3:2"]  # fmt: skip


def cases() -> Iterator[Case]:
    """One such name at a time, and names that only look so."""
    for name in ACTS:
        yield warned(f"acts: {name!r}", as_csv((3, 0, name)), "text_acts", row=3, rows=true((3, "firm_name", name)))
    for name in HARMLESS:
        yield good(f"harmless: {name!r}", as_csv((3, 0, name)), rows=true((3, "firm_name", name)))
    for start in ("\t", "\r", "\n"):
        yield good(
            f"blank before a name: {start!r}", as_csv((3, 0, start + "가람")), rows=true((3, "firm_name", "가람"))
        )
        acts = as_csv((3, 0, start + "=1+1"))
        yield warned(
            f"blank before a formula: {start!r}", acts, "text_acts", row=3, rows=true((3, "firm_name", "=1+1"))
        )
