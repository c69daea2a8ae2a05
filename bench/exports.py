"""Whether a filter of the export pages answers as quickly over ten million rows as over a hundred thousand.

    .venv/bin/python -m bench.exports [--rows 100000,10000000] [--values 6] [--folder FOLDER] [--pages exports,growth]

Two data folders with the sample's firms and that many generated rows each; on each export page the same filters are
set in both, one after the other, each with values that nobody has asked for yet; two at a time are those of which the
smaller folder has the most to show, for an empty page is quickly drawn. First within this process: the CPU of
all questions and of the whole page. Then over the websocket of a server each: CPU of the server and wall clock from the
change to the end of the script. `x` is the larger folder by the smaller one.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from warehouse import Snapshot

ROOT = Path(__file__).parents[1]
LIMIT = 1.3  # times what the smaller folder takes
_MARKETS = ("US", "CN", "VN", "JP", "DE", "IN", "MX", "AU", "BR", "TH", "ID", "PL")
_PRODUCTS = ("85", "8708", "84", "8413", "3304", "90", "8504", "7326", "39", "8542", "870810", "8536")
_CARRIERS = {"market": "market", "product": "product", "district": "districts"}
_COLUMNS = {"market": "country", "product": "chapter", "district": "district"}
_DISTRICTS = ("bukgu", "donggu", "seogu", "namgu", "gwangsangu")
_SOLD = """
SELECT firm_id, country, substr(hs_code, 1, 2) AS chapter
FROM export_firm_year_lines
WHERE year = 2024
GROUP BY firm_id, country, chapter
ORDER BY sum(sum(exports_usd)) OVER (PARTITION BY firm_id) DESC, firm_id, sum(exports_usd) DESC
"""
# What two filters leave of the smaller folder: the pairs that most firms and years have something of
_PAIRS = """
SELECT
  CASE $first WHEN 'country' THEN country ELSE district_code END AS first_code,
  CASE $second WHEN 'country' THEN country ELSE substr(hs_code, 1, 2) END AS second_code
FROM export_firm_year_lines
INNER JOIN firms USING (firm_id)
WHERE district_code IS NOT NULL
GROUP BY first_code, second_code
ORDER BY count(DISTINCT (firm_id, year)) DESC, first_code, second_code
LIMIT $values
"""
Link = dict[str, str]
Taken = dict[str, list[float]]  # what is measured → one number for each change


class Firm(NamedTuple):
    """A firm, and a market and a chapter to and of which it sells in every folder."""

    code: str
    market: str
    chapter: str


def changes(values: int, homes: list[Path]) -> list[tuple[str, Link]]:
    """Filters that a visitor sets, one and two at a time, by kind, with so many values of each kind.

    A firm stands in one district: those two together are the firm.
    """
    from warehouse import open_snapshot

    with open_snapshot(homes[0]) as smaller:
        found = list(_in_turn(values, exporters(homes, values), smaller))
    return [found[at] for first in range(values) for at in range(first, len(found), values)]  # kinds take turns


def _in_turn(values: int, firms: list[Firm], smaller: "Snapshot") -> Iterator[tuple[str, Link]]:
    for name, codes in (("market", _MARKETS), ("product", _PRODUCTS), ("district", _DISTRICTS)):
        yield from ((name, {_CARRIERS[name]: codes[at % len(codes)]}) for at in range(values))
    yield from (("firm", {"exporter": firm.code}) for firm in firms)
    yield from (("firm + market", {"exporter": firm.code, "market": firm.market}) for firm in firms)
    yield from (("firm + product", {"exporter": firm.code, "product": firm.chapter}) for firm in firms)
    for names in (("market", "product"), ("district", "market"), ("district", "product")):
        asked = dict(zip(("first", "second"), (_COLUMNS[name] for name in names), strict=True))
        for codes in smaller.query(_PAIRS, values=values, **asked).itertuples(index=False):
            yield " + ".join(names), {_CARRIERS[name]: code for name, code in zip(names, codes, strict=True)}


def pages() -> list[str]:
    """The export pages that there are."""
    from web.session import TRADE_PAGES

    return [name for name in TRADE_PAGES if (ROOT / "pages" / "executive" / f"{name}.py").exists()]


def exporters(homes: list[Path], values: int) -> list[Firm]:
    """Firms of middling size: the largest and the smallest say little."""
    from warehouse import open_snapshot

    known = []
    for home in homes:
        with open_snapshot(home) as snapshot:
            sold = snapshot.query(_SOLD).groupby("firm_id", sort=False)[["country", "chapter"]].agg(list)
            known.append({row.Index: row for row in sold.itertuples()})
    found = []
    for firm, row in list(known[0].items())[20:]:
        markets, chapters = (
            [code for code in getattr(row, name) if all(code in getattr(each[firm], name, ()) for each in known[1:])]
            for name in ("country", "chapter")
        )
        if markets and chapters:
            found.append(Firm(firm, markets[0], chapters[0]))
    return found[:values]


def within(homes: list[Path], page: str, values: int) -> dict[str, list[Taken]]:
    """CPU of a page's questions and of all of it, by kind of change, one table for each home."""
    from bench.one_page import Page

    opened = [Page(home, page) for home in homes]
    taken: dict[str, list[Taken]] = defaultdict(lambda: [defaultdict(list) for _ in homes])
    for kind, link in changes(values, homes):
        for at, each in enumerate(opened):
            for name, number in each.change(link).items():
                taken[kind][at][name].append(number)
    return taken


def served(homes: list[Path], page: str, values: int, folder: Path) -> dict[str, list[Taken]]:
    """CPU of the server and wall clock of the same changes over the websocket."""
    from bench.one_page import Wire
    from tests.browser.serving import serve

    taken: dict[str, list[Taken]] = defaultdict(lambda: [defaultdict(list) for _ in homes])
    with ExitStack() as open_until:
        servers = [open_until.enter_context(serve(home, folder / f"{home.name}.log")) for home in homes]
        wires = [open_until.enter_context(Wire(server, page)) for server in servers]
        for kind, link in changes(values, homes):
            for at, wire in enumerate(wires):
                for name, number in wire.change(link).items():
                    taken[kind][at][name].append(number)
    return taken


def tell(title: str, found: dict[str, list[Taken]]) -> None:
    """One line for each kind of change and one for all: milliseconds in each folder, and how many times."""
    print(f"\n{title}")
    everything: list[Taken] = [defaultdict(list), defaultdict(list)]
    for kind, (small, big) in [*found.items(), ("all", everything)]:
        parts = []
        for name in small:
            means = [1000 * sum(taken[name]) / len(taken[name]) for taken in (small, big)]
            mark = " !" if means[1] > LIMIT * means[0] else "  "
            parts.append(f"{name} {means[0]:6.0f} → {means[1]:6.0f} ms {means[1] / means[0]:5.2f} x{mark}")
            for place, taken in zip(everything, (small, big), strict=True):
                if taken is not place:
                    place[name] += taken[name]
        print(f"  {kind:18} {'   '.join(parts)}")


def main(rows: list[int], values: int, folder: Path, wanted: list[str]) -> None:
    from bench.export_homes import how_made, make_home

    began = time.monotonic()
    homes = [make_home(folder, number) for number in rows]
    for home in homes:
        print(how_made(home))
    for page in wanted or pages():
        tell(f"{page}: within one process, CPU", within(homes, page, values))
        tell(f"{page}: served", served(homes, page, values, folder))
    print(f"\n{time.monotonic() - began:.0f} s; limit {LIMIT} x, ! beyond it")


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--rows", default="100000,10000000")
    asked.add_argument("--values", type=int, default=6)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--pages", default="")
    given = asked.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as spare:
        names = [name for name in given.pages.split(",") if name]
        main([int(each) for each in given.rows.split(",")], given.values, given.folder or Path(spare), names)
