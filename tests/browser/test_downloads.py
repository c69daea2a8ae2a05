"""A table opens in front of its page, can be read by everybody, and its files hold what the metric says."""

import io
import json
from pathlib import Path

import openpyxl

from metrics.counts import stage_counts
from metrics.selection import Selection, default_as_of
from tests.browser import walk
from texts.columns import column_label
from texts.sheets import as_csv
from warehouse import open_snapshot
from web.labels import reference_names
from web.session import today


def fetch(visit: walk.Visit, kind: str) -> bytes:
    with visit.page.expect_download() as waited:
        visit.page.locator(f".st-key-{kind}_stage_counts button").click()
    assert waited.value.suggested_filename.endswith(f".{kind}")
    return Path(waited.value.path()).read_bytes()


def test_a_figure_gives_its_table_as_files(browser, server, sample_home):
    with open_snapshot(sample_home) as snapshot:
        table = stage_counts(snapshot, Selection(as_of=default_as_of(snapshot, today())))
        names = reference_names(snapshot, "ko")
    with walk.opened(browser, server.url, walk.link("overview")) as visit:
        visit.page.locator(".st-key-open_stage_counts button").click()
        visit.page.get_by_role("dialog").wait_for()
        walk.wait_until_it_stands(visit.page)
        assert walk.axe_violations(visit) == []
        assert fetch(visit, "csv") == as_csv(table, "ko", names)
        sheet, about = openpyxl.load_workbook(io.BytesIO(fetch(visit, "xlsx"))).worksheets
        assert walk.console_errors(visit) + visit.strangers == []
    header, *rows = sheet.iter_rows(values_only=True)
    assert list(header) == [column_label(name, "ko") for name in table.columns]
    assert [row[1:4] for row in rows] == [tuple(row) for row in table.iloc[:, 1:4].itertuples(index=False)]
    assert any("가상 데이터" in str(cell) for row in about.iter_rows(values_only=True) for cell in row)
    last = json.loads((sample_home / "audit.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["action"], last["table"], last["kind"]) == ("download", "stage_counts", "xlsx")
