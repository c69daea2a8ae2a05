"""Cells of trade files: HS codes and countries."""

import re
import unicodedata
from functools import cache

from babel import Locale
from babel.core import get_global

from etl.bad_cell import BadCell

NAMIBIA = "NA"  # a country that looks like a missing value
_NO_GOODS = {77, 98, 99}  # reserved: no goods bear them, but tables by chapter list them
_AS_NUMBER = re.compile(r"[0-9]+\.0")  # a code that a program kept as a number
_MORE_NAMES = {
    "미국": "US", "중국": "CN", "대만": "TW", "홍콩": "HK", "마카오": "MO", "한국": "KR", "영국": "GB", "러시아": "RU",
    "러시아 연방": "RU", "아랍에미리트 연합": "AE", "UAE": "AE",
    "체코": "CZ", "터키": "TR", "튀르키예": "TR", "미얀마": "MM",
    "콩고민주공화국": "CD", "사우디": "SA", "남아공": "ZA", "UK": "GB", "U.S.A.": "US", "USA": "US", "베트남": "VN",
    "중화인민공화국": "CN", "북마케도니아": "MK", "스와질란드": "SZ", "기타": "ZZ", "기타국가": "ZZ", "미상": "ZZ",
}  # fmt: skip


def read_hs(text: str, lengths: tuple[int, ...]) -> tuple[str, str | None]:
    """An HS code as text. A code one digit short gets back its leading zero, and that is told. Raises BadCell."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.removesuffix(".0") if _AS_NUMBER.fullmatch(plain) else plain
    digits = re.sub(r"[\s.\-]", "", plain)
    told = None
    if digits.isdigit() and len(digits) + 1 in lengths and len(digits) not in lengths:
        digits, told = "0" + digits, "hs_zero_restored"
    if not re.fullmatch(r"[0-9]+", digits) or len(digits) not in lengths:
        raise BadCell("hs_length", lengths=", ".join(map(str, lengths)))
    chapter = int(digits[:2])
    if chapter == 0 or (chapter in _NO_GOODS and len(digits) > 2):
        raise BadCell("hs_chapter", chapter=digits[:2])
    return digits, told


def read_country(text: str) -> tuple[str, str | None]:
    """The ISO-2 code of a country written as ISO-2, ISO-3, or by its name in Korean or English. Raises BadCell."""
    code = countries().get(_folded(text))
    if code is None:
        raise BadCell("country_unknown")
    return code, None


@cache
def countries() -> dict[str, str]:
    """Every way of writing a country, folded → ISO-2."""
    korean, english = Locale("ko").territories, Locale("en").territories
    codes = {code for code in english if re.fullmatch(r"[A-Z]{2}", code)} - {"EU", "EZ", "UN", "QO", "XA", "XB"}
    known = {_folded(name): code for names in (english, korean) for code, name in names.items() if code in codes}
    three = {alias: codes_now[0] for alias, codes_now in get_global("territory_aliases").items()
             if re.fullmatch(r"[A-Z]{3}", alias) and codes_now[0] in codes}  # fmt: skip
    known |= {_folded(alias): code for alias, code in three.items()}
    known |= {_folded(name): code for name, code in _MORE_NAMES.items()}
    return known | {code.lower(): code for code in codes}


def _folded(text: str) -> str:
    return re.sub(r"[\s.·,()]", "", unicodedata.normalize("NFKC", text)).lower()
