"""A deck by hand: every kind of slide, in Korean and English, with gaps, part years, steps below zero, long words."""

from charts.slides import Series, SlideChart
from charts.theme import LIGHT
from reports.content import SlideContent, SlideTable

YEARS = ("2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025")
STAGES = {
    "ko": ("PRE-명품강소기업", "명품강소기업", "스타기업", "글로벌강소기업", "월드클래스300"),
    "en": ("PRE", "Flagship", "Star", "Global", "World Class 300"),
}
SOURCE = {
    "ko": "자료: 사무국 업로드 3건(2024년 수출, 2024년 성과, 지정 현황) · 2024-12-31 기준 · 스냅숏 2026-11-22-3",
    "en": "Source: 3 uploads of the secretariat (exports 2024, outcomes 2024, designations) · as of 2024-12-31",
}


def _slide(lang: str, kind: str, ko: str, en: str, **more: object) -> SlideContent:
    words = {"ko": ko, "en": en}[lang]
    told = {
        "ko": {"about": "연간 수출액 · 지정기업 전체 · 2024년 12월 기준", "unit": "백만 달러"},
        "en": {"about": "Exports a year · all designated firms · as of December 2024", "unit": "USD million"},
    }[lang]
    notes = {"ko": "발표자 노트: 첫 줄.\n둘째 줄은 조심해서 읽는다.", "en": "Notes: first line.\nSecond line."}[lang]
    made = {"source": SOURCE[lang], "notes": notes, "alt": f"{words} ({kind})", **told, **more}
    return SlideContent(kind, words, **made)


def exports(lang: str) -> SlideContent:
    """One series of columns: a year that nobody knows, a part year, a dashed target."""
    name, target = {"ko": ("수출액", "목표"), "en": ("Exports", "Target")}[lang]
    values = (151.2, 163.9, None, 172.4, 188.1, 189.6, 212.3, 98.7)
    chart = SlideChart(
        "columns",
        YEARS,
        (
            Series(name, values, LIGHT.exports),
            Series(target, (None, None, 160, 160, 180, 180, 200, 200), LIGHT.benchmark, is_line=True),
        ),
        decimals=1,
        in_part=(7,),
    )
    return _slide(
        lang, "exports_by_year", "수출이 1년 새 12 % 늘어 사상 최대다", "Exports rose 12 % to a record", chart=chart
    )


def firms(lang: str) -> SlideContent:
    """Two series of columns side by side."""
    names = {"ko": ("신규 지정", "종료"), "en": ("Entries", "Exits")}[lang]
    chart = SlideChart(
        "columns",
        YEARS[:5],
        (
            Series(names[0], (31, 28, 24, 30, 22), LIGHT.stages[2], LIGHT.stages[3]),
            Series(names[1], (4, 12, 19, None, 25), LIGHT.outside[0], LIGHT.outside[1]),
        ),
    )
    return _slide(
        lang,
        "entries",
        "신규 지정이 종료보다 많던 해는 다섯 해 중 세 해다",
        "Entries led exits in three of five years",
        chart=chart,
    )


def stages(lang: str) -> SlideContent:
    """Stacks with their sum above, pale colours with an edge, a part of a stack unknown."""
    rows = ((20, 19, 18, 20, 17, 20, 18, 18), (100, 98, 97, 100, 96, 80, 80, 79), (15, 21, 30, 41, 52, 49, 51, 50))
    rows += ((23, 24, 26, 29, 31, None, 33, 35), (6, 6, 7, 7, 7, 8, 8, 8))
    edges = (*LIGHT.stages[1:], LIGHT.stages[4])
    series = (Series(*each) for each in zip(STAGES[lang], rows, LIGHT.stages, edges, strict=True))
    chart = SlideChart("stacked", YEARS, tuple(series), in_part=(7,))
    ko = "명품강소기업은 80개사로 줄고 스타기업은 세 배로 늘어, 사다리의 무게가 위로 옮겨 가고 있음을 "
    ko += "여덟 해의 지정 현황이 보여 준다"
    en = "Flagship firms fell to 80 while star firms tripled, so that over eight years "
    en += "the weight of the ladder moved upwards"
    return _slide(lang, "ladder", ko, en, chart=chart)


def countries(lang: str) -> SlideContent:
    """Bars, the first on top, with long names."""
    names = {
        "ko": ("미국", "중국", "베트남", "일본", "아랍에미리트", "인도네시아", "우즈베키스탄", "그 밖의 나라(52개국)"),
        "en": (
            "United States",
            "China",
            "Vietnam",
            "Japan",
            "United Arab Emirates",
            "Indonesia",
            "Uzbekistan",
            "Other (52)",
        ),
    }[lang]
    name = {"ko": "수출액", "en": "Exports"}[lang]
    chart = SlideChart(
        "bars", names, (Series(name, (61.4, 38.2, 27.9, 22.0, 14.3, None, 4.1, 39.8), LIGHT.exports),), 1
    )
    return _slide(
        lang, "markets", "수출의 29 %가 미국으로 간다", "29 % of exports go to the United States", chart=chart
    )


def quota(lang: str) -> SlideContent:
    """Bars beside a target: an outline with dashes."""
    names = {"ko": ("현재", "정원"), "en": ("Now", "Quota")}[lang]
    chart = SlideChart(
        "bars",
        STAGES[lang],
        (
            Series(names[0], (18, 79, 50, 35, 8), LIGHT.stages[2]),
            Series(names[1], (20, 80, None, None, None), LIGHT.benchmark, is_line=True),
        ),
    )
    return _slide(lang, "quota", "정원까지 PRE 2자리, 명품강소 1자리가 남았다", "Three seats are left", chart=chart)


def growth(lang: str) -> SlideContent:
    """A waterfall between two totals."""
    names = {
        "ko": ("2023년", "새 수출기업", "수출 중단", "새 시장", "떠난 시장", "새 품목", "같은 시장·품목", "2024년"),
        "en": ("2023", "New exporters", "Stopped", "New markets", "Left markets", "New goods", "Same goods", "2024"),
    }[lang]
    name = {"ko": "수출액", "en": "Exports"}[lang]
    steps = (189.6, 22.1, -11.4, 18.3, -9.9, 0.0, 3.6, 212.3)
    chart = SlideChart("waterfall", names, (Series(name, steps, LIGHT.exports),), 1, totals=(0, 7))
    return _slide(
        lang,
        "growth",
        "늘어난 22.7 중 22.1은 새 수출기업이 더했다",
        "New exporters added most of the rise",
        chart=chart,
    )


def balance(lang: str) -> SlideContent:
    """A waterfall that crosses zero twice and has a step nobody knows."""
    names = {
        "ko": ("연초", "가", "나", "다", "라", "마", "연말"),
        "en": ("Opening", "A", "B", "C", "D", "E", "Closing"),
    }[lang]
    name = {"ko": "영업이익", "en": "Profit"}[lang]
    steps = (12.0, -20.0, -6.0, None, 30.0, -22.0, -6.0)
    chart = SlideChart("waterfall", names, (Series(name, steps, LIGHT.stages[4]),), totals=(0, 6))
    return _slide(lang, "profit", "영업이익이 적자로 돌아섰다", "Profit turned to a loss", chart=chart, unit="")


def table(lang: str, rows: int = 8) -> SlideContent:
    """A table of firms' numbers with a long text column."""
    heads = {"ko": ("연도", "단계", "기업", "수출액", "비고"), "en": ("Year", "Stage", "Firms", "Exports", "Remark")}[
        lang
    ]
    remark = {"ko": "7월부터 집계 범위가 바뀌어 전년과 견주지 않음", "en": "Coverage changed in July, so not compared"}[
        lang
    ]
    cells = tuple(
        (
            str(2010 + at),
            STAGES[lang][at % 5],
            f"{at * 7 % 90}",
            f"{at * 1234.5:,.1f}" if at % 4 else "–",
            remark if at % 3 == 0 else "",
        )
        for at in range(rows)
    )
    made = SlideTable(heads, cells, numbers=(2, 3))
    return _slide(lang, f"table_{rows}", f"표로 본 단계별 현황 {rows}줄", f"Stages in {rows} rows", table=made)


def cover(lang: str) -> SlideContent:
    """The slide that opens the deck."""
    lines = {
        "ko": (
            "2025년 1월 22일 · 광주테크노파크",
            "강소기업 육성 협의회 사무국",
            "기준일 2024-12-31 · 스냅숏 2026-11-22-3",
        ),
        "en": ("22 January 2025 · Gwangju Technopark", "Secretariat of the council", "As of 2024-12-31"),
    }[lang]
    words = {
        "ko": "2024년 강소기업 육성 협의회 결과 보고",
        "en": "Results of 2024 for the council of strong small firms",
    }
    return SlideContent("title", words[lang], lines=lines)


def plan(lang: str) -> SlideContent:
    """Lines."""
    lines = {
        "ko": (
            "명품강소기업 20개사를 새로 지정한다 (3월 공고, 5월 선정).",
            "수출 지원 패키지를 30개사로 넓힌다.",
            "기업마다 전담 기관을 한 곳 둔다.",
        ),
        "en": (
            "Designate 20 more flagship firms (call in March, choice in May).",
            "Widen the export package to 30 firms.",
            "Give each firm one agency of its own.",
        ),
    }[lang]
    return _slide(lang, "plan", "내년에는 세 가지를 한다", "Three things for next year", lines=lines, unit="", about="")


def definitions(lang: str, count: int = 14) -> SlideContent:
    """More lines than one slide holds."""
    line = {
        "ko": "수출액: 지정기업이 그 달 말일에 가진 가장 높은 단계로 나눈 직접·간접 수출의 합. "
        "신고가 없는 달은 0이 아니라 빈칸으로 둔다.",
        "en": "Exports: direct and indirect exports by the highest stage held on the last day of the month; "
        "a month without a report stays blank, not 0.",
    }[lang]
    words = {"ko": "용어와 세는 법", "en": "Words and how they are counted"}[lang]
    return _slide(
        lang, "definitions", words, words, lines=tuple(f"{at}. {line}" for at in range(1, count + 1)), unit="", about=""
    )


def empty(lang: str) -> SlideContent:
    """Nothing to show."""
    return _slide(lang, "empty", "보여 줄 자료가 없습니다", "Nothing to show")


def deck(lang: str) -> list[SlideContent]:
    """Fifteen slides and those that follow on."""
    charts = [exports(lang), firms(lang), stages(lang), countries(lang), quota(lang), growth(lang), balance(lang)]
    texts = [plan(lang), definitions(lang), empty(lang)]
    return [cover(lang), *charts, table(lang), table(lang, 12), table(lang, 30), table(lang, 3), *texts]
