"""Generated exports of any size: each firm sells some products to some markets, in months of its own; always the same.

As files of offices: Korean names, hyphenated numbers, quoted thousands. As columns: for marts too large to type in.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np

HEADER = ["기업명", "사업자등록번호", "연월", "HS코드", "국가", "수출액(USD)", "중량(kg)", "직간접"]
_COUNTRIES = (
    "US CN VN JP DE IN MX AU BR KZ SA TH ID TR PL GB FR HK TW SG MY PH AE NL IT ES CA RU UZ HU CZ SK BE CH SE FI NO DK "
    "AT PT GR RO UA IL EG ZA NG KE MA CL PE CO AR EC NZ PK BD LK KH MM MN"
)
_HEADINGS = (
    "0306 0801 0902 1212 1604 1902 1905 2005 2103 2106 2202 2208 2710 2807 2902 2907 3004 3105 3208 3304 3401 3506 "
    "3808 3824 3901 3907 3917 3920 3923 3926 4011 4016 4202 4407 4811 4819 5402 5503 6109 6204 6302 6815 6907 7005 "
    "7019 7208 7304 7318 7326 7403 7604 7616 8207 8302 8407 8409 8413 8414 8415 8418 8421 8422 8428 8431 8443 8462 "
    "8477 8479 8481 8482 8504 8507 8517 8523 8536 8537 8541 8542 8544 8607 8708 8714 8802 9001 9013 9018 9027 9030 "
    "9031 9403 9405 9503"
)
COUNTRIES = _COUNTRIES.split()
HS_CODES = [f"{heading}{rest}" for heading in _HEADINGS.split() for rest in ("100000", "309000", "90")]
_WAYS = ("직접", "간접")
_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


class Exports(NamedTuple):
    """Rows as columns of numbers: places in the lists of firms, months, codes, countries and ways; whole dollars."""

    firm: np.ndarray
    month: np.ndarray
    hs: np.ndarray
    country: np.ndarray
    way: np.ndarray
    dollars: np.ndarray


def firms(count: int) -> list[tuple[str, str]]:
    """Name and business number of the first so many firms."""
    return [(f"㈜가람{number:04d}테크", _business_no(number)) for number in range(count)]


def draw_exports(rows: int, firms: int, months: int) -> Exports:
    """So many rows of so many firms, no two of the same firm, month, product, country and way, in no helpful order.

    A few firms sell most. Half of them sell in all months, the others begin later.
    """
    dice = np.random.default_rng(rows)
    edges = np.round(np.sqrt(np.arange(firms + 1) / firms) * rows).astype(np.int64)
    drawn = [_of_firm(firm, int(count), months, dice) for firm, count in enumerate(np.diff(edges))]
    order = dice.permutation(rows)
    columns = (np.concatenate(parts)[order] for parts in zip(*drawn, strict=True))
    return Exports(*columns, dollars=dice.lognormal(10, 1.2, rows).astype(np.int64) + 1)


def _of_firm(firm: int, rows: int, months: int, dice: np.random.Generator) -> tuple[np.ndarray, ...]:
    begins = 0 if firm % 2 else int(dice.integers(0, max(1, months // 2)))
    a_month = rows / (months - begins)
    products = min(len(HS_CODES), 1 + int(np.ceil(np.sqrt(2 * a_month))))
    markets = min(len(COUNTRIES), 1 + int(np.ceil(1.5 * a_month / products)))
    liked = dice.choice(len(HS_CODES), products, replace=False), dice.choice(len(COUNTRIES), markets, replace=False)
    place = dice.choice((months - begins) * products * markets * len(_WAYS), rows, replace=False)
    place, way = np.divmod(place, len(_WAYS))
    place, market = np.divmod(place, markets)
    month, product = np.divmod(place, products)
    return np.full(rows, firm), month + begins, liked[0][product], liked[1][market], way


def write_exports(
    path: Path, rows: int, first_year: int = 2014, years: int = 12, firm_count: int | None = None
) -> None:
    """A UTF-8 CSV of `rows` export rows with distinct keys, of one firm for each 2,000 rows unless told."""
    known = firms(firm_count or max(50, rows // 2000))
    months = [f"{first_year + at // 12}-{at % 12 + 1:02d}" for at in range(12 * years)]
    drawn = draw_exports(rows, len(known), len(months))
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADER)
        for firm, month, hs, country, way, dollars in zip(*(column.tolist() for column in drawn), strict=True):
            told = f"{dollars:,}", f"{dollars // 9:,}", _WAYS[way]
            lines.writerow([*known[firm], months[month], HS_CODES[hs], COUNTRIES[country], *told])


def _business_no(number: int) -> str:
    """A number of the unissued prefix 999 with its check digit (DOMAIN: Units and formats)."""
    nine = f"999{number:06d}"
    total = sum(int(digit) * weight for digit, weight in zip(nine, _WEIGHTS, strict=True)) + int(nine[8]) * 5 // 10
    ten = f"{nine}{(10 - total % 10) % 10}"
    return f"{ten[:3]}-{ten[3:5]}-{ten[5:]}"
