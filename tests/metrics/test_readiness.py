"""Who is ready, who lacks one, who cannot be judged, on rows written by hand."""

from datetime import date

import pytest

from metrics.chase import readiness_missing
from metrics.criteria import criteria_in_force, names_of, readiness_what_if
from metrics.errors import WrongUsage
from metrics.readiness import readiness, readiness_counts, readiness_criteria
from metrics.selection import Selection
from metrics.thresholds import written
from tests.warehouse.clean_tables import day, export, firm, report, snapshot_of, spell

AS_OF = date(2023, 12, 31)
MILLION = 1_000_000


def rule(programme, criterion, operator, value, alternative="a", **cells):
    units = {"staff": "people", "exports": "USD", "sales": "KRW", "sales_3y_mean": "KRW"}
    return {
        "programme_code": programme,
        "alternative": alternative,
        "criterion": criterion,
        "operator": operator,
        "value": float(value),
        "unit": units.get(criterion, "share"),
        "valid_from": day("2010-01-01"),
    } | cells


def programme(code, stage_code, **cells):
    return {
        "programme_code": code,
        "programme_ko": code,
        "stage_code": stage_code,
        "valid_from": day("2010-01-01"),
    } | cells


PLAIN, KNOWING = "industry is not knowledge services", "knowledge services"
CRITERIA = [
    rule("pre", "sales", ">=", 10, condition=PLAIN),
    rule("pre", "sales", "<", 50, condition=PLAIN),
    rule("pre", "sales", ">=", 5, "b", condition=KNOWING),
    rule("pre", "sales", "<", 10, "b", condition=KNOWING),
    rule("pre", "rnd_intensity_3y_mean", ">=", 0.03, "*"),
    rule("flagship", "sales", ">=", 50, condition=PLAIN),
    rule("flagship", "sales", ">=", 10, "b", condition=KNOWING),
    rule("flagship", "sales_cagr_5y", ">=", 0.05, "*", any_of="growth"),
    rule("flagship", "rnd_intensity_3y_mean", ">=", 0.01, "*", any_of="growth"),
    rule("old", "staff", ">=", 1, valid_to=day("2022-12-31")),  # no longer in force
    rule("global", "exports", ">=", 5 * MILLION, condition="prior year; direct and indirect"),  # a note binds nobody
    rule("wc300", "sales", ">=", 1),
    rule("wc300", "export_share", ">=", 0.2),
    rule("wc300", "staff", ">=", 10, "b", condition="certified innovative firm"),
]
PROGRAMMES = [
    programme("pre", "pre"),
    programme("flagship", "flagship"),
    programme("old", "star", valid_to=day("2022-12-31")),
    programme("new", "star", valid_from=day("2022-01-01")),  # open, and nobody has written its criteria yet
    programme("global", "global"),
    programme("wc300", "wc300"),
]
INDUSTRIES = [
    {"industry_code": "28", "name_ko": "전기", "section": "C", "knowledge_service": "no"},
    {"industry_code": "62", "name_ko": "소프트", "section": "J", "knowledge_service": "yes"},
    {"industry_code": "75", "name_ko": "지원", "section": "N"},  # nobody knows: blank, as in rows loaded long ago
]
FIRMS = [
    firm("plant", industry_code="28", business_no="1"),
    firm("studio", industry_code="62", business_no="2"),
    firm("riddle", industry_code="75", business_no="3"),
    firm("young", industry_code="28", business_no="4", established_on=day("2020-05-01")),
    firm("quiet", industry_code="28", business_no="5"),
    firm("member", industry_code="28"),  # without a number nobody finds its exports
    firm("shut", industry_code="28", business_no="7", status="closed"),  # left out: it can enter nothing
]
SPELLS = [spell("member", "flagship", "2022-01-01", "2024-12-31")]
OUTCOMES = [
    report("plant", 2018, sales_krw=100),
    *(report("plant", year, sales_krw=120, rnd_krw=6) for year in (2021, 2022)),
    report("plant", 2023, sales_krw=128, rnd_krw=8, staff=9.0),  # grew 5.06 % a year; R&D 5, 5, 6.25 %
    *(report("studio", year, sales_krw=9, rnd_krw=0) for year in (2021, 2022)),
    report("studio", 2023, sales_krw=9, rnd_krw=9, staff=20.0),  # R&D 0, 0, 100 %
    *(report("riddle", year, sales_krw=70, rnd_krw=7) for year in (2021, 2022, 2023)),
    report("young", 2022, sales_krw=60, rnd_krw=0),
    report("young", 2023, sales_krw=60, rnd_krw=0),  # 2021 is missing and 2018 was before its founding
    report("quiet", 2023, sales_krw=40),
    *(report("member", year, sales_krw=60, rnd_krw=0) for year in (2018, 2021, 2022, 2023)),
    report("shut", 2023, sales_krw=500),
    report("plant", 2024, sales_krw=1),  # left out: the year has not ended
]
EXPORTS = [
    *(export("plant", f"2023-{month:02}", 400_000) for month in range(1, 13)),  # 4.8 million
    export("plant", "2024-01", 9 * MILLION),  # left out: not a whole year
]
RATES = [{"year": 2023, "krw_per_usd": 0.00001}]  # 48 won of exports


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    tables = {
        "criteria": CRITERIA,
        "programmes": PROGRAMMES,
        "industries": INDUSTRIES,
        "firms": FIRMS,
        "outcomes": OUTCOMES,
        "exports": EXPORTS,
        "exchange_rates": RATES,
    }
    with snapshot_of(tmp_path_factory.mktemp("readiness"), SPELLS, **tables) as opened:
        yield opened


def states(snapshot, programme_code, **asked) -> dict[str, str]:
    found = readiness(snapshot, Selection(AS_OF), **asked)
    found = found[found["programme_code"] == programme_code]
    return dict(zip(found["firm_id"], found["readiness_state"], strict=True))


def criteria_of(snapshot, firm_id, stage_code) -> list[tuple]:
    found = readiness_criteria(snapshot, Selection(AS_OF), firm_id=firm_id, stage_code=stage_code)
    columns = ["alternative", "criterion", "operator", "criterion_state"]
    return list(found[columns].itertuples(index=False, name=None))


def test_a_value_its_threshold_and_how_far_it_is_from_it(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(AS_OF), firm_id="plant", stage_code="global").iloc[0]
    assert (found["value"], found["threshold"], found["margin"]) == (4_800_000, 5_000_000, -200_000)
    assert found["margin_share"] == pytest.approx(-0.04)
    assert (found["year"], found["criterion_state"], found["unit"]) == (2023, "not_met", "usd")


def test_growth_is_over_five_years_and_intensity_the_mean_of_three_shares(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(AS_OF), firm_id="plant", stage_code="flagship").set_index(
        "criterion"
    )
    assert found.loc["sales_cagr_5y", "value"] == pytest.approx(1.28**0.2 - 1)
    assert found.loc["rnd_intensity_3y_mean", "value"] == pytest.approx((0.05 + 0.05 + 0.0625) / 3)


def test_exports_by_sales_go_by_the_years_rate(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(AS_OF), firm_id="plant", stage_code="wc300").set_index("criterion")
    assert found.loc["export_share", "value"] == pytest.approx(48 / 128)


def test_the_industry_decides_which_alternative_is_shown(snapshot) -> None:
    assert criteria_of(snapshot, "plant", "flagship") == [
        ("a", "sales", ">=", "met"),
        ("*", "rnd_intensity_3y_mean", ">=", "met"),
        ("*", "sales_cagr_5y", ">=", "met"),
    ]
    assert criteria_of(snapshot, "studio", "pre")[0] == ("b", "sales", ">=", "met")


def test_an_industry_that_nobody_has_judged_leaves_met_criteria_open_and_unmet_ones_unmet(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(AS_OF), firm_id="riddle", stage_code="pre")
    told = [(row.alternative, row.operator, row.criterion_state, row.unknown_because) for row in found.itertuples()]
    assert [row for row in told if row[0] == "a"] == [("a", ">=", "unknown", "condition"), ("a", "<", "not_met", None)]
    assert states(snapshot, "flagship")["riddle"] == "unknown"


def test_one_of_those_that_share_any_of_suffices(snapshot) -> None:
    assert states(snapshot, "flagship") == {
        "plant": "ready",
        "studio": "one_away",  # R&D suffices, its growth is not known; sales of 9 lack
        "riddle": "unknown",
        "young": "unknown",
        "quiet": "not_ready",  # sales of 40 lack, and nothing is known of growth
    }  # member holds the stage itself


def test_an_upper_limit_that_is_passed_is_outgrown_and_never_one_away(snapshot) -> None:
    found = readiness(snapshot, Selection(AS_OF), stage_code="pre").set_index("firm_id")
    assert found.loc["plant", ["readiness_state", "not_met", "is_outgrown"]].tolist() == ["not_ready", 1, True]
    assert found.loc["studio", ["readiness_state", "met", "needed"]].tolist() == ["ready", 3, 3]


def test_the_requirement_that_lacks_is_the_tightest(snapshot) -> None:
    found = readiness(snapshot, Selection(AS_OF), stage_code="flagship").set_index("firm_id")
    assert found.loc["studio", ["tightest_criterion", "room"]].tolist() == ["sales", -1]
    # 128 is 1.56 thresholds above 50; of growth the better of two counts: R&D of 5.4 % is 4.4 thresholds above 1 %
    assert found.loc["plant", ["tightest_criterion", "room_share"]].tolist() == ["sales", pytest.approx(1.56)]


def test_who_holds_a_stage_is_asked_only_for_higher_ones(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(AS_OF), firm_id="member")
    assert found["stage_code"].unique().tolist() == ["global", "wc300"]
    assert found[["held_stage", "steps_up"]].drop_duplicates().values.tolist() == [["flagship", 2], ["flagship", 3]]


def test_a_firm_in_no_export_row_of_a_whole_year_exported_nothing_unless_it_has_no_number(snapshot) -> None:
    found = readiness(snapshot, Selection(AS_OF), stage_code="global").set_index("firm_id")["readiness_state"]
    assert (found["quiet"], found["member"]) == ("one_away", "unknown")


def test_years_before_the_founding_are_no_gap_to_chase(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(AS_OF), firm_id="young", stage_code="flagship").set_index(
        "criterion"
    )
    assert found.loc["sales_cagr_5y", "unknown_because"] == "too_young"
    growth = found.loc["rnd_intensity_3y_mean", ["unknown_because", "years_known", "years_needed", "missing_measure"]]
    assert growth.tolist() == ["missing", 2, 3, "several"]


def test_the_chase_list_names_only_figures_that_could_still_decide(snapshot) -> None:
    found = readiness_missing(snapshot, Selection(AS_OF), stage_code="flagship")
    asked = [(row.firm_id, row.measure, row.year) for row in found.fillna({"year": 0}).itertuples()]
    assert asked == [
        ("riddle", "industry", 0),
        ("young", "rnd_krw", 2021),
        ("young", "sales_krw", 2021),
    ]  # quiet lacks sales already; its R&D would decide nothing
    assert found["firm_gaps"].tolist() == [1, 2, 2]


def test_closed_firms_and_closed_programmes_are_left_out(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(AS_OF))
    assert "shut" not in set(found["firm_id"])
    assert "old" not in set(found["programme_code"])
    earlier = readiness_criteria(snapshot, Selection(date(2022, 6, 30)))
    assert "old" in set(earlier["programme_code"])


def test_before_the_first_figures_nobody_can_be_judged(snapshot) -> None:
    found = readiness_criteria(snapshot, Selection(date(2012, 6, 30)), stage_code="flagship")
    assert set(found["unknown_because"].dropna()) == {"no_figures"}
    assert set(found.loc[found["criterion_state"] != "unknown", "condition"]) <= {PLAIN, KNOWING}


def test_counts_add_up_and_a_programme_without_criteria_judges_nobody(snapshot) -> None:
    found = readiness_counts(snapshot, Selection(AS_OF)).set_index("programme_code")
    assert found.index.tolist() == ["pre", "flagship", "new", "global", "wc300"]
    assert (found[["ready", "one_away", "unknown", "not_ready"]].sum(axis=1) == found["candidate_firms"]).all()
    assert found.loc["new", ["criteria", "candidate_firms", "unknown"]].tolist() == [0, 6, 6]
    behind = readiness_counts(snapshot, Selection(AS_OF), firms=True)
    assert (behind.groupby("programme_code").size() == found["candidate_firms"].sort_index()).all()


def test_other_thresholds_move_who_is_ready(snapshot) -> None:
    lower = written({"flagship:b:sales:>=": 9.0})
    assert states(snapshot, "flagship", thresholds=lower)["studio"] == "ready"
    assert states(snapshot, "flagship")["studio"] == "one_away"  # what was tried leaves nothing behind


def test_a_what_if_tells_who_comes_and_who_goes(snapshot) -> None:
    tried = written({"flagship:b:sales:>=": 9.0, "flagship:a:sales:>=": 200.0})
    found = readiness_what_if(snapshot, Selection(AS_OF), thresholds=tried).set_index("programme_code")
    assert found.loc["flagship"].tolist() == ["flagship", 1, 1, 1, 1]
    behind = readiness_what_if(snapshot, Selection(AS_OF), thresholds=tried, firms=True)
    assert behind[["firm_id", "counted_in"]].values.tolist() == [["studio", "added"], ["plant", "withdrawn"]]
    assert readiness_what_if(snapshot, Selection(AS_OF))[["added", "withdrawn"]].sum().tolist() == [0, 0]


def test_criteria_in_force_have_names_to_try_them_by(snapshot) -> None:
    found = criteria_in_force(snapshot, Selection(AS_OF))
    assert "old" not in found["programme_code"].tolist()
    assert names_of(found)[:2] == ["pre:a:sales:>=", "pre:a:sales:<"]
    assert "old" in criteria_in_force(snapshot, Selection(date(2022, 12, 31)))["programme_code"].tolist()


@pytest.mark.parametrize("thresholds", ["flagship:b:sales=9", "flagship:b:sales:>==many", "nonsense"])
def test_a_threshold_that_means_nothing_is_refused(snapshot, thresholds) -> None:
    with pytest.raises(WrongUsage):
        readiness(snapshot, Selection(AS_OF), thresholds=thresholds)
