"""The invented firms and designations, checked in plain Python without the rooms and without the generator."""

import csv
import datetime as dt
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE, REFERENCE = ROOT / "data" / "sample", ROOT / "data" / "reference"
GRACE, DAY = dt.timedelta(days=90), dt.timedelta(days=1)
STAGES = ("pre", "flagship", "star", "global", "wc300")
ANNOUNCED = dt.date(2018, 12, 31)
Stay = tuple[dt.date, dt.date]


@cache
def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def programmes() -> dict[str, dict[str, str]]:
    return {row["programme_ko"]: row for row in rows(REFERENCE / "programmes.csv")}


def day(text: str) -> dt.date:
    """A day, a month or a year, counted from its first day."""
    return dt.date.fromisoformat((text + "-01-01")[:10])


def spells() -> list[tuple[str, str, dt.date, dt.date]]:
    """(firm, stage, first day, last day): the written end, else start + term − 1 day."""
    found = []
    for row in rows(SAMPLE / "designations.csv"):
        programme, start = programmes()[row["지정단계"]], day(row["지정일"])
        term = int(programme["term_years"])
        end = day(row["종료일"]) if row["종료일"] else start.replace(year=start.year + term) - DAY
        found.append((row["사업자등록번호"], programme["stage_code"], start, end))
    return found


@cache
def stays() -> dict[str, dict[str, list[Stay]]]:
    """Stage → firm → stays: spells joined over gaps of up to 90 days."""
    joined: dict[str, dict[str, list[Stay]]] = {stage: defaultdict(list) for stage in STAGES}
    for firm, stage, start, end in sorted(spells(), key=lambda spell: spell[2]):
        held = joined[stage][firm]
        if held and start <= held[-1][1] + GRACE:
            held[-1] = (held[-1][0], max(held[-1][1], end))
        else:
            held.append((start, end))
    return joined


def current(stage: str, on: dt.date) -> set[str]:
    return {firm for firm, held in stays()[stage].items() if any(first <= on <= last for first, last in held)}


def selected(stage: str, until: dt.date) -> set[str]:
    return {firm for firm, at, start, _ in spells() if at == stage and start <= until}


def quota(stage: str, on: dt.date) -> int:
    for row in rows(REFERENCE / "quotas.csv"):
        if row["stage_code"] == stage and day(row["valid_from"]) <= on <= day(row["valid_to"] or "2999"):
            return int(row["quota"])
    raise AssertionError(f"no quota for {stage} on {on}")


def test_the_generator_writes_the_committed_bytes(tmp_path):
    subprocess.run([sys.executable, "-B", SAMPLE / "generate.py", tmp_path], check=True, timeout=60)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(written) == {path.name for path in SAMPLE.iterdir() if path.suffix in (".csv", ".json")}
    changed = [name for name, content in written.items() if content != (SAMPLE / name).read_bytes()]
    assert changed == [], "run python data/sample/generate.py and commit what it writes"


def test_the_sample_stays_small_and_in_the_shape_of_office_files():
    files = [path for path in SAMPLE.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 8_000_000
    for path in (path for path in files if path.suffix == ".csv"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in content, path.name


def test_the_announced_picture_of_2018():
    assert len(current("flagship", ANNOUNCED)) == 100
    assert len(current("pre", ANNOUNCED)) == 20
    assert [len(selected(stage, ANNOUNCED)) for stage in ("star", "global", "wc300")] == [15, 23, 6]


def test_numbers_bear_the_unissued_prefix_and_right_check_digits():
    firms = rows(SAMPLE / "firms.csv")
    numbers = [row["사업자등록번호"].replace("-", "") for row in firms]
    for number in numbers:
        d = [int(digit) for digit in number]
        total = sum(w * x for w, x in zip((1, 3, 7, 1, 3, 7, 1, 3, 5), d, strict=False)) + 5 * d[8] // 10
        assert len(d) == 10 and number.startswith("999") and d[9] == (10 - total % 10) % 10, number
    corporate = [row["법인등록번호"].replace("-", "") for row in firms if row["법인등록번호"]]
    for number in corporate:
        d = [int(digit) for digit in number]
        assert len(d) == 13 and d[12] == (10 - sum((1, 2)[at % 2] * d[at] for at in range(12)) % 10) % 10, number
    assert len(set(numbers)) == len(firms) == 420
    assert len(set(corporate)) == len(corporate) > 350


def test_every_row_is_of_a_known_firm_and_programme_once():
    known = {row["사업자등록번호"] for row in rows(SAMPLE / "firms.csv")}
    for name in ("designations", "outcomes", "exports", "participation", "applications"):
        assert {row["사업자등록번호"] for row in rows(SAMPLE / f"{name}.csv")} <= known, name
    keys = Counter(
        (row["사업자등록번호"], row["지정단계"], row["기수"] or row["지정일"])
        for row in rows(SAMPLE / "designations.csv")
    )
    assert max(keys.values()) == 1


def test_spells_begin_while_their_programme_is_in_force_and_end_after_they_begin():
    for row in rows(SAMPLE / "designations.csv"):
        programme = programmes()[row["지정단계"]]
        assert programme["valid_from"] <= day(row["지정일"]).isoformat() <= (programme["valid_to"] or "2999"), row
        assert 2014 <= day(row["지정일"]).year <= 2025, row
        assert row["종료일"] or not row["종료사유"], row
    assert all(start < end for _, _, start, end in spells())


def test_spells_of_a_cohort_begin_on_the_day_that_the_reference_knows():
    dates = {(row["programme_code"], row["cohort"]): row["start"] for row in rows(REFERENCE / "cohorts.csv")}
    for row in rows(SAMPLE / "designations.csv"):
        known = dates.get((programmes()[row["지정단계"]]["programme_code"], row["기수"]))
        assert known is None or known == day(row["지정일"]).isoformat(), row


def test_firms_are_designated_after_they_were_founded():
    founded = {row["사업자등록번호"]: row["설립일"] for row in rows(SAMPLE / "firms.csv") if row["설립일"]}
    assert all(day(founded[firm]) < start for firm, _, start, _ in spells() if firm in founded)


@pytest.mark.parametrize("year", range(2015, 2026))
def test_the_quota_is_respected_at_each_year_end(year):
    on = dt.date(year, 12, 31)
    for stage in ("flagship", "pre"):
        assert len(current(stage, on)) <= quota(stage, on)


def test_the_quota_is_respected_on_every_day_that_somebody_enters():
    for stage in ("flagship", "pre"):
        entries = {first for held in stays()[stage].values() for first, _ in held}
        for on in entries | {dt.date(2023, 1, 1)}:
            assert len(current(stage, on)) <= quota(stage, on), (stage, on)


def test_the_ladder_is_alive_at_the_end_of_2025():
    on = dt.date(2025, 12, 31)
    assert 76 <= len(current("flagship", on)) <= 80
    assert 18 <= len(current("pre", on)) <= 20
    assert all(len(current(stage, on)) >= 4 for stage in STAGES)
    assert len(current("flagship", dt.date(2026, 6, 30))) > 55  # not all at the edge of expiry


def test_every_reason_and_every_way_to_begin_occurs():
    designations = rows(SAMPLE / "designations.csv")
    assert {row["종료사유"] for row in designations} == {
        "", "승급", "졸업", "만료", "포기", "탈락", "지정취소", "폐업", "합병", "타지역 이전", "불명",
    }  # fmt: skip
    assert {row["신규연장"] for row in designations} == {"", "신규", "재지정", "연장"}
    assert sum(not row["종료일"] for row in designations) > len(designations) / 2
    assert {row["지정단계"] for row in designations} == set(programmes())
    assert {len(row["지정일"]) for row in designations} == {4, 7, 10}
    assert sum(not row["기수"] for row in designations) > 20


def test_names_are_written_in_several_ways():
    by_firm = defaultdict(set)
    for row in rows(SAMPLE / "designations.csv"):
        by_firm[row["사업자등록번호"]].add(row["기업명"])
    assert sum(len(names) > 1 for names in by_firm.values()) > 100
    written = " ".join(name for names in by_firm.values() for name in names)
    assert all(form in written for form in ("㈜", "(주)", "주식회사"))


def first_days() -> dict[str, dict[str, dt.date]]:
    """Firm → stage → first day ever in it."""
    found: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for firm, stage, start, _ in sorted(spells(), key=lambda spell: spell[2], reverse=True):
        found[firm][stage] = start
    return found


def test_firms_rise_skip_stages_and_take_them_in_another_order():
    firsts = first_days().values()
    assert sum("pre" in it and "flagship" in it and it["pre"] < it["flagship"] for it in firsts) >= 15
    assert sum("star" in it and not {"pre", "flagship"} & set(it) for it in firsts) >= 1
    assert sum("flagship" in it and "global" in it and "star" not in it for it in firsts) >= 5
    assert sum("flagship" in it and "global" in it and it["global"] < it["flagship"] for it in firsts) >= 3


def test_firms_hold_several_stages_at_once_and_two_programmes_in_one_stage():
    on = [dt.date(year, 6, 30) for year in range(2018, 2026)]
    held = [Counter(firm for stage in STAGES for firm in current(stage, at)) for at in on]
    assert max(max(counts.values()) for counts in held) >= 3
    by_programme = defaultdict(list)
    for row, (firm, _, start, end) in zip(rows(SAMPLE / "designations.csv"), spells(), strict=True):
        by_programme[row["지정단계"]].append((firm, start, end))
    for older, newer in (("스타기업", "지역혁신선도기업"), ("글로벌강소기업", "글로벌강소기업 1000+")):
        both = [
            one
            for one, first, last in by_programme[older]
            for other, start, end in by_programme[newer]
            if one == other and start <= last and first <= end
        ]
        assert both, (older, newer)


def test_firms_come_back_after_long_gaps_and_stay_over_short_ones():
    assert sum(len(held) > 1 for by_firm in stays().values() for held in by_firm.values()) >= 10
    by_place = defaultdict(list)
    for firm, stage, start, end in spells():
        by_place[firm, stage].append((start, end))
    gaps = [
        (later[0] - earlier[1]).days - 1
        for held in by_place.values()
        for earlier, later in zip(sorted(held), sorted(held)[1:], strict=False)
    ]
    assert sum(1 <= gap < 90 for gap in gaps) >= 20
    assert sum(gap > 90 for gap in gaps) >= 10
    assert sum(gap < 0 for gap in gaps) >= 10  # the next cohort overlaps the last


def test_some_are_flagged_redesignated_without_a_known_earlier_spell():
    started = first_days()
    flagged = [
        row
        for row in rows(SAMPLE / "designations.csv")
        if row["신규연장"] == "재지정"
        and day(row["지정일"]) == started[row["사업자등록번호"]][programmes()[row["지정단계"]]["stage_code"]]
    ]
    assert flagged


def test_invented_reference_rows_are_marked_and_no_seed():
    assert {row["source"] for row in rows(SAMPLE / "targets.csv")} == {"가상(표본)"}
    institutions = rows(SAMPLE / "institutions.csv")
    assert len(institutions) == 22
    assert sum(row["source"] == "가상(표본)" for row in institutions) == 15
    assert not any("가상" in path.read_text("utf-8") for path in REFERENCE.glob("*.csv"))


def test_whoever_was_designated_again_by_the_city_since_2021_had_applied_before():
    applied = defaultdict(list)
    for row in rows(SAMPLE / "applications.csv"):
        applied[row["사업자등록번호"], row["사업"], row["기수"]].append((day(row["신청일"]), row["결과"]))
    again = [
        row
        for row in rows(SAMPLE / "designations.csv")
        if row["신규연장"] in ("재지정", "연장")
        and row["지정단계"] in ("PRE-명품강소기업", "명품강소기업")
        and row["지정일"] >= "2021"
    ]
    assert len(again) > 100
    for row in again:
        [(applied_on, result)] = applied[row["사업자등록번호"], row["지정단계"], row["기수"]]
        assert applied_on < day(row["지정일"]) and result == "선정", row
