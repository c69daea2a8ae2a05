"""What stands on a served page is what the command line says: three figures per page, named, found, compared."""

import io
import json
import re
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from metrics.__main__ import main
from tests.browser import walk
from tests.conftest import run_module
from texts import say, show_number

DAY = "2018-12-31"  # the picture that the city announced


def ask(home: Path, metric: str, *words: str, **where: object) -> dict:
    """The one row of `python -m metrics … --format json` that has these values; asked in this process."""
    with pytest.MonkeyPatch.context() as own, redirect_stdout(io.StringIO()) as told:
        own.setenv("GANGSO_DATA", str(home))
        assert main([metric, "--as-of", DAY, *words, "--format", "json"]) == 0
    rows = [row for row in json.loads(told.getvalue()) if where.items() <= row.items()]
    assert len(rows) == 1, (metric, where, rows)
    return rows[0]


def name_of(home: Path, stage: str) -> str:
    """What the stage is called in Korean, from the reference and not from the page."""
    lines = (Path(__file__).parents[2] / "data/reference/stages.csv").read_text("utf-8-sig").splitlines()
    columns = lines[0].split(",")
    return next(cells[columns.index("name_ko")] for line in lines[1:] if (cells := line.split(","))[0] == stage)


def written_in(visit: walk.Visit, figure: str) -> str:
    """All that one figure says, its chart included, in one line."""
    return " ".join(visit.page.locator(f".st-key-figure_{figure}").inner_text().split())


def test_the_overview_says_what_the_command_line_says(browser, server, sample_home):
    card = ask(sample_home, "kpis", kpi="flagship_firms")["value"]
    ladder = ask(sample_home, "stage_counts", stage_code="global")
    district = ask(sample_home, "firms_by_district", district="북구")["firms"]
    with walk.opened(browser, server.url, walk.link("overview", as_of=DAY)) as visit:
        cards = visit.page.locator(".kpi").all_inner_texts()
        assert show_number("ko", card, "firms") in cards[0] and card == 100
        assert f"누적 선정 {ladder['cumulative']} 신규 {ladder['new']}" in _spaced(written_in(visit, "stage_counts"))
        assert show_number("ko", district, "firms") in written_in(visit, "firms_by_district")


def test_progression_says_what_the_command_line_says(browser, server, sample_home):
    stock = ask(sample_home, "stage_stock", stage_code="flagship", year=2018)["firms"]
    came = ask(sample_home, "kpis", kpi="entries_year")["value"]
    balance = ask(sample_home, "stage_balance", stage_code="pre", year=2018)
    with walk.opened(browser, server.url, walk.link("progression", as_of=DAY)) as visit:
        assert f"{stock} {name_of(sample_home, 'flagship')}" in written_in(visit, "stage_stock")
        assert written_in(visit, "stage_transitions").startswith(show_number("ko", came, "firms"))
        said = written_in(visit, "stage_balance_waterfall")
        for part in ("entries", "exits", "closing"):
            assert show_number("ko", balance[part], "firms") in said, part


def test_moves_say_what_the_command_line_says(browser, server, sample_home):
    days = ("--start", "2017", "--end", "2018")
    stayed = ask(sample_home, "stage_transitions", *days, from_stage="flagship", to_stage="flagship")
    renewed = ask(sample_home, "renewal_rates", "--by", "stage", stage_code="pre")
    waits = ask(sample_home, "time_to_next_stage_medians", stage_code="flagship")
    link = walk.link("transitions", as_of=DAY, start_on="2017-12-31", end_on=DAY)
    with walk.opened(browser, server.url, link) as visit:
        said = written_in(visit, "stage_transitions_matrix")
        assert said.startswith(f"{name_of(sample_home, 'flagship')} {show_number('ko', stayed['base'], 'firms')}")
        assert show_number("ko", stayed["firms"], "firms") in said
        assert f"{renewed['renewed']} / {renewed['ended']}" in written_in(visit, "renewal_rates")
        medians = written_in(visit, "time_to_next_stage_medians")
        for part in ("firms", "promoted", "left", "censored"):
            assert show_number("ko", waits[part], "firms") in medians, part


def test_definitions_name_every_measure_of_the_command_line(browser, server, sample_home):
    listed = run_module("metrics", "--list", home=sample_home).stdout
    with walk.opened(browser, server.url, walk.link("definitions")) as visit:
        codes = visit.page.locator("dl.definitions code").all_inner_texts()
        assert say("ko", "definitions.found", number=len(codes)) in visit.text
        told = visit.page.locator("dl.definitions dd").all_inner_texts()
        meanings = [text.splitlines()[0] for text in told]  # formula and example stand below
    assert len(codes) == len(set(codes)) >= 10
    for code, meaning in zip(codes, meanings, strict=True):
        assert re.search(rf"^{code} +.* {re.escape(meaning)}$", listed, re.MULTILINE), code


def test_the_history_lists_what_the_command_line_lists(browser, server, sample_home):
    lines = [json.loads(line) for line in run_module("etl", "uploads", "--json", home=sample_home).stdout.splitlines()]
    loaded = {line["file"]: line["rows"] for line in lines if line["who"] != "seed"}
    assert {"firms.csv", "designations.csv", "targets.csv"} <= set(loaded)
    with walk.opened(browser, server.url, walk.link("uploads")) as visit:
        visit.page.locator("canvas [role=gridcell]").first.wait_for(state="attached")
        cells = [cell.strip() for cell in visit.page.locator("canvas [role=gridcell]").all_text_contents()]
    for file, rows in loaded.items():
        at = cells.index(file)
        assert str(rows) in cells[at : at + 4], file  # the grid tells screen readers the bare number


def _spaced(text: str) -> str:
    return re.sub(r"\s*(누적 선정|신규)\s*", r" \1 ", text)
