"""Every name that a firm has borne, and for each name that waits for a person the firms that it may mean."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import pyarrow as pa
import pyarrow.compute as pc

from etl.shapes import as_table

ALIKE = 0.6  # of the syllables of both names in common: 가람테크 and 가람테크놀로지 are 0.73, 가람테크 and 나래테크 0.5
FEW = 5  # candidates a name
MOST = 5_000  # names; a file of more unknown firms is a wrong file, and only the very same names are looked for

Row = dict


def name_tables(
    borne: Iterable[Row], waiting: Iterable[Row], money: Iterable[pa.Table], name_of: Callable[[str], str]
) -> dict[str, pa.Table]:
    """The clean tables firm_names, unclaimed_names and match_candidates.

    `borne`: rows with firm_id, firm_name and origin; `waiting`: rows whose firm_name a person may have to judge;
    `money`: tables with business_no, firm_name and a firm_id that may be empty.
    """
    names: dict[tuple, Row] = {}
    for row in borne:
        origin = {"upload_id": row["upload_id"], "source_row": row["source_row"]}
        told = {"firm_id": row["firm_id"], "written_name": row["firm_name"], "name_key": name_of(row["firm_name"])}
        names.setdefault((row["firm_id"], row["firm_name"]), told | origin)
    unclaimed = list(_unclaimed(money, name_of))
    asked = {name_of(row["firm_name"]) for row in waiting} | {row["name_key"] for row in unclaimed}
    return {
        "firm_names": as_table("firm_names", list(names.values())),
        "unclaimed_names": as_table("unclaimed_names", unclaimed),
        "match_candidates": as_table("match_candidates", list(_candidates(sorted(asked), names.values()))),
    }


def _unclaimed(money: Iterable[pa.Table], name_of: Callable[[str], str]) -> Iterable[Row]:
    seen = set()
    for table in money:
        apart = table.filter(pc.is_null(table["firm_id"])).select(["business_no", "firm_name"])
        for row in apart.group_by(["business_no", "firm_name"]).aggregate([]).to_pylist():
            key = row["business_no"], row["firm_name"]
            if row["firm_name"] and key not in seen:
                seen.add(key)
                yield {"business_no": key[0], "written_name": key[1], "name_key": name_of(key[1])}


def _candidates(asked: Iterable[str], names: Iterable[Row]) -> Iterable[Row]:
    """The firms whose names have most syllables in common with the name, the likest first."""
    bearers, holding = defaultdict(set), defaultdict(set)
    for row in names:
        bearers[row["name_key"]].add(row["firm_id"])
    for name in bearers:
        for syllable in set(name):
            holding[syllable].add(name)
    asked = list(asked)
    if len(asked) > MOST:
        holding.clear()
    for name in asked:
        letters = set(name)
        shared = Counter(other for syllable in letters for other in holding.get(syllable, ()))
        likest = dict.fromkeys(bearers.get(name, ()), 1.0)
        for other, number in shared.items():
            likeness = min(2 * number / (len(letters) + len(set(other))), 0.99)  # 1 is the very same name
            for firm_id in bearers[other] if likeness >= ALIKE else ():
                likest[firm_id] = max(likest.get(firm_id, 0), likeness)
        first = sorted(likest.items(), key=lambda each: (-each[1], each[0]))[:FEW]
        yield from ({"name_key": name, "firm_id": firm_id, "similarity": round(each, 2)} for firm_id, each in first)
