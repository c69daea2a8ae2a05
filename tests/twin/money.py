"""By hand: what firms exported and reported, read out of the sample's files, and the stage that a month counts for."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from .spells import Book, rows_of
from .stays import Stay, by_firm, highest_stage, stage_stays

NO_STAGE = "none"
THOUSAND = 1000
CHANNELS = {"직접": "direct", "간접": "indirect", "": "unknown"}
MEASURES = {  # what the file calls it, and how many units one written unit is
    "sales_krw": ("매출액(천원)", THOUSAND),
    "operating_profit_krw": ("영업이익(천원)", THOUSAND),
    "staff": ("종사자수(명)", 1),
    "rnd_krw": ("연구개발비(천원)", THOUSAND),
    "ip_filed": ("지식재산권 출원(건)", 1),
    "ip_registered": ("지식재산권 등록(건)", 1),
    "prototypes": ("시제품(건)", 1),
    "commercialisations": ("사업화(건)", 1),
    "commercialisation_sales_krw": ("사업화 매출액(천원)", THOUSAND),
    "overseas_certifications": ("해외인증(건)", 1),
}
Reports = dict[tuple[str, int], dict[str, int]]  # firm, year → measure → value; what was not reported is not there


class Sale(NamedTuple):
    """What one firm exported in one month, of one product to one country, in one way."""

    firm: str
    month: date
    hs: str
    country: str
    usd: int
    channel: str  # direct, indirect, unknown
    kg: float | None = None

    @property
    def chapter(self) -> str:
        return self.hs[:2]

    @property
    def product(self) -> str:
        """The code at 6 digits, the finest that all files have."""
        return self.hs[:6]


@dataclass(eq=False)  # a purse is itself, as a book is
class Purse:
    """All the money that the twin knows, and the book that says who held what when."""

    book: Book
    sales: list[Sale]
    reports: Reports
    months: list[date]  # that the files cover, also those in which the firms here sold nothing
    years: list[int]  # from the first that anybody reported to the last
    rates: dict[int, int] = field(default_factory=dict)  # hundredths of a won for a dollar
    names: dict[str, str] = field(default_factory=dict)
    districts: dict[str, str | None] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)  # country → market group
    sections: dict[str, str] = field(default_factory=dict)  # HS chapter → section

    def of_firms(self, firms: set[str]) -> "Purse":
        """The money of these firms; months and years stay those of the files."""
        book = replace(self.book, spells=[spell for spell in self.book.spells if spell.firm in firms])
        reports = {key: report for key, report in self.reports.items() if key[0] in firms}
        return replace(self, book=book, sales=[sale for sale in self.sales if sale.firm in firms], reports=reports)

    def sold_at(self, stages: set[str]) -> "Purse":
        """Only what was sold in months that count for one of the stages."""
        return replace(self, sales=[sale for sale in self.sales if stage_in(self, sale.firm, sale.month) in stages])

    def sold_to(self, countries: set[str]) -> "Purse":
        """Only what was sold to these countries, by whomever."""
        return replace(self, sales=[sale for sale in self.sales if sale.country in countries])

    def sold_of(self, *beginnings: str) -> "Purse":
        """Only what was sold of products whose code begins so, by whomever."""
        return replace(self, sales=[sale for sale in self.sales if sale.hs.startswith(beginnings)])


def month_end(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def a_year_before(month: date) -> date:
    return month.replace(year=month.year - 1)


def closed_months(purse: Purse, as_of: date) -> list[date]:
    """Covered months that ended by the day."""
    return [month for month in purse.months if month_end(month) <= as_of]


def closed_years(purse: Purse, as_of: date) -> list[int]:
    return [year for year in purse.years if date(year, 12, 31) <= as_of]


@lru_cache(maxsize=32)
def closed_sales(purse: Purse, as_of: date) -> list[Sale]:
    months = set(closed_months(purse, as_of))
    return [sale for sale in purse.sales if sale.month in months]


@lru_cache(maxsize=32)
def stays_of_firms(book: Book) -> dict[str, list[Stay]]:
    return by_firm(stage_stays(book))


@cache
def stage_on(book: Book, firm: str, day: date) -> str:
    return highest_stage(stays_of_firms(book).get(firm, []), day, book.reference.ranks) or NO_STAGE


def stage_in(purse: Purse, firm: str, month: date) -> str:
    """The highest stage held on the month's last day: December agrees with the year's closing."""
    return stage_on(purse.book, firm, month_end(month))


def stages_in_order(book: Book) -> list[str]:
    return [*sorted(book.reference.ranks, key=book.reference.ranks.get), NO_STAGE]


def share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def change(now: int, before: int) -> float | None:
    """How much more than before; there is no rate from nothing or from a loss."""
    return now / before - 1 if before > 0 else None


def in_hundredths(rate: str) -> int:
    """1130.84 → 113084, without a float."""
    whole, _, cents = rate.partition(".")
    return int(whole) * 100 + int(f"{cents:0<2}")


def read_sales(path: Path) -> list[Sale]:
    return [
        Sale(
            row["사업자등록번호"].replace("-", ""),
            date.fromisoformat(row["연월"] + "-01"),
            row["HS코드"],
            row["국가"],
            int(row["수출액(USD)"]),
            CHANNELS[row["직간접"]],
            float(row["중량(kg)"]) if row["중량(kg)"] else None,
        )
        for row in rows_of(path)
    ]


def read_reports(path: Path) -> Reports:
    reports: Reports = defaultdict(dict)
    for row in rows_of(path):
        report = reports[row["사업자등록번호"].replace("-", ""), int(row["연도"])]
        report |= {name: int(row[header]) * scale for name, (header, scale) in MEASURES.items() if row[header]}
    return dict(reports)


def read_purse(sample: Path, reference: Path, book: Book) -> Purse:
    sales, reports = read_sales(sample / "exports.csv"), read_reports(sample / "outcomes.csv")
    reported = [year for _, year in reports]
    return Purse(
        book,
        sales,
        reports,
        months=sorted({sale.month for sale in sales}),
        years=list(range(min(reported), max(reported) + 1)),
        rates={
            int(row["year"]): in_hundredths(row["krw_per_usd"]) for row in rows_of(reference / "exchange_rates.csv")
        },
        names={row["사업자등록번호"].replace("-", ""): row["기업명"] for row in rows_of(sample / "firms.csv")},
        districts=book.districts,
        groups={row["country"]: row["market_group"] for row in rows_of(reference / "markets.csv")},
        sections={row["hs_code"]: row["hs_section"] for row in rows_of(reference / "hs_names.csv")},
    )
