"""By hand: whom each institution supported and recommended, read out of the sample's files."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from .counts import Row
from .firm import firm_support, of_firm, state_on
from .money import Purse, closed_months, closed_sales
from .spells import rows_of
from .stays import highest_stage, stage_stays


def institution_support(purse: Purse, sample: Path, as_of: date) -> list[Row]:
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in firm_support(purse, sample, as_of):
        if row["agency"]:
            groups[row["agency"], row["year"], row["support_programme"]].append(row)
    return [
        {"institution": agency, "year": year, "support_programme": programme}
        | {"firms": len({row["firm"] for row in rows}), "participations": len(rows)}
        | {"priced_participations": len(rows), "support_krw": sum(row["support_krw"] for row in rows)}
        for (agency, year, programme), rows in groups.items()
    ]


def recommended(purse: Purse, sample: Path, as_of: date) -> list[Row]:
    """One row per institution and firm."""
    days: dict[tuple[str, str], list[date]] = defaultdict(list)
    for row in firm_support(purse, sample, as_of):
        if row["recommended_by"]:
            days[row["recommended_by"], row["firm"]].append(row["support_starts_on"])
    months, sold = Counter(month.year for month in closed_months(purse, as_of)), Counter()
    for sale in closed_sales(purse, as_of):
        sold[sale.firm, sale.month.year] += sale.usd
    whole = {year for year, number in months.items() if number == 12}
    latest, ranks, rows = max(whole, default=None), purse.book.reference.ranks, []
    for (institution, firm), named in days.items():
        stays = [stay for stay in stage_stays(purse.book) if stay.firm == firm and stay.start <= as_of]
        then, now = (highest_stage(stays, day, ranks) for day in (min(named), as_of))
        before, is_later = min(named).year - 1, latest is not None and latest > min(named).year
        is_known = is_later and (firm, latest) in sold
        rows.append(
            of_firm(purse, firm)
            | {"institution": institution, "recommended_on": min(named), "participations": len(named)}
            | {"stage_then": then or "none", "state": state_on(purse.book, firm, as_of)}
            | {"has_risen": ranks.get(now, 0) > ranks.get(then, 0)}
            | {"before_exports_usd": sold.get((firm, before)) if before in whole else None}
            | {"latest_exports_usd": sold[firm, latest] if is_known else None}
            | {"latest_year": latest if is_known else None}
        )
    return rows


def institution_recommendations(purse: Purse, sample: Path, as_of: date) -> list[Row]:
    rows = recommended(purse, sample, as_of)
    tally = Counter((row["institution"], row["stage_then"], row["state"]) for row in rows)
    risen = Counter((row["institution"], row["stage_then"], row["state"]) for row in rows if row["has_risen"])
    named = ("institution", "stage_then", "state")
    return [
        dict(zip(named, key, strict=True)) | {"firms": number, "risen_firms": risen[key]}
        for key, number in tally.items()
    ]


def institution_summary(purse: Purse, sample: Path, as_of: date) -> list[Row]:
    members = {
        row["institution"]: row
        for row in rows_of(sample / "institutions.csv")
        if date.fromisoformat(row["valid_from"]) <= as_of
    }
    support, chosen = firm_support(purse, sample, as_of), recommended(purse, sample, as_of)
    agencies = {row["agency"] for row in support if row["agency"]}
    found = []
    for name in {*members, *agencies, *(row["institution"] for row in chosen)}:
        member, given = members.get(name, {}), [row for row in support if row["agency"] == name]
        own = [row for row in chosen if row["institution"] == name]
        found.append(
            {"institution": name, "role": member.get("role"), "participations": len(given)}
            | {"is_in_export_package": member.get("export_package") == "yes"}
            | {"member_since": date.fromisoformat(member["valid_from"]) if member else None}
            | {"supported_firms": len({row["firm"] for row in given})}
            | {"support_krw": sum(row["support_krw"] for row in given) if given else None}
            | {"recommended_firms": len(own), "risen_firms": sum(row["has_risen"] for row in own)}
        )
    return found
