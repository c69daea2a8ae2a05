"""Days of a workbook that counts them from 1904, as Excel for Mac long did."""

import datetime as dt
import re
from dataclasses import replace

from etl.recognise import Recognised


def from_1904(recognised: Recognised) -> Recognised:
    """The same with such days written out where the cells of a column of dates hold only their number."""
    days = [at for at, column in recognised.places.items() if column.type in ("date", "month")]
    if not recognised.sheet.is_1904 or not days:
        return recognised
    rows = list(recognised.sheet.rows)
    for number in range(recognised.header_row + 1, len(rows)):
        row = rows[number] = list(rows[number])
        for at in days:
            if at < len(row) and re.fullmatch(r"[2-7][0-9]{4}", row[at]):
                row[at] = (dt.date(1904, 1, 1) + dt.timedelta(days=int(row[at]))).isoformat()
    return replace(recognised, sheet=replace(recognised.sheet, rows=rows))
