"""Tables of a region's exports by HS code in which totals, finer codes and marked parts stand among the data."""

import datetime as dt
from collections.abc import Iterator

from tests.corpus.case import Case, bad, good, text, warned

HEAD = ["지역", "연도", "HS류", "수출액(천불)"]
WIDE = ["지역", "HS류", "2023년 수출액(천불)", "2024년 수출액(천불)"]
TABLE = [
    ["합계", "2024", "", "1,000"],
    ["광주", "2024", "85", "600"],
    ["광주", "2024", "8504", "400"],
    ["광주", "2024", "850440", "300"],
    ["광주", "2024", "8504409000", "300"],
    ["광주", "2024", "8542", "200"],
    ["광주", "2024", "08", "100"],
    ["광주", "2024", "801", "100"],
    ["광주 소계", "2024", "", "700"],
    ["전남", "2024", "85", "300"],
    ["전남 소계", "2024", "", "300"],
    ["총계", "2024", "", "1,000"],
]
NAMES = ("region", "period", "hs_chapter", "exports_usd")
ROWS = [("광주", dt.date(2024, 1, 1), "85", 600_000), ("광주", dt.date(2024, 1, 1), "08", 100_000),
        ("전남", dt.date(2024, 1, 1), "85", 300_000)]  # fmt: skip
KIND = {"source": "benchmarks", "names": NAMES}
PARTS = ("child_row", "total_row", "total_agrees", "parts_agree")


def _csv(*changes: tuple[int, int, str], more: tuple[list[str], ...] = (), fill: str = "") -> bytes:
    rows = [[*HEAD, "비고"], *([*row, fill] for row in TABLE), *([*row, fill] for row in more)]
    for row, column, cell in changes:
        rows[row - 1][column] = cell
    return text(rows).encode()


def cases() -> Iterator[Case]:
    """Whatever stands among the data, the three chapters load with their own amounts."""
    for size, fill in (("", ""), ("large ", "가" * 60_000)):
        facts = KIND | {"rows": ROWS}
        yield good(f"{size}codes of four levels", _csv(fill=fill), *PARTS, "parts_listed_in_part", read=3, **facts)
        yield good(f"{size}parts rounded", _csv((4, 3, "402"), fill=fill), *PARTS, read=3, **facts)
        yield warned(f"{size}parts above their chapter", _csv((4, 3, "403"), fill=fill), "parts_differ", row=3, read=3,
                     params={"difference": "+3,000", "names": "8504, 8542"}, **facts)  # fmt: skip
        yield warned(
            f"{size}a subtotal that differs", _csv((10, 3, "750"), fill=fill), "total_differs", row=10, **facts
        )
        orphan = ["전남", "2024", "8401", "5"]
        yield bad(f"{size}a finer code without its chapter", _csv(more=(orphan,), fill=fill), "hs_length", 14, read=4,
                  **facts)  # fmt: skip
        yield bad(f"{size}a chapter of another year", _csv((4, 1, "2023"), fill=fill), "hs_length", 4, **facts)
        yield Case(f"bad: {size}a chapter whose amount is unreadable", _csv((3, 3, "x"), fill=fill),
                   frozenset(["number_unreadable", "total_differs"]), 3, rows=ROWS[1:], read=3, **KIND)  # fmt: skip
    marked = ["└ 반도체", "", "", "200"]
    yield good("marked parts", _csv(more=(["전남", "2024", "84", "0"], ["", "", "", ""])), *PARTS, **KIND,
               rows=[*ROWS, ("전남", dt.date(2024, 1, 1), "84", 0)])  # fmt: skip
    rows = [HEAD, TABLE[1], marked, ["└ 가전", "", "", "401"]]
    yield good("parts marked under their row", text(rows).encode(), "child_row", "parts_agree", rows=ROWS[:1], **KIND)
    rows[3][3] = "410"
    yield warned("marked parts above their row", text(rows).encode(), "parts_differ", row=2, rows=ROWS[:1], **KIND)
    yield from _side_by_side()


def _side_by_side() -> Iterator[Case]:
    wide = [WIDE, ["광주", "85", "500", "600"], ["광주", "8504", "500", "200"], ["광주", "08", "-", "100"],
            ["광주", "0801", "-", "100"], ["합계", "", "500", "700"]]  # fmt: skip
    values = [("광주", dt.date(2023, 1, 1), "85", 500_000), *ROWS[:2]]
    told = (*PARTS, "parts_listed_in_part", "periods_side_by_side")
    yield good("codes of two levels by year", text(wide).encode(), *told, rows=values, read=2, **KIND)
    wide[2][2] = "511"
    yield warned("parts above their chapter in one year", text(wide).encode(), "parts_differ", row=2, rows=values,
                 **KIND)  # fmt: skip
