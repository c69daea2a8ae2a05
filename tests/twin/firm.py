"""By hand: who a firm is, the stages that it held, and what the files say of each of its years."""

from collections import Counter
from datetime import date
from pathlib import Path

from .counts import Row
from .money import Purse, closed_months, closed_sales, closed_years
from .spells import Book, district_of, rows_of, written_day
from .stays import highest_stage, stage_stays

STEPS = {"연구개발 기획": "rnd_planning", "지식재산": "ip", "시제품": "prototype", "사업화": "commercialisation"}
STATUS = {"정상": "active", "폐업": "closed", "이전": "moved"}
ENDED = {"closure": "closed", "merger": "closed"}


def of_firm(purse: Purse, firm: str) -> Row:
    return {"firm": firm, "firm_name": purse.names[firm], "district": purse.districts[firm]}


def firm_stays(purse: Purse, as_of: date) -> list[Row]:
    spells = purse.book.spells
    return [
        of_firm(purse, stay.firm)
        | {
            "stage_code": stay.rung,
            "starts_on": stay.start,
            "ends_on": stay.end,
            "is_current": stay.holds(as_of),
            "is_waiting": stay.holds(as_of)
            and not any(
                (each.firm, each.stage) == (stay.firm, stay.rung) and each.start <= as_of <= each.end for each in spells
            ),
            "spells": stay.spells,
        }
        for stay in stage_stays(purse.book)
        if stay.start <= as_of
    ]


def firm_years(purse: Purse, as_of: date, lines: dict[tuple[str, int], int]) -> list[Row]:
    """`lines`: the line of the file of outcomes at which a firm's year stands."""
    months = Counter(month.year for month in closed_months(purse, as_of))
    sold: Counter[tuple[str, int]] = Counter()
    for sale in closed_sales(purse, as_of):
        sold[sale.firm, sale.month.year] += sale.usd
    reports = {key: told for key, told in purse.reports.items() if key[1] in closed_years(purse, as_of)}
    rows = []
    for firm, year in sorted({*reports, *sold}):
        told, is_sold = reports.get((firm, year), {}), (firm, year) in sold
        sales, rnd = told.get("sales_krw"), told.get("rnd_krw")
        rows.append(
            of_firm(purse, firm)
            | {name: told.get(name) for name in ("sales_krw", "operating_profit_krw", "staff", "rnd_krw")}
            | {
                "year": year,
                "rnd_share": rnd / sales if rnd is not None and sales is not None and sales > 0 else None,
                "exports_usd": sold[firm, year] if is_sold else None,
                "months": months[year] if is_sold else None,
                "is_part_year": months[year] < 12 if is_sold else None,
                "source_row": lines[firm, year] if (firm, year) in reports else None,
            }
        )
    return rows


def lines_of_reports(sample: Path) -> dict[tuple[str, int], int]:
    """The header is line 1, as people count in Excel."""
    rows = rows_of(sample / "outcomes.csv")
    return {(row["사업자등록번호"].replace("-", ""), int(row["연도"])): at for at, row in enumerate(rows, start=2)}


def state_on(book: Book, firm: str, as_of: date) -> str:
    """The highest stage held; else how the last one was left; nobody left who never came."""
    stays = [stay for stay in stage_stays(book) if stay.firm == firm and stay.start <= as_of]
    if not stays:
        return "none"
    if held := highest_stage(stays, as_of, book.reference.ranks):
        return held
    last_day = max(stay.end for stay in stays)
    ends = {ENDED.get(stay.reason, stay.reason) for stay in stays if stay.end == last_day}
    return "closed" if "closed" in ends else "unknown" if "unknown" in ends else "left"


def firm_profile(purse: Purse, sample: Path, as_of: date) -> list[Row]:
    rows = []
    for line, row in enumerate(rows_of(sample / "firms.csv"), start=2):
        firm = row["사업자등록번호"].replace("-", "")
        rows.append(
            {
                "firm": firm,
                "business_no": firm,
                "firm_name": row["기업명"],
                "district": district_of(row["주소"]),
                "firm_name_en": row["영문명"] or None,
                "corporate_no": row["법인등록번호"].replace("-", "") or None,
                "industry": row["업종"] or None,
                "product": row["주생산품"] or None,
                "address": row["주소"] or None,
                "established_on": written_day(row["설립일"]),
                "status": STATUS.get(row["상태"], row["상태"]),
                "is_provisional": False,
                "state": state_on(purse.book, firm, as_of),
                "source_row": line,
            }
        )
    return rows


def firm_support(purse: Purse, sample: Path, as_of: date) -> list[Row]:
    rows = []
    for line, row in enumerate(rows_of(sample / "participation.csv"), start=2):
        firm, starts_on = row["사업자등록번호"].replace("-", ""), written_day(row["시작일"])
        if firm not in purse.names or starts_on > as_of:
            continue
        rows.append(
            of_firm(purse, firm)
            | {
                "support_programme": row["지원사업"],
                "year": int(row["연도"]),
                "support_starts_on": starts_on,
                "start_precision": "day",
                "support_ends_on": written_day(row["종료일"]),
                "end_precision": "day",
                "support_step": STEPS.get(row["진행단계"]),
                "agency": row["수행기관"] or None,
                "recommended_by": row["추천기관"] or None,
                "support_krw": int(row["지원금(천원)"]) * 1000,
                "source_row": line,
            }
        )
    return rows
