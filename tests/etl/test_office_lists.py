"""Two files as offices publish them: a portal's list without dates and numbers, and a list typed from news.

All firms are invented; the shapes are real: legal forms in five spellings, an alias, & for 앤, a stray label before an
address, a cohort whose start stands in the reference, firms in several programmes, spells that are in both files.
"""

import shutil
from pathlib import Path

import pytest

from etl import act
from tests.etl.acting import ask, codes, count, load, propose, written

LIST_DAY = {"list_date": "2026-03-07"}
PORTAL = ("구분", "기수", "기업명", "분야/업종", "대표자", "주소")
NEWS = ("사업명", "기수", "지정일", "기업명", "신규연장", "출처")
FORMS = ("(주){0}", "㈜{0}", "{0}(주)", "주식회사 {0}", "{0}")
PLACES = ("광주 북구 첨단벤처소로 {0}", "광주광역시 광산구 진곡산단 {0}번로", "기업주소 광주 동구 금남로 {0}")


def name(serial: int) -> str:
    """An invented name; its legal form is written in another way each time."""
    return FORMS[serial % 5].format(f"가상{'나다라마바사아자차카'[serial // 10]}{'타파하거너더러머버서'[serial % 10]}")


def portal_rows() -> list[tuple[str, ...]]:
    """30 rows: flagship 11기 6, 12기 12, 13기 5, PRE 7기 5, 8기 2."""
    cohorts = [("명품강소기업", "11기")] * 6 + [("명품강소기업", "12기")] * 12 + [("명품강소기업", "13기")] * 5
    cohorts += [("PRE-명품강소기업", "7기")] * 5 + [("PRE-명품강소기업", "8기")] * 2
    rows = [
        (*cohort, name(serial), "전자부품 제조업", "김**", PLACES[serial % 3].format(serial))
        for serial, cohort in enumerate(cohorts)
    ]
    rows[3] = (*rows[3][:2], "농업회사법인 현대에프엔비(주)", *rows[3][3:])  # the reference's alias rows
    rows[4] = (*rows[4][:2], "보&봉", *rows[4][3:])
    return rows


def news_rows() -> list[tuple[str, ...]]:
    """24 rows: 8 spells of the portal's list again, 2 of them told with their date only; 16 others of 13 firms."""
    again = [("명품강소기업", "12기", "2024-01-01", f"{name(serial)} ", "", "뉴스 1") for serial in range(6, 12)]
    again += [("PRE-명품강소기업", "", "2023-09-22", name(serial), "신규", "뉴스 2") for serial in (23, 24)]
    aliases = [("PRE-명품강소기업", "5기", "2021-07-26", "현대에프엔비", "", "뉴스 3"),
               ("PRE-명품강소기업", "6기", "2022-07-14", "보앤봉㈜", "", "뉴스 3")]  # fmt: skip
    climbed = [
        ("스타기업", "", "2019", name(0), "", "뉴스 4"),
        ("글로벌강소기업", "2019", "2019.05", name(0), "", "뉴스 4"),
    ]
    new = [("PRE-명품강소기업", "5기", "2021-07-26", name(serial), "", "뉴스 5") for serial in range(40, 46)]
    new += [("PRE-명품강소기업", "7기", "2023-09-22", name(40), "연장", "뉴스 5")]
    new += [("월드클래스300", str(year), str(year), name(serial), "", "뉴스 6")
            for serial, year in ((50, 2012), (51, 2016), (52, 2018))]  # fmt: skip
    return [*again, *aliases, *climbed, *new, ("지역혁신선도기업", "2022상", "2022-05", name(45), "", "뉴스 7"),
            ("명품강소기업", "14기", "", name(53), "", "뉴스 7")]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lists")
    return {
        "portal": written(folder / "portal.csv", PORTAL, portal_rows()),
        "news": written(folder / "news.csv", NEWS, news_rows(), "cp949"),
    }


@pytest.fixture(scope="module", params=[("portal", "news"), ("news", "portal")], ids="-then-".join)
def both(request, seeded, files, tmp_path_factory) -> Path:
    """A folder that holds both lists, in this order."""
    home = Path(shutil.copytree(seeded, tmp_path_factory.mktemp("both") / "home"))
    for kind in request.param:
        load(home, files[kind], given=LIST_DAY if kind == "portal" else None)
    return home


def test_the_lists_stop_once_because_names_alone_join_and_make_firms(home, files):
    first = propose(home, files["portal"], given=LIST_DAY)
    assert first.verdict == "confirm"
    assert codes(first, "warning") == ["firm_created"] * 30 and codes(first, "error") == []
    assert {"column_dropped", "start_from_cohort", "end_from_term"} == set(codes(first, "correction"))
    assert [(each["new"], each["previous"]) for each in first.lists] == [(23, None), (7, None)]
    act.confirm(home, first.id, "tester")
    second = propose(home, files["news"])
    told = codes(second, "warning")
    joined = 8 + 2 + 2 + 1  # spells again, aliases, the climber, and the second row of a firm made in this file
    assert told.count("name_joined") == joined + 1 and told.count("firm_created") == 24 - joined - 1
    assert set(told) == {"name_joined", "firm_created"}


def test_both_orders_give_the_same_firms_and_spells(both):
    assert count(both, "firms") == 30 + 10
    assert count(both, "spells") == 30 + 16
    assert count(both, "firm_matches") == 30 + 24
    assert ask(both, "SELECT count(*) FROM firms WHERE NOT is_provisional") == [(0,)]


def test_every_listed_firm_has_its_district_also_behind_a_stray_label(both):
    assert ask(both, "SELECT district, count(*) FROM firms WHERE district IS NOT NULL GROUP BY ALL ORDER BY 1") == [
        ("광산구", 10), ("동구", 10), ("북구", 10),
    ]  # fmt: skip


def test_the_list_moves_computed_ends_and_no_written_start_is_lost(both):
    ends = "SELECT DISTINCT CAST(starts_on AS VARCHAR), CAST(ends_on AS VARCHAR), start_precision, is_start_derived "
    assert ask(both, ends + "FROM spells WHERE programme_code = 'flagship' AND cohort = '11기'") == [
        ("2023-01-01", "2026-03-07", "year", True)  # over by its term, and still on the list
    ]
    written_starts = ends + "FROM spells WHERE programme_code = 'flagship' AND cohort = '12기' ORDER BY ALL"
    assert ask(both, written_starts) == [
        ("2024-01-01", "2026-12-31", "day", False),
        ("2024-01-01", "2026-12-31", "day", True),
    ]


def test_a_date_alone_finds_the_cohort_that_the_list_names(both):
    found = ask(
        both, "SELECT cohort, began_as, count(*) FROM spells WHERE programme_code = 'pre' GROUP BY ALL ORDER BY ALL"
    )
    assert found == [
        ("5기", None, 7),
        ("6기", None, 1),
        ("7기", "extended", 1),
        ("7기", "new", 2),
        ("7기", None, 3),
        ("8기", None, 2),
    ]


def test_current_and_cumulative_firms_come_out(both):
    current = """SELECT stage_code, count(DISTINCT firm_id) FROM holdings
                 WHERE DATE '2026-03-07' BETWEEN starts_on AND ends_on GROUP BY ALL ORDER BY 1"""
    assert ask(both, current) == [("flagship", 24), ("pre", 7)]  # the 7기 of the news alone was over in 2025
    ever = "SELECT count(DISTINCT firm_id) FROM spells WHERE stage_code = 'wc300' AND starts_on <= DATE '2018-12-31'"
    assert ask(both, ever) == [(3,)]
    programmes = """SELECT programmes, count(*) FROM (SELECT count(DISTINCT programme_code) AS programmes
                    FROM spells GROUP BY firm_id) GROUP BY ALL ORDER BY 1"""
    assert ask(both, programmes) == [(1, 36), (2, 3), (3, 1)]
