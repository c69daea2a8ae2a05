"""Figures on cohorts and on one firm say what their tables hold, and are quiet about what is too small or missing."""

from datetime import date

import pandas as pd
import pytest

from charts import cohort_words as words
from charts.cohorts import cohort_growth_lines, cohort_years_heat
from charts.firm import firm_path_timeline
from charts.firm_support import firm_support_message
from charts.firm_words import firm_facts, firm_path_message, stages_held
from charts.theme import Look
from tests.charts.path_frames import COHORT_YEARS, FIRM_YEARS, GROWTH, SPELLS, SUPPORT

KO, EN = Look("ko"), Look("en")
DAY = date(2022, 6, 30)


def test_a_cell_of_too_few_firms_has_its_count_and_no_share():
    figure = cohort_years_heat(COHORT_YEARS, "retained", KO)
    shades, cells = figure.data
    assert [list(row) for row in shades.z] == [[0.75, 0.5], [None, None]]
    assert [text.split("<br>")[0] for text in cells.text] == ["<b>75</b>", "<b>50</b>", "–"]
    assert "15" in cells.text[0] and "3" in cells.text[2]
    assert "5개사보다 적어" in cells.hovertemplate[2]


def test_the_day_of_the_designation_is_the_base_and_no_column():
    figure = cohort_years_heat(COHORT_YEARS, "promoted", KO)
    assert list(figure.layout.xaxis.categoryarray) == ["1년", "2년"]
    assert list(figure.layout.yaxis.categoryarray) == ["2기 · 4개사", "1기 · 20개사"]  # the first on top


def test_growth_leaves_a_gap_where_firms_are_too_few_and_still_says_how_many():
    figure = cohort_growth_lines(GROWTH, KO)
    middle = next(trace for trace in figure.data if trace.name == "median")
    assert pd.isna(middle.y[0]) and list(middle.y[1:]) == [100.0, 110.0, 125.4]
    assert figure.layout.xaxis.ticktext[0].endswith("<br>3")
    assert cohort_growth_lines(GROWTH.head(2), KO).layout.annotations[0].text == KO.say("chart.empty")


def test_the_messages_name_the_telling_figures():
    said = words.cohort_years_message(COHORT_YEARS, "retained", "명품강소기업", KO)
    assert said == "명품강소기업: 2년 뒤 지정 20건 가운데 10건(50.0 %)이 단계를 유지한다"
    assert "8 firms" not in words.cohort_growth_message(GROWTH, "sales_krw", EN)
    assert "from 100 to 125 within 2 years" in words.cohort_growth_message(GROWTH, "sales_krw", EN)
    few = COHORT_YEARS[COHORT_YEARS["cohort"] == "2기"]
    assert words.cohort_years_message(few, "promoted", "PRE", EN) == "PRE: firms promoted"
    assert "견줄 기업이" in words.cohort_growth_message(GROWTH.head(2), "sales_krw", KO)


def test_every_number_of_the_tables_can_be_opened():
    numbers = words.place_numbers(COHORT_YEARS, "promoted", KO)
    assert [dict(codes)["years_since"] for codes in numbers] == [1, 2, 1]  # nobody on the first day
    assert list(words.growth_numbers(GROWTH, KO))[0] == (("years_since", 2), ("measure", "sales_krw"))
    assert list(words.cohorts_of(COHORT_YEARS, KO)) == ["all", "1기", "2기"]


def test_a_spell_is_one_bar_and_its_days_to_come_are_paler():
    figure = firm_path_timeline(SPELLS, FIRM_YEARS, SUPPORT.head(0), DAY, KO)
    bars = [trace for trace in figure.data if trace.type == "bar" and trace.orientation == "h"]
    assert [(bar.y[0], bar.opacity) for bar in bars] == [
        ("pre", 1),
        ("flagship", 1),
        ("flagship", 1),
        ("flagship", 0.35),  # 9기 after the as-of date
    ]
    assert bars[0].text[0] == "1기"  # two years have no room for the reason: the hover has it
    assert "만료" in bars[0].hovertemplate
    estimated = next(trace for trace in figure.data if trace.name == "estimated")
    assert list(estimated.x) == [date(2024, 2, 29)]  # the other one had been renewed by its end


def test_a_year_without_a_value_is_a_gap_and_a_part_year_is_hatched():
    figure = firm_path_timeline(SPELLS, FIRM_YEARS, SUPPORT.head(0), DAY, KO)
    of = {trace.name: trace for trace in figure.data if trace.type == "bar" and trace.orientation != "h"}
    assert set(of) == {"sales_krw", "exports_usd", "staff"}
    assert [day.year for day in of["sales_krw"].x] == [2017, 2018, 2022]
    assert list(of["exports_usd"].marker.pattern.shape) == ["", "", "/"]
    assert KO.say("chart.no_value") in [note.text for note in figure.layout.annotations]  # R&D


@pytest.mark.parametrize("known", ["spells", "years", "support"])
def test_a_firm_of_which_only_a_part_is_known_is_drawn(known):
    tables = {"spells": SPELLS, "years": FIRM_YEARS, "support": SUPPORT}
    shown = [table if name == known else table.head(0) for name, table in tables.items()]
    assert len(firm_path_timeline(*shown, DAY, EN).data) > 0


def test_each_support_is_a_bar_and_a_mark_in_the_lane_of_its_programme():
    figure = firm_path_timeline(SPELLS, FIRM_YEARS, SUPPORT, DAY, KO)
    of = {trace.name: trace for trace in figure.data}
    assert list(of["support_starts"].x) == list(SUPPORT["support_starts_on"]) and of["support"].yaxis == "y2"
    assert [round(length / 86_400_000) for length in of["support"].x] == [254, 30, 578]  # without an end: its mark's
    assert list(figure.layout.yaxis2.categoryarray) == ["수출지원 <패키지>", "찾아가는 현장코칭"]  # the first on top
    assert "시제품" in of["support"].hovertemplate[0] and "13,000,000" in of["support"].hovertemplate[0]
    assert "&lt;패키지&gt;" in of["support"].hovertemplate[1] and "None" not in of["support"].hovertemplate[1]
    assert of["rnd_krw"].yaxis == "y6" if "rnd_krw" in of else figure.layout.yaxis6.domain  # the panels come after


def test_support_in_words_sums_only_what_is_known_of_all():
    assert "지원금" not in firm_support_message(SUPPORT, KO) and "3번" in firm_support_message(SUPPORT, KO)
    assert "지원금" in firm_support_message(SUPPORT[SUPPORT["support_krw"].notna()], KO)


STAYS = pd.DataFrame(
    [
        ("pre", date(2016, 1, 1), date(2017, 12, 31), False, False),
        ("flagship", date(2018, 3, 2), date(2024, 2, 29), True, False),
        ("star", date(2020, 1, 1), date(2023, 12, 31), True, True),
    ],
    columns=["stage_code", "starts_on", "ends_on", "is_current", "is_waiting"],
)
PROFILE = pd.Series(
    {
        "state": "star", "business_no": "1234567891", "district": "북구",
        "industry_code": None, "industry": None, "product": "광통신 부품", "established_on": date(2002, 4, 1),
        "established_precision": "month", "status": "active",
    }
)  # fmt: skip


def test_the_head_says_every_stage_held_and_leaves_out_what_is_not_known():
    facts = firm_facts(PROFILE, STAYS, KO)
    assert facts["현재 단계"] == "스타기업 (재지정 대기), 명품강소기업 (2018-03-02부터)"
    assert facts["사업자등록번호"] == "123-45-67891" and facts["설립일"] == "2002년 4월"
    assert "업종" not in facts
    assert stages_held(PROFILE.replace("star", "closed"), STAYS.head(1), KO) == KO.name("stage", "closed")


def test_the_path_in_one_sentence():
    said = firm_path_message(PROFILE, STAYS, FIRM_YEARS, EN)
    assert said == "Began as PRE in 2016, is Star now · sales rose from KRW 1bn in 2017 to KRW 5bn in 2022"
    assert firm_path_message(PROFILE.replace("star", "none"), STAYS.head(0), FIRM_YEARS.head(1), KO) == (
        "아직 지정된 적이 없다"
    )
    assert "지금은 지정이 없다" in firm_path_message(PROFILE.replace("star", "left"), STAYS, FIRM_YEARS.head(0), KO)
