"""Targets and partner institutions of the invented council; those named in public come from the reference."""

import csv

from firms import REFERENCE

MARK = "가상(표본)"
TARGET_HEADER = ["kpi", "year", "target", "source"]
TARGET_YEARS = range(2015, 2027)
TARGETS = {
    "flagship_firms": (36, 60, 90, 100, 100, 100, 100, 100, 80, 80, 80, 80),
    "pre_firms": (12, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20),
    "star_firms": (None, None, None, 15, 25, 35, 45, 55, 63, 72, 78, 84),
    "global_firms": (8, 13, 18, 23, 26, 29, 32, 34, 36, 40, 44, 48),
    "wc300_firms": (3, 4, 5, 6, 6, 6, 7, 8, 9, 10, 10, 11),
    "entries_year": (45, 35, 30, 45, 30, 25, 40, 30, 25, 30, 35, 35),
    "promotions_year": (None, 4, 6, 12, 12, 12, 12, 10, 12, 12, 14, 14),
}
INSTITUTION_HEADER = ["institution", "role", "export_package", "valid_from", "source"]
INVENTED_INSTITUTIONS = (
    ("빛고을수출보증센터", "export insurance"), ("빛고을디자인지원원", "design support"),
    ("무등지식재산지원센터", "intellectual property"), ("무등산업단지지원단", "industrial parks"),
    ("빛고을광융합연구원", "photonics research"), ("빛고을자동차부품연구원", "car parts research"),
    ("빛고을생산기술연구원", "production technology"), ("무등바이오의료지원센터", "medical devices"),
    ("빛고을식품산업지원센터", "food industry"), ("무등인공지능산업진흥단", "artificial intelligence"),
    ("빛고을에너지산업지원센터", "energy industry"), ("무등신용보증지원센터", "credit guarantees"),
    ("빛고을인력개발원", "training"), ("무등산학협력단", "university"), ("빛고을상공협의회", "chamber of commerce"),
)  # fmt: skip


def target_rows() -> list[list[object]]:
    return [
        [kpi, year, target, MARK]
        for kpi, targets in TARGETS.items()
        for year, target in zip(TARGET_YEARS, targets, strict=True)
        if target is not None
    ]


def institution_rows() -> list[list[str]]:
    """22 institutions, as the council had in 2019: seven of the reference and fifteen invented ones."""
    with (REFERENCE / "institutions.csv").open(encoding="utf-8", newline="") as file:
        named = [[row[column] for column in INSTITUTION_HEADER] for row in csv.DictReader(file)]
    return named + [[name, role, "no", "2019-01-01", MARK] for name, role in INVENTED_INSTITUTIONS]
