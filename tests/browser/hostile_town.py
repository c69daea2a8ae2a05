"""A town in which every text of every kind of file is an attack; numbers, dates and what is checked are as they should
be. Which columns are texts is asked of the contracts: a new kind of file, or a new column, comes by itself."""

import csv
from pathlib import Path

from etl import act
from etl.contract import Contract, contract
from etl.proposal import CONFIRM, Incoming
from tests.browser.hostile_words import WORDS, attack
from tests.etl.acting import business_no

Row = dict[str, object]
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
# what a cell of these may say is free; of every other type it is read as a number, a day, or one of known words.
# A code that references another table is an attack too, once that table holds it.
TEXTS = ("text", "code")
COUNTRIES = ("US", "DE", "JP", "VN")
YEARS = (2023, 2024)
FIRMS = range(len(WORDS))
DISTRICTS = (WORDS[2], WORDS[3])  # without a blank: an address is read word by word
OWN_PROGRAMME = attack(8)
UNKNOWN = "x'-- ![x](http://evil.example/pixel.png) 몰라"  # a firm that no register knows


def _seed(kind: str, kept: str, most: int = 30, **own: object) -> list[Row]:
    """Rows as a new data folder has them, in which no text stands but the columns `kept`."""
    texts = {column.name for column in contract(kind).columns if column.type in TEXTS} - set(kept.split())
    with (REFERENCE / f"{kind}.csv").open(encoding="utf-8") as file:
        rows = [{name: cell for name, cell in row.items() if name not in texts} for row in csv.DictReader(file)]
    return [row | own for row in rows[:most]]


def _reference() -> dict[str, list[Row]]:
    programmes = _seed("programmes", "programme_code stage_code successor")
    districts = _seed("districts", "district_code")
    stages = _seed("stages", "stage_code")
    return {
        "stages": [*stages, {"rank": 6}],
        "programmes": [row | {"programme_ko": attack(at)} for at, row in enumerate(programmes)]
        + [{"programme_ko": attack(len(programmes)), "stage_code": attack(len(stages)), "valid_from": "2015-01-01",
            "programme_code": OWN_PROGRAMME, "term_years": 3}],
        "cohorts": [*_seed("cohorts", "programme_code"), {"programme_code": OWN_PROGRAMME, "start": "2022-01-01",
                                                           "precision": "day"}],
        "criteria": [*_seed("criteria", "programme_code any_of criterion operator", len(WORDS) - 2),
                     *_seed("criteria", "programme_code", 5),
                     *_seed("criteria", "criterion operator", 2, programme_code=OWN_PROGRAMME)],
        "districts": [row | ({"name_ko": DISTRICTS[at]} if at < len(DISTRICTS) else {})
                      for at, row in enumerate(districts)] + [{}],
        "exchange_rates": _seed("exchange_rates", ""),
        "firm_aliases": [{} for _ in range(3)],
        "hs_names": [{"hs_code": "8504"}, {"hs_code": "850440"}, {"hs_code": "85", "hs_section": attack(3)},
                     {"hs_code": attack(3), "hs_section": ""}],
        "industries": [{"industry_code": code, "knowledge_service": "no"} for code in ("26", attack(1))],
        "institutions": [{"export_package": "yes" if at else attack(1), "valid_from": "2019-01-01"}
                         for at in range(len(WORDS))],
        "market_groups": [{"market_group": code, "group_rank": at + 20} for at, code in enumerate(("g1", attack(1)))],
        "markets": [{"country": code, "market_group": ("g1", attack(1))[at % 2]} for at, code in enumerate(COUNTRIES)],
        "match_decisions": [{"firm_name": UNKNOWN, "decision": "apart"} | own for own in ({"district": ""}, {})],
        "published_figures": [*_seed("published_figures", "measure count_kind"),
                              {"value": 1, "as_of": "2024-12-31"}],
        "quotas": [*_seed("quotas", "stage_code"),
                   {"stage_code": attack(len(stages)), "quota": 5, "valid_from": "2015-01-01"}],
        "settings": [*_seed("settings", "setting"), {"value": 1, "valid_from": "2015-01-01"}],
        "targets": [{"kpi": kpi, "year": year, "target": 50} for kpi in ("flagship_firms", "pre_firms", attack(0))
                    for year in YEARS],
    }  # fmt: skip


def _facts() -> dict[str, list[Row]]:
    firms = [{"firm_name": attack(at), "business_no": business_no(at + 1)} for at in FIRMS]
    named = [attack(each) for each in (0, 1, 3, 8)]  # programmes in force
    return {
        "firms": [row | {"industry": "26" if at % 4 else attack(at), "district": DISTRICTS[at % 2],
                         "established_on": "2010-01-01", "status": "정상"} for at, row in enumerate(firms)],
        "designations": [row | {"programme": named[at % 4], "starts_on": "2022-01-01", "ends_on": "2024-06-30"}
                         for at, row in enumerate([*firms, {"firm_name": UNKNOWN, "address": ""}])],
        "applications": [row | {"programme": named[at % 4], "applied_on": "2021-11-01", "applied_as": "신규",
                                "application_result": "선정"} for at, row in enumerate(firms)],
        "exports": [row | {"month": f"{year}-{month:02}", "hs_code": "850440", "country": COUNTRIES[at % 4],
                           "exports_usd": 1000 * (at + month), "weight_kg": 10, "channel": "직접"}
                    for at, row in enumerate(firms) for year in YEARS for month in range(1, 13)],
        "outcomes": [row | {"fiscal_year": year, "sales_krw": 10**9 + at * 10**7, "staff": 20 + at, "rnd_krw": 10**7}
                     for at, row in enumerate(firms) for year in YEARS],
        "participation": [row | {"fiscal_year": 2023, "starts_on": "2023-03-01", "support_step": "시제품",
                                 "support_krw": 1000000} for row in firms],
        "benchmarks": [{"region": region, "period": f"{year}-{month:02}", "hs_chapter": "85", "country": "US",
                        "exports_usd": 10**9} for region in ("광주", attack(2)) for year in YEARS
                       for month in range(1, 13)],
    }  # fmt: skip


def rows() -> dict[str, list[Row]]:
    """By kind of file its rows, whole: each text that is not said is the next attack."""
    return {
        kind: [_filled(contract(kind), at, row) for at, row in enumerate(said)]
        for kind, said in (_reference() | _facts()).items()
    }


def _filled(source: Contract, at: int, row: Row) -> Row:
    texts = [column.name for column in source.columns if column.type in TEXTS]
    return {name: attack(at + place) for place, name in enumerate(texts)} | row


def _written(source: Contract, told: list[Row]) -> str:
    heads = [column.name for column in source.columns]
    cells = [heads, *([row.get(name, "") for name in heads] for row in told)]
    return "\n".join(",".join('"' + str(cell).replace('"', '""') + '"' for cell in row) for row in cells)


def fill(home: Path, folder: Path) -> None:
    """Load every kind of file, by somebody whose name is one, from files whose names are too."""
    files = []
    for kind, told in rows().items():
        path = folder / f"{kind} ![x](http:⁄⁄evil.example) <img src=x onerror=window.hacked=1>.csv"
        path.write_text(_written(contract(kind), told), encoding="utf-8")
        files.append(Incoming(str(path), path.name, kind, None, {}))
    proposal = act.propose(home, files, WORDS[1])
    errors = [finding for finding in proposal.findings if finding.severity == "error"]
    assert proposal.verdict == CONFIRM, errors  # markup and formulas stop once
    act.confirm(home, proposal.id, WORDS[1])
