"""Dirt of Korean offices: read otherwise than written, told, and with exactly these values."""

import unicodedata
from collections.abc import Iterator

from tests.corpus.case import HEAD, Case, as_csv, bad, good, table, text, true

MONTH, HS, COUNTRY, USD, KG, WAY = 2, 3, 4, 5, 6, 7
MONTHS = [
    "2024.05",
    "202405",
    "2024/5",
    "2024년 5월",
    "2024. 5.",
    "'24.5",
    "２０２４-０５",
    "2024-05\u200b",
    "\ufeff2024-05",
]
DAYS = ["2024-05-17", "2024.5.17.", "20240517", "2024년 5월 17일", "2024-05-17 00:00:00"]
NEGATIVES = ["△1,234", "▲1234", "(1,234)", "−1,234", "－1234", "( 1,234 )"]
AMOUNTS = ["21221", "21,221", "２１，２２１", " 21,221 ", "21,221\u00a0", "21221.0", "+21,221", "21,\u200b221"]
COUNTRIES = ["us", "USA", "미국", "United States", "미 국", "U.S.A.", "ＵＳ"]
HEADINGS = [
    "기 업 명",
    "기업\n명",
    unicodedata.normalize("NFD", "기업명"),
    "업체명",
    "회사명 ",
    "상호(필수)",
    "*기업명",
    "기업명\u200b",
]
UNITS = {
    "수출액(천불)": 1000,
    "수출액 [백만불]": 10**6,
    "수출금액(만달러)": 10**4,
    "수출액_천불": 1000,
    "수출액(천 달러)": 1000,
}
NOTHING = ["-", "–", "—", "N/A", "해당없음", "\u00a0", "\u200b", "null", " "]


def cases() -> Iterator[Case]:
    """One change of one cell or heading at a time."""
    for written in MONTHS:
        yield good(f"month {written!r}", as_csv((2, MONTH, written)))
    for written in DAYS:
        yield good(f"day for a month {written!r}", as_csv((2, MONTH, written)), "month_from_day")
    yield good("day number of Excel for a month", as_csv((2, MONTH, "45429")), "date_from_serial")
    for written in NEGATIVES:
        told = () if written[0] == "-" else ("negative_sign",)
        yield good(f"negative {written!r}", as_csv((2, USD, written)), *told, rows=true((2, "exports_usd", -1234)))
    for written in AMOUNTS:
        yield good(f"amount {written!r}", as_csv((2, USD, written)))
    for written in COUNTRIES:
        yield good(f"country {written!r}", as_csv((2, COUNTRY, written)))
    yield good("Namibia is not missing", as_csv((2, COUNTRY, "NA")), rows=true((2, "country", "NA")))
    for written in NOTHING:
        yield good(f"missing {written!r}", as_csv((2, KG, written)), rows=true((2, "weight_kg", None)))
        yield bad(f"missing where it must stand {written!r}", as_csv((3, USD, written)), "required_missing", 3,
                  rows=[true()[0], true()[2]])  # fmt: skip
    yield good("lost zero of an HS code", as_csv((3, HS, "801110000")), "hs_zero_restored")
    for column in (0, 1, MONTH, HS, COUNTRY, USD, WAY):
        written = f'="{table()[1][column]}"'
        yield good(f"kept as text in column {column + 1}", as_csv((2, column, written)), "formula_text")
    yield good("nothing kept as text", as_csv((2, KG, '=""')), rows=true((2, "weight_kg", None)))
    yield bad(
        "nothing kept as text where it must stand", as_csv((2, USD, '=""')), "required_missing", 2, rows=true()[1:]
    )
    for written in ("8504.40-9000", "8504 40 9000", "８５０４４０９０００"):
        yield good(f"HS code {written!r}", as_csv((2, HS, written)))
    for written in ("직접수출", "direct", "직 접", unicodedata.normalize("NFD", "직접")):
        yield good(f"choice {written!r}", as_csv((2, WAY, written)))
    yield good("name decomposed", as_csv((2, 0, unicodedata.normalize("NFD", "㈜가람테크"))))
    yield good("name with joiners", as_csv((2, 0, "\ufeff㈜가람\u200b테크\u00a0")))
    yield good("name of a rare syllable", as_csv((2, 0, "똠펲힣")), rows=true((2, "firm_name", "똠펲힣")))
    for heading in HEADINGS:
        yield good(f"heading {heading!r}", as_csv(head=[heading, *HEAD[1:]]))
    for heading, factor in UNITS.items():
        amounts = [(at, "exports_usd", amount * factor) for at, amount in ((2, 21221), (3, 1500), (4, 7))]
        yield good(f"unit {heading}", as_csv(head=[*HEAD[:USD], heading, *HEAD[6:]]), "unit_read", rows=true(*amounts))
    yield from _lines_above()


def _lines_above() -> Iterator[Case]:
    plain = [*HEAD[:USD], "수출액", *HEAD[6:]]
    above = [["2024년 수출 현황"], ["(단위: 천불)"], []]
    thousands = [(at, "exports_usd", amount * 1000) for at, amount in ((2, 21221), (3, 1500), (4, 7))]
    lines = text([*above, *table(head=plain)]).encode()
    yield good("title and unit lines above", lines, "title_line", "unit_read", rows=true(*thousands))
    yield good("no unit anywhere", as_csv(head=plain), "unit_assumed")
    other = [*HEAD[:USD], "수출액(천원)", *HEAD[6:]]
    yield Case("bad: unit of another money", as_csv(head=other), frozenset(["unit_mismatch"]), 1, rows=true())
    extra = [[*row, "김대표"] for row in table(head=[*HEAD[:USD], "수출액(USD)", *HEAD[6:]])]
    extra[0][-1] = "대표자"
    yield good("a column outside the contract", text(extra).encode(), "column_dropped")
