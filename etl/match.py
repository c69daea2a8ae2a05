"""Which firm a row speaks of: business number → corporate number → normalised name + district (DOMAIN: Firm matching).

A pure function of all rows that are loaded: the order of loading cannot change an answer.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from etl.names import firm_id_of

Row = tuple[str, int]  # upload_id, source_row


@dataclass(frozen=True)
class Mention:
    """A firm as one row names it. `name` is normalised, `is_alias` when an alias row was needed for that."""

    row: Row
    written: str
    name: str
    is_alias: bool
    business_no: str | None
    corporate_no: str | None
    district: str | None


@dataclass(frozen=True)
class Match:
    """The answer for one row. `how`: business_no, corporate_no, name, alias, created; ambiguous has no firm."""

    firm_id: str | None
    how: str
    is_provisional: bool


@dataclass(eq=False)
class _Firm:
    """A firm that some row gives a number: its business number, else its corporate number."""

    number: str
    is_corporate: bool = False
    corporates: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)
    spoken: set[str] = field(default_factory=set)  # corporate numbers of rows without a business number
    joined: set[str] = field(default_factory=set)  # name keys of the rows without a number that joined

    def learn(self, mention: Mention) -> None:
        self.names.add(mention.name)
        self.districts |= {mention.district} - {None}
        self.corporates |= {mention.corporate_no} - {None}

    def contradicts(self, district: str | None) -> bool:
        return bool(district and self.districts and district not in self.districts)

    @property
    def firm_id(self) -> str:
        """What the firm was known by first: its name, its corporate number, its business number."""
        if self.joined:
            return firm_id_of("name", min(self.joined))
        if self.spoken:
            return firm_id_of("corporate", min(self.spoken))
        return firm_id_of("number", self.number)


def match_firms(mentions: list[Mention]) -> dict[Row, Match]:
    """The firm of every mention."""
    found: dict[Row, Match | _Firm] = {}
    firms = _by_business_no(mentions, found)
    incorporated = _by_corporate_no([m for m in mentions if m.corporate_no and not m.business_no], firms, found)
    by_name = _unite(incorporated, list(firms.values()))
    bearers = _bearers([*firms.values(), *(firm for firm in incorporated if firm not in by_name)])
    nameless = [m for m in mentions if not (m.business_no or m.corporate_no)]
    for name, group in _grouped(nameless).items():
        known = sorted(bearers[name], key=lambda firm: firm.number)
        districts = {mention.district for mention in group} - {None}
        for mention in group:
            found[mention.row] = _place(mention, known, districts)
    return {mention.row: _answer(mention, found[mention.row], by_name) for mention in mentions}


def _by_business_no(mentions: list[Mention], found: dict) -> dict[str, _Firm]:
    firms: dict[str, _Firm] = {}
    for mention in mentions:
        if mention.business_no:
            found[mention.row] = firm = firms.setdefault(mention.business_no, _Firm(mention.business_no))
            firm.learn(mention)
    return firms


def _by_corporate_no(mentions: list[Mention], firms: dict[str, _Firm], found: dict) -> list[_Firm]:
    """Find the firm of each corporate number; returns the firms that have no other number.

    A corporation may have several business numbers: then the name must tell which one is meant.
    """
    owners: dict[str, list[_Firm]] = defaultdict(list)
    for firm in firms.values():
        for corporate_no in firm.corporates:
            owners[corporate_no].append(firm)
    known = {corporate_no: [(firm, frozenset(firm.names)) for firm in group] for corporate_no, group in owners.items()}
    alone: dict[str, _Firm] = {}
    for mention in mentions:
        group = known.get(mention.corporate_no, [])
        fits = [firm for firm, names in group if len(group) == 1 or mention.name in names]
        if not group:
            fits = [alone.setdefault(mention.corporate_no, _Firm(mention.corporate_no, is_corporate=True))]
        if len(fits) == 1:
            found[mention.row] = fits[0]
            fits[0].learn(mention)
            fits[0].spoken |= {mention.corporate_no} if len(group) < 2 else set()  # shared: it can be nobody's id
        else:
            found[mention.row] = Match(None, "ambiguous", True)
    return list(alone.values())


def _unite(incorporated: list[_Firm], firms: list[_Firm]) -> dict[_Firm, _Firm]:
    """Firms known by a corporate number alone → the firm of that name, where the name is unique on both sides."""
    united = {}
    numbered, others = _bearers(firms), _bearers(incorporated)
    for firm in incorporated:
        namesakes = {other for name in firm.names for other in numbered[name]}
        rivals = {other for name in firm.names for other in others[name]}
        if len(namesakes) == len(rivals) == 1 and _agree(firm, *namesakes):
            united[firm] = namesakes.pop()
    for firm, other in united.items():
        other.names |= firm.names
        other.districts |= firm.districts
        other.spoken |= firm.spoken
    return united


def _bearers(firms: list[_Firm]) -> dict[str, list[_Firm]]:
    bearers: dict[str, list[_Firm]] = defaultdict(list)
    for firm in firms:
        for name in firm.names:
            bearers[name].append(firm)
    return bearers


def _agree(one: _Firm, other: _Firm) -> bool:
    apart = one.districts and other.districts and not one.districts & other.districts
    return not apart and not (one.corporates and other.corporates)


def _grouped(mentions: list[Mention]) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.name].append(mention)
    return groups


def _place(mention: Mention, known: list[_Firm], districts: set[str]) -> _Firm | Match:
    """The firm with a number that is meant, or one known by name only, or ambiguous when several could be meant."""
    unsure = Match(None, "ambiguous", True)
    elsewhere = {district for district in districts if all(firm.contradicts(district) for firm in known)}
    if mention.district is None and len(known) + len(elsewhere) > 1:
        return unsure
    possible = [firm for firm in known if not firm.contradicts(mention.district)]
    if len(districts) > 1 and any(not firm.districts for firm in possible):
        return unsure  # two firms of that name are without a number, and nothing tells which one this number is
    fits = possible if len(known) == 1 else [firm for firm in possible if mention.district in firm.districts]
    if len(fits) == 1:
        fits[0].joined.add(_key(mention, with_district=len(known) > 1 or len(districts) > 1))
        return fits[0]
    if possible:
        return unsure
    key = _key(mention, with_district=bool(known) or len(districts) > 1)
    return Match(firm_id_of("name", key), "created", True)


def _key(mention: Mention, with_district: bool) -> str:
    return f"{mention.name}|{mention.district}" if with_district and mention.district else mention.name


def _answer(mention: Mention, found: "Match | _Firm", by_name: dict[_Firm, _Firm]) -> Match:
    if isinstance(found, Match):
        return found
    firm = by_name.get(found, found)
    if mention.business_no or (mention.corporate_no and found not in by_name):
        return Match(firm.firm_id, "business_no" if mention.business_no else "corporate_no", False)
    return Match(firm.firm_id, "alias" if mention.is_alias else "name", True)
