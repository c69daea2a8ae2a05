"""Cells that cannot be what their column says: the row is named, the others keep their values."""

from collections.abc import Iterator

from tests.corpus.case import Case, as_csv, bad_row, warned

WRONG = {
    "business_no_shape": (1, ["123-45-678", "12345678901", "사업자", "999-10-0000O"]),
    "date_impossible": (2, ["2024-13", "2024.00", "2024-05-32"]),
    "month_expected": (2, ["2024", "'24"]),
    "date_unreadable": (2, ["어제", "20195", "5/2024", "2024-05~2024-06", "2024-05-03 09:30:00"]),
    "date_out_of_range": (2, ["1066-05", "2204-05"]),
    "hs_length": (3, ["85", "8504", "85044090001", "HS8504"]),
    "hs_chapter": (3, ["7700000000", "000440", "9900000000"]),
    "country_unknown": (4, ["ZZQ", "아틀란티스", "123"]),
    "number_unreadable": (5, ["1,23", "1e5", "12천", "가", "1..2", "--5", "=1+1"]),
    "choice_unknown": (7, ["분사", "<b>직접</b>"]),
    "cell_error": (5, ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]),
}


def cases() -> Iterator[Case]:
    """One wrong cell in row 3."""
    for code, (column, texts) in WRONG.items():
        for text in texts:
            yield bad_row(f"{code} {text!r}", as_csv((3, column, text)), code, 3)
    yield warned("a wrong check digit", as_csv((3, 1, "9990100001")), "business_no_checksum", row=3, rows=None)
