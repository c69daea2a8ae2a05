"""The firms of a snapshot: what the register says, filled up by what designation rows say."""

import datetime as dt
import unicodedata

from etl.cells import business_no_is_valid, corporate_no_is_valid

Row = dict
_FACTS = ("firm_name", "firm_name_en", "industry_code", "industry", "product", "district_code", "address",
          "established_on", "established_precision", "status", "corporate_no")  # fmt: skip


class Places:
    """Reference rows of districts and industries, asked with the words that files use."""

    def __init__(self, districts: list[Row], industries: list[Row], home: str = "광주") -> None:
        self._home = (home, f"{home}시", f"{home}광역시")
        self._districts = {row["name_ko"]: row["district_code"] for row in districts}
        self._codes = self._districts | {code: code for code in self._districts.values()}
        self._outside = "outside" if "outside" in self._districts.values() else None
        self._industries = {row["industry_code"]: row["industry_code"] for row in industries}
        self._industries |= {_plain(row["name_ko"]): row["industry_code"] for row in industries}

    def district_of(self, district: str | None, address: str | None) -> str | None:
        """The district's code, from its name or from an address; None when neither says."""
        for text in filter(None, (district, address)):
            words = unicodedata.normalize("NFKC", text).replace(",", " ").split()
            code = next((self._districts[word] for word in words if word in self._districts), None)
            region = next((word for word in words[:2] if _is_region(word)), None)
            at_home = any(word in self._home for word in words[:3])  # not 광주로 of another town
            if code and (at_home or region is None):
                return code
            if region and region not in self._home:
                return self._outside
        return None

    def code_of(self, district: str | None) -> str | None:
        """The code of a district named by itself, in words or by its code."""
        return self._codes.get(unicodedata.normalize("NFKC", district).strip()) if district else None

    def industry_of(self, industry: str | None) -> str | None:
        """The KSIC division of a code (26, C26, 26299) or of a division's name; None for other words."""
        if not industry:
            return None
        plain = _plain(industry)
        digits = plain[1:] if plain[:1].isalpha() and plain[1:].isdigit() else plain
        if digits.isdigit() and 2 <= len(digits) <= 5:
            return self._industries.get(digits[:2])
        return self._industries.get(plain)


def merge_firms(registered: list[Row], designated: list[Row]) -> list[Row]:
    """One row a firm. The register beats designation rows; among those the newest evidence speaks first."""
    firms: dict[str, Row] = {row["firm_id"]: dict(row) for row in registered}
    for row in sorted(designated, key=_newest_first, reverse=True):
        firm = firms.setdefault(row["firm_id"], {name: row[name] for name in ("firm_id", "upload_id", "source_row")})
        for fact in ("business_no", *_FACTS):
            if firm.get(fact) is None:
                firm[fact] = row.get(fact)
    parted = {row["firm_id"] for row in designated if row.get("match") == "apart"}  # a person said that they are firms
    for firm in firms.values():
        number, corporate_no = firm.get("business_no"), firm.get("corporate_no")
        is_known = number and business_no_is_valid(number) or corporate_no and corporate_no_is_valid(corporate_no)
        firm["is_provisional"] = not is_known and firm["firm_id"] not in parted
    return [firms[firm_id] for firm_id in sorted(firms)]


def _newest_first(row: Row) -> tuple[dt.date, str, int]:
    return row.get("list_date") or row["starts_on"], row["upload_id"], row["source_row"]


def _is_region(word: str) -> bool:
    return word.endswith(("시", "도")) or word in _REGIONS


_REGIONS = {
    "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "전북", "전남",
    "경북", "경남", "제주",
}  # fmt: skip


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
