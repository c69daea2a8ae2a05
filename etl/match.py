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


@dataclass
class _Numbered:
    business_no: str
    districts: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)  # name keys of the rows without a number that joined

    def contradicts(self, district: str | None) -> bool:
        return bool(district and self.districts and district not in self.districts)

    @property
    def firm_id(self) -> str:
        return firm_id_of("name", min(self.joined)) if self.joined else firm_id_of("number", self.business_no)


def match_firms(mentions: list[Mention]) -> dict[Row, Match]:
    """The firm of every mention."""
    numbers = {m.corporate_no: m.business_no for m in mentions if m.corporate_no and m.business_no}
    firms: dict[str, _Numbered] = {}
    bearers: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        number = mention.business_no or numbers.get(mention.corporate_no)
        if number:
            firm = firms.setdefault(number, _Numbered(number))
            firm.districts |= {mention.district} - {None}
            bearers[mention.name].add(number)
    nameless = [m for m in mentions if not (m.business_no or numbers.get(m.corporate_no))]
    places = {}
    for name, group in _by_name(nameless).items():
        known = [firms[number] for number in sorted(bearers[name])]
        districts = {m.district for m in group} - {None}
        for mention in group:
            places[mention.row] = _place(mention, known, districts)
    return {m.row: _answer(m, numbers, firms, places) for m in mentions}


def _by_name(mentions: list[Mention]) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[mention.name].append(mention)
    return groups


def _place(mention: Mention, known: list[_Numbered], districts: set[str]) -> _Numbered | str | None:
    """A numbered firm, the key of a firm known by name only, or None when several could be meant."""
    fits = [firm for firm in known if not firm.contradicts(mention.district)]
    if len(known) > 1:
        fits = [firm for firm in fits if mention.district in firm.districts]
    if len(districts) > 1 and any(not firm.districts for firm in fits):
        return None  # two firms of that name are without a number, and nothing tells which one this number is
    if len(fits) == 1:
        several = len(known) > 1 or len(districts) > 1
        fits[0].joined.add(_key(mention, with_district=several))
        return fits[0]
    if known and not mention.district:
        return None
    if fits:
        return None
    if len(districts) > 1 and not mention.district:
        return None
    return _key(mention, with_district=bool(known) or len(districts) > 1)


def _key(mention: Mention, with_district: bool) -> str:
    return f"{mention.name}|{mention.district}" if with_district and mention.district else mention.name


def _answer(mention: Mention, numbers: dict, firms: dict[str, _Numbered], places: dict) -> Match:
    number = mention.business_no or numbers.get(mention.corporate_no)
    if number:
        return Match(firms[number].firm_id, "business_no" if mention.business_no else "corporate_no", False)
    place = places[mention.row]
    if place is None:
        return Match(None, "ambiguous", True)
    if isinstance(place, str):
        return Match(firm_id_of("name", place), "created", True)
    return Match(place.firm_id, "alias" if mention.is_alias else "name", True)
