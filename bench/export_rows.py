"""Generated export files of any size: Korean names, hyphenated numbers, quoted thousands; always the same bytes."""

import csv
import random
from pathlib import Path

HEADER = ["기업명", "사업자등록번호", "연월", "HS코드", "국가", "수출액(USD)", "중량(kg)", "직간접"]
_COUNTRIES = ["US", "CN", "VN", "JP", "DE", "IN", "MX", "AU", "BR", "KZ", "SA", "TH", "ID", "TR", "PL", "GB", "FR"]
_HEADINGS = ("0801", "3304", "3907", "4011", "7304", "8407", "8504", "8708", "9018")
_HS = [f"{heading}{rest}" for heading in _HEADINGS for rest in (100000, 309000, 909000)]
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def firms(count: int) -> list[tuple[str, str]]:
    """Name and business number of the first so many firms."""
    return [(f"㈜가람{number:04d}테크", _business_no(number)) for number in range(count)]


def write_exports(path: Path, rows: int, first_year: int = 2014, years: int = 12) -> None:
    """A UTF-8 CSV of `rows` export rows with distinct keys, in no order that helps a reader."""
    dice = random.Random(rows)
    known = firms(max(50, rows // 2000))
    months = [f"{first_year + at // 12}-{at % 12 + 1:02d}" for at in range(12 * years)]
    seen: set[tuple] = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        while len(seen) < rows:
            firm = int(len(known) * dice.random() ** 2)
            key = (firm, dice.choice(months), dice.choice(_HS), dice.choice(_COUNTRIES), dice.choice(("직접", "간접")))
            if key in seen:
                continue
            seen.add(key)
            _, month, hs, country, way = key
            dollars = int(dice.lognormvariate(10, 1.2)) + 1
            lines.writerow([*known[firm], month, hs, country, f"{dollars:,}", f"{dollars // 9:,}", way])


def _business_no(number: int) -> str:
    """A number of the unissued prefix 999 with its check digit (DOMAIN: Units and formats)."""
    nine = f"999{number:06d}"
    total = sum(int(digit) * weight for digit, weight in zip(nine, _WEIGHTS, strict=True)) + int(nine[8]) * 5 // 10
    ten = f"{nine}{(10 - total % 10) % 10}"
    return f"{ten[:3]}-{ten[3:5]}-{ten[5:]}"
