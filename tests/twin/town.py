"""An invented town: months without a file, zeros, numbers of nobody, ties, empty cells, no rate for some years."""

import random
from datetime import date, timedelta
from pathlib import Path

from tests.warehouse.clean_tables import benchmark, export, firm, report, snapshot_of
from warehouse import Snapshot

from .histories import EDGES, GAPS, LENGTHS, REFERENCE, STAGE_OF, Designation, book_of, number_rows
from .money import MEASURES, Purse, Sale
from .money_benchmarks import Published

FIRST_YEAR, YEARS = 2015, 6
RATES = {2015: 113149, 2016: 116050, 2018: 110030, 2019: 116565}  # nobody knows 2017 and 2020
NOBODY = "0000000000"
CHANNELS = ("direct", "indirect", None)
CODES = ("030617", "0306171000", "850440", "8504409000", "848180", "330499")
SUMS = (0, 0, 1, 7, 250, 250, 1000, 1000, 99999, 123456789)  # ties and zeros are wanted
PROGRAMMES = [
    {"programme_code": code, "programme_ko": code, "stage_code": stage, "valid_from": date(2010, 1, 1)}
    for code, stage in STAGE_OF.items()
]
LIVES = {("region", "85", "US"): range(2017, 2099), ("region", "03", "CN"): range(2015, 2019)}  # else always
GROUPS = {"US": "north_america", "CN": "east_asia", "NA": "africa"}  # VN has none
SECTIONS = {"03": "I", "85": "XVI", "84": "XVI"}  # 33 has none
PERIODS = {"year": (1,), "quarter": (1, 4, 7, 10), "month": range(1, 13)}


def invent_designations(dice: random.Random) -> list[Designation]:
    histories = []
    for _ in range(14):
        start, rows = dice.choice(EDGES), []
        for _ in range(dice.randint(1, 4)):
            end = start + timedelta(days=dice.choice(LENGTHS))
            again = dice.choice((None, "new", "new", "redesignated"))
            programme = dice.choice(tuple(STAGE_OF)) if not rows or dice.random() < 0.5 else rows[-1]["programme_code"]
            facts = {"programme_code": programme, "starts_on": start, "written_end": end, "term_end": end}
            rows.append(facts | {"last_listed_on": None, "gone_on": None, "began_as": again, "end_reason": None})
            start = end + timedelta(days=dice.choice(GAPS))
        histories.append(rows)
    return number_rows(histories)


def invent_exports(dice: random.Random, firms: list[str]) -> list[dict[str, object]]:
    """Some months have no row at all, some only rows of a number that nobody bears, some only zeros."""
    rows = []
    for nth in range(12 * YEARS - 4):
        month = f"{FIRST_YEAR + nth // 12}-{nth % 12 + 1:02}"
        sellers = dice.choice(([], [NOBODY], *[dice.sample([*firms, NOBODY], 6)] * 12))
        are_zero = dice.random() < 0.1
        for seller in sellers:
            for code in dice.sample(CODES, 2):
                facts = {"month": month, "usd": 0 if are_zero else dice.choice(SUMS), "hs": code}
                facts |= {"country": dice.choice(("US", "CN", "NA", "VN")), "channel": dice.choice(CHANNELS)}
                rows.append(export(seller, **facts) | ({"firm_id": None} if seller == NOBODY else {}))
    return rows


def invent_reports(dice: random.Random, firms: list[str]) -> list[dict[str, object]]:
    return [
        report(name, year, **{measure: invent_value(dice, measure) for measure in MEASURES if dice.random() < 0.7})
        for name in firms
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS - 1)
        if dice.random() < 0.7
    ] + [report(firms[0], FIRST_YEAR + YEARS)]  # a report without a value reports nothing


def invent_value(dice: random.Random, measure: str) -> int:
    return dice.choice((0, 1, 3, 3, 12, 1000001)) * (
        -1 if measure == "operating_profit_krw" and dice.random() < 0.5 else 1
    )


def invent_benchmarks(dice: random.Random) -> list[Published]:
    """A nation by year, and by month where its year is not out; a city by chapter; a region by chapter and country."""
    cuts = {
        ("nation", "year"): ((None, None),),
        ("nation", "month"): ((None, None),),
        ("city", "month"): (("03", None), ("85", None)),
        ("region", "quarter"): (("03", "US"), ("03", "CN"), ("85", "US")),
        ("port", "quarter"): ((None, "US"), (None, "CN"), (None, None)),
    }
    return [
        Published(region, date(year, month, 1), kind, dice.randrange(10**9), f"{region} office", chapter, country)
        for (region, kind), parts in cuts.items()
        for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
        for month in PERIODS[kind]
        for chapter, country in parts
        if year in LIVES.get((region, chapter, country), range(FIRST_YEAR, FIRST_YEAR + YEARS))
    ]


def invent_town(seed: int, folder: Path) -> tuple[Snapshot, Purse, list[Published]]:
    dice = random.Random(seed)
    designations = invent_designations(dice)
    firms = sorted({row["firm_id"] for row in designations}) + ["g0001", "g0002", "g0003"]  # never designated
    exports, reports, published = invent_exports(dice, firms), invent_reports(dice, firms), invent_benchmarks(dice)
    places = {name: dice.choice(("bukgu", "donggu")) for name in firms}
    snapshot = snapshot_of(
        folder,
        designations,
        programmes=PROGRAMMES,
        firms=[firm(name, district_code=place) for name, place in places.items()],
        exports=exports,
        outcomes=reports,
        exchange_rates=[{"year": year, "krw_per_usd": rate / 100} for year, rate in RATES.items()],
        benchmarks=[published_row(row) for row in published],
        market_groups=[{"market_group": name, "group_rank": 1} for name in GROUPS.values()],
        markets=[{"country": country, "market_group": group} for country, group in GROUPS.items()],
        hs_names=[
            {"hs_code": code, "hs_section": section, "name_ko": code, "name_en": code}
            for code, section in SECTIONS.items()
        ],
    )
    return snapshot, to_purse(designations, exports, reports, places), published


def published_row(row: Published) -> dict[str, object]:
    parts = {"hs_chapter": row.chapter, "country": row.country, "source": row.source}
    return benchmark(row.region, row.period.isoformat(), row.usd, row.kind, **parts)


def to_sale(row: dict[str, object]) -> Sale:
    facts = (row[name] for name in ("firm_id", "month", "hs_code", "country", "exports_usd"))
    return Sale(*facts, row["channel"] or "unknown", row.get("weight_kg"))


def to_purse(
    designations: list[Designation],
    exports: list[dict[str, object]],
    reports: list[dict[str, object]],
    places: dict[str, str],
) -> Purse:
    """The same rows as the twin reads them."""
    words = {"bukgu": "북구", "donggu": "동구"}
    years = [row["fiscal_year"] for row in reports]
    return Purse(
        book_of(designations, REFERENCE.grace),
        [to_sale(row) for row in exports if row["firm_id"]],
        {
            (row["firm_id"], row["fiscal_year"]): {name: row[name] for name in MEASURES if name in row}
            for row in reports
        },
        months=sorted({row["month"] for row in exports}),
        years=list(range(min(years), max(years) + 1)),
        rates=RATES,
        names={name: name.title() for name in places},
        districts={name: words[place] for name, place in places.items()},
        groups=GROUPS,
        sections=SECTIONS,
    )
