"""By hand: who is ready, who lacks one, who cannot be judged; what to ask for; who sank below the own floor."""

from collections import Counter, defaultdict
from datetime import date

from .counts import Row
from .money import stays_of_firms
from .readiness import (
    DONT_KNOW,
    NO,
    YES,
    Entrance,
    alternatives_of,
    asked_of,
    candidates,
    checked,
    fulfils,
    gaps_of,
    holds_on,
    is_barred,
    judged_year,
    open_programmes,
    requirements_of,
    value_of,
    verdict,
)
from .spells import written_day

STATES = ("ready", "one_away", "unknown", "not_ready")
BEHIND = ("firm", "firm_name", "district", "held_stage", "stage_code", "programme_code", "readiness_state")


def room_of(row: Row) -> tuple[float, float] | None:
    """How far on the right side, in the unit and as a share of the threshold."""
    if row["value"] is None or row["is_barred"]:
        return None
    room = row["threshold"] - row["value"] if row["operator"] == "<" else row["value"] - row["threshold"]
    return room, room / abs(row["threshold"])


def weigh(name: str, rows: list[Row]) -> Row:
    """One way in: its requirements counted, and the tightest of those that are known."""
    needs = requirements_of(rows)
    counted = Counter(verdict(need) for need in needs)
    nearest = []
    for need in needs:
        rooms = [(room_of(row), row) for row in need if room_of(row)]
        if rooms and verdict(need) != DONT_KNOW:
            nearest.append(max(rooms, key=lambda pair: pair[0][1]))
    room, row = min(nearest, key=lambda pair: pair[0][1]) if nearest else ((None, None), {})
    outgrown = any(verdict(need) == NO and all(each["operator"] == "<" for each in need) for need in needs)
    return {
        "met": counted[YES],
        "not_met": counted[NO],
        "unknown": counted[DONT_KNOW],
        "needed": len(needs),
        "tightest_criterion": row.get("criterion"),
        "room": room[0],
        "room_share": room[1],
        "unit": row.get("unit"),
        "is_outgrown": outgrown,
        "way": name,
        "is_barred": is_barred(name, rows),
    }


def nearest_way(rows: list[Row]) -> Row:
    ways = [weigh(name, of) for name, of in alternatives_of(rows).items()]
    order = ("is_barred", "not_met", "unknown", "is_outgrown", "way")
    return min(ways, key=lambda way: [way[part] for part in order])


def state_of(way: Row) -> str:
    if way["not_met"] == 0:
        return "unknown" if way["unknown"] else "ready"
    is_near = (way["not_met"], way["unknown"]) == (1, 0) and not way["is_barred"] and not way["is_outgrown"]
    return "one_away" if is_near else "not_ready"


def readiness(entrance: Entrance, day: date, tried: dict[str, float] | None = None) -> list[Row]:
    found = []
    for who in candidates(entrance, day):
        if rows := checked(entrance, who, day, tried or {}):
            way = nearest_way(rows)
            shown = {name: cell for name, cell in way.items() if name not in ("way", "is_barred")}
            found.append(who | {"readiness_state": state_of(way)} | shown)
    return found


def states_of_candidates(entrance: Entrance, day: date) -> list[Row]:
    """Every candidate once for each door; where no criterion is written nobody can be judged."""
    known = {(row["firm"], row["programme_code"]): row["readiness_state"] for row in readiness(entrance, day)}
    rows = [
        who | {"readiness_state": known.get((who["firm"], who["programme_code"]), "unknown")}
        for who in candidates(entrance, day)
    ]
    return [{name: row[name] for name in BEHIND} for row in rows]


def readiness_counts(entrance: Entrance, day: date) -> list[Row]:
    behind = states_of_candidates(entrance, day)
    found = []
    for programme in open_programmes(entrance, day):
        code = programme["programme_code"]
        states = Counter(row["readiness_state"] for row in behind if row["programme_code"] == code)
        counts = {state: states[state] for state in STATES}
        asked = {"criteria": len(asked_of(entrance, code, day)), "candidate_firms": sum(states.values())}
        found.append({"stage_code": programme["stage_code"], "programme_code": code} | asked | counts)
    return found


def criteria_in_force(entrance: Entrance, day: date) -> list[Row]:
    return [
        {
            "stage_code": programme["stage_code"],
            **{name: row[name] for name in ("programme_code", "alternative", "criterion", "operator", "source")},
            "any_of": row["any_of"] or None,
            "condition": row["condition"] or None,
            "threshold": float(row["value"]),
            "unit": row["unit"].lower(),
            "valid_from": written_day(row["valid_from"]),
            "valid_to": written_day(row["valid_to"]),
        }
        for programme in open_programmes(entrance, day)
        for row in asked_of(entrance, programme["programme_code"], day)
    ]


def readiness_what_if(entrance: Entrance, day: date, tried: dict[str, float] | None = None) -> list[Row]:
    now, then = (
        {
            (row["firm"], row["programme_code"])
            for row in readiness(entrance, day, limits)
            if row["readiness_state"] == "ready"
        }
        for limits in (None, tried)
    )
    counted = {"ready_now": now, "ready_then": then, "added": then - now, "withdrawn": now - then}
    return [
        {"stage_code": programme["stage_code"], "programme_code": programme["programme_code"]}
        | {name: sum(code == programme["programme_code"] for _, code in pairs) for name, pairs in counted.items()}
        for programme in open_programmes(entrance, day)
        if asked_of(entrance, programme["programme_code"], day)
    ]


def readiness_missing(entrance: Entrance, day: date) -> list[Row]:
    """Figures that could still turn an unknown into a yes."""
    waits: dict[tuple[str, str, int | None], list[tuple[str, str, str]]] = defaultdict(list)
    people: dict[str, Row] = {}
    for who in candidates(entrance, day):
        rows = checked(entrance, who, day, {})
        ways = {name: (weigh(name, of), of) for name, of in alternatives_of(rows).items() if of}
        if any(way["not_met"] == way["unknown"] == 0 for way, _ in ways.values()):
            continue
        for way, of in ways.values():
            for need in requirements_of(of) if way["not_met"] == 0 else ():
                for row in need if verdict(need) == DONT_KNOW else ():
                    for measure, year in asked_for(entrance, who["firm"], row, day):
                        key = who["firm"], measure, year
                        waits[key].append((who["stage_code"], who["programme_code"], row["criterion"]))
                        people[who["firm"]] = who
    per_firm = Counter(firm for firm, _, _ in waits)
    ranks = entrance.purse.book.reference.ranks
    return [
        {
            **{name: people[firm][name] for name in ("firm", "firm_name", "district", "held_stage")},
            "measure": measure,
            "year": year,
            "stage_code": min((stage for stage, _, _ in of), key=ranks.get),
            "programmes": len({programme for _, programme, _ in of}),
            "criteria": len({criterion for _, _, criterion in of}),
            "firm_gaps": per_firm[firm],
        }
        for (firm, measure, year), of in waits.items()
    ]


def asked_for(entrance: Entrance, firm: str, row: Row, day: date) -> list[tuple[str, int | None]]:
    if row["criterion_state"] != DONT_KNOW:
        return []
    year = judged_year(entrance.purse, row["criterion"], day)
    gaps = gaps_of(entrance, firm, row["criterion"], year) if year else []
    asked = [] if any(entrance.founded.get(firm, 0) > of for _, of in gaps) else list(gaps)
    if row["condition"] and fulfils(entrance, firm, row["condition"]) is None:
        asked.append(("industry" if "knowledge" in row["condition"] else "certificate", None))
    return asked


def below_floor(entrance: Entrance, day: date) -> list[Row]:
    purse, found = entrance.purse, []
    doors = {row["programme_code"]: row for row in entrance.programmes}
    for firm, stays in stays_of_firms(purse.book).items():
        for stay in (stay for stay in stays if stay.holds(day)):
            spells = [
                spell
                for spell in purse.book.spells
                if (spell.firm, spell.stage) == (firm, stay.rung) and stay.start <= spell.start <= day
            ]
            code = max(spells, key=lambda spell: (spell.start, spell.programme)).programme
            last_day = min(day, written_day(doors[code]["valid_to"]) or day)
            for criterion, floor, unit in floors_of(entrance, firm, code, last_day):
                if row := run_below(entrance, firm, criterion, floor, stay.start, day):
                    about = {"firm": firm, "firm_name": purse.names[firm], "district": purse.districts[firm]}
                    about |= {"stage_code": stay.rung, "programme_code": code, "criterion": criterion, "unit": unit}
                    found.append(about | row)
    return found


def floors_of(entrance: Entrance, firm: str, programme: str, day: date) -> list[tuple[str, float, str]]:
    rows = [row for row in entrance.criteria if row["programme_code"] == programme and holds_on(row, day)]
    shut = {row["alternative"] for row in rows if fulfils(entrance, firm, row["condition"]) is False}
    ways = {row["alternative"] for row in rows} - {"*"} - shut
    floors = []
    for criterion in sorted({row["criterion"] for row in rows}):
        lower = [row for row in rows if row["criterion"] == criterion and row["operator"] == ">=" and not row["any_of"]]
        limits = [float(row["value"]) for row in lower if row["alternative"] == "*"]
        named = {row["alternative"]: float(row["value"]) for row in lower if row["alternative"] in ways}
        if ways and set(named) == ways:
            limits.append(min(named.values()))
        if limits:
            floors.append((criterion, max(limits), lower[0]["unit"].lower()))
    return floors


def run_below(entrance: Entrance, firm: str, criterion: str, floor: float, since: date, day: date) -> Row | None:
    last = judged_year(entrance.purse, criterion, day)
    year = last
    while year and date(year, 12, 31) >= since:
        value = value_of(entrance.purse, firm, criterion, year)
        if value is None or value >= floor:
            break
        year -= 1
    if year == last:
        return None
    value = value_of(entrance.purse, firm, criterion, last)
    return {
        "years_below": last - year,
        "since_year": year + 1,
        "year": last,
        "value": value,
        "floor": floor,
        "margin": value - floor,
        "margin_share": (value - floor) / abs(floor),
    }
