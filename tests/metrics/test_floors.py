"""Members below the floor of their own stage, on rows written by hand."""

from datetime import date

import pytest

from metrics.floors import below_floor
from metrics.selection import Selection
from tests.metrics.test_readiness import FIRMS, INDUSTRIES, KNOWING, PLAIN, programme, rule
from tests.warehouse.clean_tables import day, export, firm, report, snapshot_of, spell

AS_OF = date(2023, 12, 31)
CRITERIA = [
    rule("flagship", "sales", ">=", 50, condition=PLAIN),
    rule("flagship", "sales", ">=", 10, "b", condition=KNOWING),
    rule("flagship", "rnd_intensity_3y_mean", ">=", 0.9, "*", any_of="growth"),  # one of several: no floor
    rule("pre", "sales", "<", 20, "*"),  # an upper limit is no floor
    rule("old", "staff", ">=", 10, valid_to=day("2022-12-31")),
    rule("old", "staff", ">=", 4, valid_from=day("2005-01-01"), valid_to=day("2009-12-31")),  # long gone
    rule("global", "exports", ">=", 500),
    rule("global", "exports", ">=", 100, "b", condition="certified innovative firm"),
    rule("global", "sales", ">=", 999),  # not in alternative b, which may be the firm's: no floor
]
PROGRAMMES = [
    programme("pre", "pre"),
    programme("flagship", "flagship"),
    programme("old", "star", valid_to=day("2022-12-31")),
    programme("global", "global"),
]
SPELLS = [
    spell("plant", "flagship", "2021-03-01", "2024-12-31"),
    spell("studio", "flagship", "2019-01-01", "2024-12-31"),
    spell("riddle", "flagship", "2019-01-01", "2024-12-31"),
    spell("quiet", "flagship", "2019-01-01", "2024-12-31"),
    spell("member", "old", "2020-01-01", "2024-12-31", stage_code="star"),
    spell("young", "pre", "2020-06-01", "2024-12-31"),
    spell("abroad", "global", "2020-06-01", "2024-12-31"),
    spell("gone", "flagship", "2019-01-01", "2022-12-31"),  # left out: no member on the day
]
OUTCOMES = [
    *(report("plant", year, sales_krw=40) for year in (2019, 2020, 2021, 2022, 2023)),  # a member since 2021
    *(report("studio", year, sales_krw=40) for year in (2021, 2022, 2023)),  # knowledge services: its floor is 10
    *(report("riddle", year, sales_krw=40) for year in (2022, 2023)),  # nobody knows: the lower floor, 10
    report("quiet", 2021, sales_krw=10),
    report("quiet", 2023, sales_krw=45),  # 2022 is missing: the run is 2023 alone
    report("member", 2022, staff=10.0),  # just on the floor
    report("member", 2023, staff=9.0),
    report("young", 2023, sales_krw=30),
    report("abroad", 2023, sales_krw=1),
    report("gone", 2023, sales_krw=1),
]
EXPORTS = [export("abroad", f"{year}-{month:02}", 5) for year in (2022, 2023) for month in range(1, 13)]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    tables = {
        "criteria": CRITERIA,
        "programmes": PROGRAMMES,
        "industries": INDUSTRIES,
        "firms": [*FIRMS, firm("abroad", industry_code="28"), firm("gone", industry_code="28")],
        "outcomes": OUTCOMES,
        "exports": EXPORTS,
    }
    with snapshot_of(tmp_path_factory.mktemp("floors"), SPELLS, **tables) as opened:
        yield opened


def runs(snapshot, **asked) -> list[tuple]:
    found = below_floor(snapshot, Selection(AS_OF, **asked))
    columns = ["firm_id", "criterion", "years_below", "since_year", "floor"]
    return list(found[columns].itertuples(index=False, name=None))


def test_years_below_run_back_from_the_last_year_as_a_member(snapshot) -> None:
    assert runs(snapshot) == [
        ("plant", "sales", 3, 2021, 50),
        ("abroad", "exports", 2, 2022, 100),  # 60 a year
        ("member", "staff", 1, 2023, 10),  # the programme has closed: what it asked on its last day
        ("quiet", "sales", 1, 2023, 50),
    ]


def test_the_value_of_the_last_year_and_how_far_it_is_below(snapshot) -> None:
    found = below_floor(snapshot, Selection(AS_OF)).set_index("firm_id")
    assert found.loc["plant", ["value", "margin", "margin_share", "unit", "year"]].tolist() == [
        40,
        -10,
        -0.2,
        "krw",
        2023,
    ]


def test_a_stage_filter_keeps_the_members_of_these_stages(snapshot) -> None:
    assert [row[0] for row in runs(snapshot, stages=("flagship",))] == ["plant", "quiet"]


def test_an_earlier_day_knows_fewer_years(snapshot) -> None:
    found = below_floor(snapshot, Selection(date(2023, 6, 30))).set_index("firm_id")
    assert found.loc["plant", ["years_below", "year"]].tolist() == [2, 2022]
    assert "quiet" not in found.index  # 2022 is missing
