"""What people decided about who is who, laid over the automatic answer: it changes the rows that it names, no others.

A decision speaks of the rows without a business number that carry one name and one district (or none), or of one number
in money files. `join` gives them to a firm, `apart` makes them a firm of their own. A pure function of all rows; two
decisions about the same rows that disagree are an error, so no order of uploads decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from etl.findings import Finding, error, warning
from etl.firms import Places
from etl.match import Match, Mention, Row
from etl.names import Aliases, firm_id_of

JOIN = "join"
DECIDED, APART = "decided", "apart"  # how a match was found: a person joined the rows, or parted them


@dataclass(frozen=True)
class Decision:
    """One row of a person's decisions. About `number` when there is one, else about `name` and `district`."""

    row: Row
    number: str | None
    name: str | None
    district: str | None
    is_join: bool
    joined_no: str | None
    joined_id: str | None
    written: str

    @property
    def about(self) -> tuple:
        """What two decisions must not answer differently."""
        return (self.number,) if self.number else (self.name, self.district)

    @property
    def answer(self) -> tuple:
        return (self.is_join, self.joined_no, self.joined_id)


@dataclass
class Decided:
    """Matches with the decisions over them; number in money files → firm_id; findings by upload."""

    matches: dict[Row, Match]
    numbers: dict[str, str] = field(default_factory=dict)
    findings: list[tuple[str, Finding]] = field(default_factory=list)

    def tell(self, decision: Decision, told: Finding) -> None:
        self.findings.append((decision.row[0], replace(told, row=decision.row[1])))


def read_decisions(rows: Iterable[dict], aliases: Aliases, places: Places) -> list[Decision]:
    """Clean rows of match_decisions, with the normal name and the district's code."""
    return [
        Decision(
            (row["upload_id"], row["source_row"]),
            row["business_no"],
            row["firm_name"] and aliases.name_of(row["firm_name"]),
            places.code_of(row["district"]) or row["district"],  # an unknown word finds nobody, and that is told
            row["decision"] == JOIN,
            row["joined_business_no"],
            None if row["joined_business_no"] else row["joined_firm_id"],
            row["business_no"] or row["firm_name"] or "",
        )
        for row in rows
    ]


def decide(mentions: list[Mention], matches: dict[Row, Match], decisions: list[Decision]) -> Decided:
    """Lay the decisions over the automatic matches. A decision with an error changes nothing."""
    made = Decided(dict(matches))
    numbers = {mention.business_no: matches[mention.row].firm_id for mention in mentions if mention.business_no}
    sound = _sound(made, decisions, numbers)
    about = {
        mention.row: sound.get((mention.name, mention.district)) for mention in mentions if _is_open(mention, matches)
    }
    staying = {matches[mention.row].firm_id for mention in mentions if not about.get(mention.row)}
    parted = {_own_id(mention) for mention in mentions if (each := about.get(mention.row)) and not each.is_join}
    targets = {each.about: _target(made, each, numbers, staying | parted) for each in sound.values() if each.is_join}
    for mention in mentions:
        if decision := about.get(mention.row):
            firm_id = targets[decision.about] if decision.is_join else _own_id(mention)
            if firm_id:
                made.matches[mention.row] = Match(firm_id, DECIDED if decision.is_join else APART, False)
    made.numbers = {each.number: targets[each.about] for each in sound.values()
                    if each.number and targets.get(each.about)}  # fmt: skip
    for each in sound.values():
        if not each.number and each not in about.values():
            made.tell(each, warning("decision_finds_nobody", None, "firm_name", each.written))
    return made


def _sound(made: Decided, decisions: list[Decision], numbers: dict[str, str]) -> dict[tuple, Decision]:
    """The decisions that can be carried out, by what they are about."""
    sound: dict[tuple, Decision] = {}
    for each in decisions:
        first = sound.setdefault(each.about, each)
        if not each.number and not each.name:
            made.tell(each, error("decision_about_nobody", None, "firm_name"))
        elif each.is_join and not (each.joined_no or each.joined_id):
            made.tell(each, error("decision_without_firm", None, "joined_business_no"))
        elif each.number in numbers:
            made.tell(each, error("decision_number_taken", None, "business_no", each.number))
        elif first.answer != each.answer:
            made.tell(each, error("decision_contradicts", None, "decision", each.written))
        else:
            continue
        if first is each:
            del sound[each.about]
    return sound


def _is_open(mention: Mention, matches: dict[Row, Match]) -> bool:
    """Whether nothing but a name says which firm the row means."""
    return not mention.business_no and matches[mention.row].is_provisional


def _own_id(mention: Mention) -> str:
    """The id of rows that are kept apart: their own kind of hash, so that no namesake who comes later can take it."""
    parts = (mention.name, mention.district, mention.corporate_no)
    return firm_id_of("apart", "|".join(part or "" for part in parts))


def _target(made: Decided, decision: Decision, numbers: dict[str, str], ids: set[str | None]) -> str | None:
    if decision.joined_no in numbers:
        return numbers[decision.joined_no]
    if decision.joined_id in ids:
        return decision.joined_id
    value = decision.joined_no or decision.joined_id
    column = "joined_business_no" if decision.joined_no else "joined_firm_id"
    made.tell(decision, error("decision_firm_unknown", None, column, value))
    return None
