"""The invented outcomes, exports and support, checked in plain Python; and the true effect against the naive one."""

import csv
import json
import math
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
PACKAGE, COACHING = "수출지원 패키지", "찾아가는 현장코칭"


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def yearly() -> Counter:
    """(firm, year) → USD."""
    found: Counter = Counter()
    for row in rows("exports"):
        found[row["사업자등록번호"], int(row["연월"][:4])] += int(row["수출액(USD)"])
    return found


def of_year(year: int) -> int:
    return sum(usd for (_, at), usd in yearly().items() if at == year)


def test_export_rows_are_well_formed_and_unique():
    seen = set()
    for row in rows("exports"):
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", row["연월"])
        assert re.fullmatch(r"\d{6}(\d{4})?", row["HS코드"])
        assert re.fullmatch(r"[A-Z]{2}", row["국가"])
        assert row["직간접"] in ("직접", "간접")
        assert int(row["수출액(USD)"]) > 0 and int(row["중량(kg)"] or 1) > 0
        seen.add((row["사업자등록번호"], row["연월"], row["HS코드"], row["국가"], row["직간접"]))
    assert len(seen) == len(rows("exports"))
    assert 47_000 < len(seen) < 53_000
    months = {row["연월"] for row in rows("exports")}
    assert (min(months), max(months), len(months)) == ("2014-01", "2025-10", 142)
    assert any(row["HS코드"].startswith("0") for row in rows("exports"))  # chapters 01 to 09 must keep their zero


def test_the_invented_city_and_nation_export_more_than_the_firms_in_every_month():
    ours: Counter = Counter()
    for row in rows("exports"):
        ours[row["연월"]] += int(row["수출액(USD)"])
    published = {(row["지역"], row["기간"]): int(row["수출액(USD)"]) for row in rows("benchmarks")}
    assert {region for region, _ in published} == {"광주", "전국"}
    assert {month for _, month in published} == set(ours)
    assert all(0.06 < ours[month] / published["광주", month] < 0.10 for month in ours)
    assert all(30 < published["전국", month] / published["광주", month] < 50 for month in ours)
    assert all(row["출처"] == "가상(표본)" for row in rows("benchmarks"))


def test_hs_codes_fit_the_product_of_the_firm():
    product = {row["사업자등록번호"]: row["주생산품"] for row in rows("firms")}
    codes = defaultdict(set)
    for row in rows("exports"):
        if product[row["사업자등록번호"]]:
            codes[product[row["사업자등록번호"]]].add(row["HS코드"])
    assert max(map(len, codes.values())) <= 2


def test_one_firm_exports_about_a_fifth():
    by_firm: Counter = Counter()
    for (firm, _), usd in yearly().items():
        by_firm[firm] += usd
    (_, first), (_, second) = by_firm.most_common(2)
    assert 0.18 < first / by_firm.total() < 0.23
    assert second / by_firm.total() < 0.1
    usd = sorted(by_firm.values())
    assert usd[len(usd) // 2] < by_firm.total() / len(usd) / 3  # the median exporter is far below the mean


def test_exports_dip_in_2020_and_have_seasons():
    assert of_year(2020) < 0.9 * of_year(2019)
    assert of_year(2021) > 1.1 * of_year(2020)
    by_month: Counter = Counter()
    for row in rows("exports"):
        if row["연월"] < "2020":
            by_month[row["연월"][5:]] += int(row["수출액(USD)"])
    assert by_month["03"] > 1.1 * by_month["02"]


def test_exporters_enter_and_leave_and_nobody_exports_after_closing():
    exporting = {year: {firm for firm, at in yearly() if at == year} for year in range(2014, 2026)}
    assert sum(len(exporting[year] - exporting[year - 1]) for year in range(2015, 2026)) > 40
    assert sum(len(exporting[year - 1] - exporting[year]) for year in range(2015, 2025)) > 20
    closed = {
        row["사업자등록번호"]: row["종료일"][:7] for row in rows("designations") if row["종료사유"] in ("폐업", "합병")
    }
    late = [row for row in rows("exports") if row["연월"] > closed.get(row["사업자등록번호"], "9999")]
    assert closed and late == []


def test_outcomes_are_late_and_gappy_and_never_reported_twice():
    outcomes = rows("outcomes")
    keys = Counter((row["사업자등록번호"], row["연도"]) for row in outcomes)
    assert max(keys.values()) == 1
    years = defaultdict(list)
    for row in outcomes:
        years[row["사업자등록번호"]].append(int(row["연도"]))
    assert {year for at in years.values() for year in at} == set(range(2014, 2025))
    assert sum(max(at) - min(at) + 1 > len(at) for at in years.values()) > 50
    per_year = Counter(row["연도"] for row in outcomes)
    assert per_year["2024"] < per_year["2023"]
    numbers = [column for column in outcomes[0] if column.endswith(")")]
    assert len(numbers) == 10
    for column in numbers:
        written = [row[column] for row in outcomes]
        assert 0 < written.count("") < 0.15 * len(written), column
        assert all(re.fullmatch(r"-?\d+", cell) for cell in written if cell), column
    assert any(row["영업이익(천원)"].startswith("-") for row in outcomes)


def test_the_package_takes_ten_flagship_and_ten_recommended_firms_a_year():
    package = [row for row in rows("participation") if row["지원사업"] == PACKAGE]
    assert Counter(row["연도"] for row in package) == dict.fromkeys(("2019", "2020", "2021", "2022"), 20)
    assert Counter(row["연도"] for row in package if row["추천기관"]) == dict.fromkeys(
        ("2019", "2020", "2021", "2022"), 10
    )
    institutions = {row["institution"] for row in rows("institutions")}
    assert {row["수행기관"] for row in rows("participation")} <= institutions
    assert {row["추천기관"] for row in package} - {""} <= institutions
    coaching = [row for row in rows("participation") if row["지원사업"] == COACHING]
    assert {row["진행단계"] for row in coaching} == {"연구개발 기획", "지식재산", "시제품", "사업화"}
    assert max(Counter((row["사업자등록번호"], row["지원사업"]) for row in rows("participation")).values()) == 1


def log_change(firm: str, year: int, before: tuple[int, ...]) -> float | None:
    """Mean log exports of years 1 and 2 after `year` less that of the years before, where all are known."""
    spans = [[yearly()[firm, year + at] for at in span] for span in (before, (1, 2))]
    if not all(all(span) for span in spans):
        return None
    first, second = (sum(map(math.log, span)) / len(span) for span in spans)
    return second - first


def mean(changes) -> float:
    known = [change for change in changes if change is not None]
    return sum(known) / len(known)


def test_before_and_after_is_wrong_by_at_least_half_of_the_true_effect():
    written = json.loads((SAMPLE / "true_effect.json").read_text("utf-8"))
    for kind in (PACKAGE, COACHING):
        supported = {
            row["사업자등록번호"]: int(row["연도"]) for row in rows("participation") if row["지원사업"] == kind
        }
        truth = (written["true_effect"][kind]["1"] + written["true_effect"][kind]["2"]) / 2
        naive = mean(log_change(firm, year, (-2, -1)) for firm, year in supported.items())
        assert abs(naive - truth) >= truth / 2
        told = written["simple_comparisons"][kind]
        assert math.isclose(told["naive_before_after"], naive, abs_tol=1e-4)
        assert math.isclose(told["true"], truth, abs_tol=1e-4)


def test_a_comparison_with_firms_never_supported_comes_near_the_true_effect():
    supported = {row["사업자등록번호"]: int(row["연도"]) for row in rows("participation") if row["지원사업"] == PACKAGE}
    others = {firm for firm, _ in yearly()} - set(supported)
    usual = {year: mean(log_change(firm, year, (-1,)) for firm in others) for year in range(2019, 2023)}
    changes = [(log_change(firm, year, (-1,)), year) for firm, year in supported.items()]
    estimate = mean(change - usual[year] for change, year in changes if change is not None)
    assert abs(estimate - 0.15) < 0.05


def test_the_package_chose_firms_that_had_grown():
    supported = {row["사업자등록번호"]: int(row["연도"]) for row in rows("participation") if row["지원사업"] == PACKAGE}

    def growth(firm: str, year: int) -> float | None:
        early, late = yearly()[firm, year - 3], yearly()[firm, year - 1]
        return math.log(late / early) / 2 if early and late else None

    chosen = mean(growth(firm, year) for firm, year in supported.items())
    others = {firm for firm, _ in yearly()} - set(supported)
    assert chosen > mean(growth(firm, year) for firm in others for year in range(2019, 2023)) + 0.04
