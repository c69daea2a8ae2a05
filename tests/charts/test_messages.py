"""The sentences above the figures: each says what its table holds, in both languages."""

import re
from pathlib import Path

import pandas as pd
import pytest

from charts import messages, money_messages
from charts.theme import Look
from tests.charts.frames import BALANCE, COHORTS, COUNTS, DISTRICTS, FLOWS, ITEMS, STOCK
from texts import has, languages

KO, EN = Look("ko"), Look("en")
ORDER = ["pre", "flagship", "star", "global", "wc300"]
PAIRS = pd.DataFrame({"measure": ["a", "b", "c"], "difference": [0.0, -3.0, None]})


@pytest.mark.parametrize(
    ("current", "expected"),
    [(96, "4개사 남았다"), (100, "100개사로 총량이 찼다"), (104, "100개사를 4개사 넘었다")],
)
def test_the_ladder_says_how_far_the_largest_quota_is_filled(current, expected):
    counts = COUNTS.assign(current=[18, current, 22, 19, 0])
    assert messages.stage_counts_message(counts, KO).endswith(expected)


def test_the_ladder_without_any_quota_has_a_plain_name():
    assert messages.stage_counts_message(COUNTS.assign(quota=None), EN) == "Firms designated at each stage"


def test_stock_compares_the_last_two_years():
    assert messages.stage_stock_message(STOCK, KO) == "지정기업은 2024년 말 105개사에서 115개사로 10개사 늘었다"
    assert "105 firms" in messages.stage_stock_message(STOCK, EN)


def test_flows_count_who_rose_and_who_left_and_not_who_had_left_before():
    said = messages.stage_flows_message(FLOWS, ORDER, KO)
    # entered: 12 + 3; rose: 7 + 1; left: 3 + 2 closed + 2 unknown; not the 150 who had left before, not star → pre
    assert said == "15개사가 들어오고 8개사가 위 단계로 오르고 7개사는 지정이 끝났다"


def test_flows_without_moves_say_so():
    still = FLOWS[FLOWS["from_stage"] == FLOWS["to_stage"]]
    assert "No firm moved" in messages.stage_flows_message(still, ORDER, EN)


def test_balance_says_entries_exits_and_what_is_left():
    said = messages.stage_balance_message(BALANCE, KO)
    assert said.endswith("17개사가 들어오고 11개사가 나가 96개사로 6개사 늘었다")


def test_cohorts_districts_and_completeness_name_the_telling_figure():
    assert "18개사 가운데 10개사가 승급하고 3개사가 재지정됐다" in messages.cohort_outcomes_message(COHORTS, KO)
    assert messages.firms_by_district_message(DISTRICTS, KO) == "현재 지정 84개사 가운데 43개사가 북구에 있다"
    assert messages.completeness_message(ITEMS, KO).endswith("50.0 %")


def test_reported_figures_that_cannot_be_compared_are_not_counted():
    assert messages.reported_and_computed_message(PAIRS, KO) == "발표 수치 2건 가운데 1건은 계산과 같고 1건은 다르다"


@pytest.mark.parametrize("look", [KO, EN], ids=["ko", "en"])
def test_nothing_to_say_is_a_plain_name(look):
    assert messages.stage_counts_message(COUNTS.head(0), look)
    assert messages.stage_stock_message(STOCK.head(0), look)
    assert messages.stage_flows_message(FLOWS.head(0), ORDER, look)
    assert messages.stage_balance_message(BALANCE.head(0), look)
    assert messages.cohort_outcomes_message(COHORTS.head(0), look)
    assert messages.firms_by_district_message(DISTRICTS.head(0), look)
    assert messages.completeness_message(ITEMS.head(0), look)
    assert messages.reported_and_computed_message(PAIRS.head(0), look)


def test_attention_and_quota_make_a_line_only_where_firms_are_behind_it():
    matters = pd.DataFrame({"item": ["ending_within_6_months", "without_business_no"], "firms": [7, 0]})
    assert messages.attention_lines(matters, EN) == [("ending_within_6_months", "Designation ends within 6 months", 7)]
    assert [(stage, firms) for stage, _, firms in messages.quota_lines(COUNTS, KO)] == [("pre", 18), ("flagship", 104)]
    assert messages.quota_lines(COUNTS, KO)[1][1].endswith("총량을 4개사 넘음")


def test_changes_between_snapshots_name_the_stages_that_differ():
    changes = pd.DataFrame(
        [("pre", 19, 19, 0, 0), ("flagship", 78, 79, 2, 1)],
        columns=["stage_code", "known_before", "known_now", "added", "withdrawn"],
    )
    assert messages.stage_changes_message(changes, KO) == "직전 스냅숏 뒤 현재 지정이 2건 늘고 1건 빠졌다"
    assert [(stage, firms) for stage, _, firms in messages.stage_change_lines(changes, KO)] == [("flagship", 3)]
    assert messages.stage_changes_message(changes.head(1), EN).startswith("No designation differs")


def test_every_item_of_attention_has_its_words():
    source = (Path(__file__).parents[2] / "metrics" / "attention.py").read_text(encoding="utf-8")
    items = set(re.findall(r"'(\w+)' AS item", source)) | set(re.findall(r'"(exports_\w+)"', source))
    assert items and all(has(lang, f"chart.attention.{item}") for item in items for lang in languages())


def test_stale_sources_and_breaks_are_counted_in_the_message():
    rows = [("exports", 200, 93, True), ("outcomes", 900, 577, True), ("designations", 3, 366, False)]
    sources = pd.DataFrame(rows, columns=["upload_source", "age_days", "usual_days", "is_stale"])
    said = money_messages.source_freshness_message(sources, KO)
    assert said == "자료 2가지에 새 파일이 필요하고, 성과가 가장 늦었다"
    assert "up to date" in money_messages.source_freshness_message(sources[2:], EN)
    breaks = pd.DataFrame({"region": ["a", "a", "b"], "period_kind": ["year", "year", "month"]})
    assert money_messages.benchmark_breaks_message(breaks, KO) == "비교지표의 시계열 2개에 끊긴 곳 3곳이 있다"
    assert money_messages.benchmark_breaks_message(breaks[:0], EN) == "No series of the benchmarks breaks"


def test_the_queue_says_how_many_wait_and_how_many_may_be_there_already():
    queue = pd.DataFrame({"candidates": [0, 2, 1]})
    told = money_messages.match_queue_message(queue, KO)
    assert told == "사람이 정할 이름·번호 3건, 그 가운데 2건은 이미 있는 기업일 수 있다"
    assert "3 names" in money_messages.match_queue_message(queue, EN)
    assert "없다" in money_messages.match_queue_message(queue.head(0), KO)
