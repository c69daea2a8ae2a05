"""Every live upload's clean rows → the clean tables that marts are built from, and what was found on the way.

A pure function: the same uploads in the same order give the same tables.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from etl.calendar import months_table
from etl.clean import ARROW
from etl.contract import Contract, contracts
from etl.decide import APART, DECIDED, Decision, decide, read_decisions
from etl.designate import settle_applications, settle_rows
from etl.findings import WARNING, Finding, correction, error, warning
from etl.firms import Places, merge_firms
from etl.lists import named_and_gone, spell_key
from etl.match import Match, Mention, match_firms
from etl.merge import Conflict, merge_rows
from etl.money import Part, stand
from etl.names import Aliases
from etl.namesakes import name_tables
from etl.odd import odd_rows
from etl.programmes import Programmes
from etl.shapes import SHAPES, as_table

Row = dict
SPELL = ("firm_id", "programme_code", "cohort")
_START = ("starts_on", "start_precision", "is_start_derived", "term_end")


@dataclass
class Assembly:
    """The clean tables, findings by upload, and the joins (row → firm) made by name."""

    tables: dict[str, pa.Table] = field(default_factory=dict)
    findings: dict[str, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    joins: dict[str, list[dict]] = field(default_factory=lambda: defaultdict(list))
    overlaps: list[dict] = field(default_factory=list)  # periods of money that were there before: old and new sums

    def tell(self, upload_id: str, *findings: Finding) -> None:
        """Add findings about an upload."""
        self.findings[upload_id].extend(findings)


def assemble(rows: dict[str, list[Row]], layouts: dict[str, str], parts: dict[str, list[Part]]) -> Assembly:
    """Clean tables from rows by source (in ledger order, each with upload_id and source_row).

    `parts` holds the uploads of sources that come by period: too many rows to hold one by one.
    """
    made = Assembly()
    references = {name: _merged(made, name, rows.get(name, [])) for name, each in contracts().items()
                  if each.kind == "reference"}  # fmt: skip
    _check_references(made, rows, references)
    aliases = Aliases(references["firm_aliases"])
    _tell_odd(made, rows, aliases)
    places = Places(references["districts"], references["industries"])
    programmes = Programmes(references["stages"], references["programmes"], references["cohorts"])
    settled, findings = settle_rows(rows.get("designations", []), programmes)
    applied, unclear = settle_applications(rows.get("applications", []), programmes)
    for upload_id, told in [*findings.items(), *unclear.items()]:
        made.tell(upload_id, *told)
    registered = _merged(made, "firms", rows.get("firms", []))
    _locate(registered, settled, places)
    spoken = [row | {"district_code": places.district_of(row["district"], row["address"])}
              for row in rows.get("firms", [])]  # fmt: skip
    decisions = read_decisions(references["match_decisions"], aliases, places)
    numbers = _match(made, registered, settled, spoken, aliases, decisions, list(layouts))
    _hand_over(made, references, registered, settled, layouts)
    firm_of = numbers | {row["business_no"]: row["firm_id"] for row in [*settled, *registered] if row["business_no"]}
    rows = rows | {"applications": applied}
    for name, contract in contracts().items():
        if name not in made.tables:
            _other_facts(made, contract, rows.get(name, []), parts.get(name, []), firm_of, aliases.name_of)
    made.tables["months"] = months_table(made.tables)
    waiting = [row for row in settled if row["is_provisional"]]
    money = [
        table for table in made.tables.values() if {"business_no", "firm_name", "firm_id"} <= {*table.column_names}
    ]
    made.tables |= name_tables([row for row in [*spoken, *settled] if row["firm_id"]], waiting, money, aliases.name_of)
    return made


def _other_facts(
    made: Assembly,
    contract: Contract,
    rows: list[Row],
    parts: list[Part],
    firms: dict[str, str],
    name_of: Callable[[str], str],
) -> None:
    """Any further source: by period, or one row a key. A business number finds its firm; unknown ones are kept."""
    if parts:
        standing = stand(contract, parts, firms, name_of)
        made.tables[contract.name] = standing.table
        made.overlaps += [{"source": contract.name, **overlap} for overlap in standing.overlaps]
        for upload_id, finding in standing.findings:
            made.tell(upload_id, finding)
        return
    merged = _merged(made, contract.name, rows)
    table = _reference_table(contract.name, merged)
    if "business_no" in contract.clean_columns:
        for row in merged:
            if row["business_no"] not in firms:
                finding = warning("number_unknown", row["source_row"], "business_no", row["business_no"], rows=1)
                made.tell(row["upload_id"], finding)
        ids = pa.array([firms.get(row["business_no"]) for row in merged], pa.string())
        table = table.append_column("firm_id", ids)
    made.tables[contract.name] = table


def _tell_odd(made: Assembly, rows: dict[str, list[Row]], aliases: Aliases) -> None:
    for source, each in rows.items():
        for upload_id, finding in odd_rows(contracts()[source], each, aliases.name_of):
            made.tell(upload_id, finding)


def _merged(made: Assembly, source: str, rows: list[Row]) -> list[Row]:
    contract = contracts()[source]
    if contract.merge == "append":
        return list(rows)
    merged, conflicts = merge_rows(rows, contract.key, tuple(contract.clean_columns))
    for conflict in conflicts:
        made.tell(conflict.row["upload_id"], _differs(conflict))
    return merged


def _differs(conflict: Conflict) -> Finding:
    return warning("value_differs", conflict.row["source_row"], conflict.column, str(conflict.new), old=conflict.old)


def _check_references(made: Assembly, rows: dict[str, list[Row]], tables: dict[str, list[Row]]) -> None:
    """Every row as it was written, so that the upload that wrote it is told, not the first one with that key."""
    for source in tables:
        for column in contracts()[source].columns:
            if not column.references:
                continue
            there, name = column.references.split(".")
            known = {row[name] for row in tables[there]}
            for row in rows.get(source, []):
                if row[column.name] not in known:
                    made.tell(
                        row["upload_id"],
                        error(
                            "reference_unknown",
                            row["source_row"],
                            column.name,
                            row[column.name],
                            known=", ".join(sorted(known)),
                        ),
                    )


def _locate(registered: list[Row], settled: list[Row], places: Places) -> None:
    for row in registered:
        row["district_code"] = places.district_of(row["district"], row["address"])
        row["industry_code"] = places.industry_of(row["industry"])
    for row in settled:
        row["district_code"] = places.district_of(None, row["address"])
        row["industry_code"] = places.industry_of(row["industry"])


def _match(
    made: Assembly,
    registered: list[Row],
    settled: list[Row],
    spoken: list[Row],
    aliases: Aliases,
    decisions: list[Decision],
    uploads: list[str],
) -> dict[str, str]:
    """Give every row its firm_id, and tell what was joined or made by name, in ledger order.

    `spoken` holds the register's rows as written: a firm bears every name that it ever had there. Returns the firms
    of numbers that a person joined to one.
    """
    rows = sorted([*registered, *settled], key=lambda row: (uploads.index(row["upload_id"]), row["source_row"]))
    mentions = [_mention(row, aliases) for row in [*spoken, *settled]]
    decided = decide(mentions, match_firms(mentions), decisions)
    for upload_id, finding in decided.findings:
        made.tell(upload_id, finding)
    for row, mention in zip([*spoken, *settled], mentions, strict=True):
        row |= {"firm_id": decided.matches[mention.row].firm_id, "name_key": mention.name}
    known: dict[str, bool] = {}  # firm_id → whether a row with its number has been seen
    for row in rows:
        match = decided.matches[row["upload_id"], row["source_row"]]
        row |= {"firm_id": match.firm_id, "match": match.how, "is_provisional": match.is_provisional}
        finding = _tell_match(row, match, known, is_registered="programme_code" not in row)
        if finding:
            made.tell(row["upload_id"], finding)
        if finding and finding.severity == WARNING and match.firm_id:
            told = {"row": str(row["source_row"]), "written": row["firm_name"], "firm_id": match.firm_id}
            made.joins[row["upload_id"]].append(told | {"how": finding.code})
        if match.firm_id:
            known[match.firm_id] = known.get(match.firm_id, False) or not match.is_provisional
    return decided.numbers


def _mention(row: Row, aliases: Aliases) -> Mention:
    name, is_alias = aliases.resolve(row["firm_name"])
    origin = row["upload_id"], row["source_row"]
    numbers = row["business_no"], row["corporate_no"]
    return Mention(origin, row["firm_name"], name, is_alias, *numbers, row["district_code"])


def _tell_match(row: Row, match: Match, known: dict[str, bool], is_registered: bool) -> Finding | None:
    at, name = row["source_row"], row["firm_name"]
    if match.how in (DECIDED, APART):
        return correction("name_decided" if match.how == DECIDED else "name_apart", at, "firm_name", name)
    if match.how == "ambiguous":
        return warning("name_ambiguous", at, "firm_name", name)
    if match.is_provisional:
        return warning("name_joined" if match.firm_id in known else "firm_created", at, "firm_name", name)
    if known.get(match.firm_id) is False:
        return warning("number_joins_name", at, "firm_name", name, number=row["business_no"] or row["corporate_no"])
    if match.firm_id in known or is_registered:
        return None
    number = "business_no" if row["business_no"] else "corporate_no"
    return correction("firm_created_by_number", at, number, row[number])


def _hand_over(
    made: Assembly, references: dict, registered: list[Row], settled: list[Row], layouts: dict[str, str]
) -> None:
    matched = [row for row in settled if row["firm_id"]]
    _refuse_doubles(made, matched)
    facts = tuple(name for name in SHAPES["designations"].names if name not in ("upload_id", "source_row"))
    spells, conflicts = merge_rows([_as_written(row) for row in matched], SPELL, facts)
    _derive_starts(spells, matched)
    for conflict in conflicts:
        if conflict.column in ("starts_on", "written_end", "began_as", "end_reason"):
            made.tell(conflict.row["upload_id"], _differs(conflict))
    fates = named_and_gone(matched, layouts)
    for spell in spells:
        spell["last_listed_on"], spell["gone_on"] = fates.get(spell_key(spell), (None, None))
    for name, rows in references.items():
        made.tables[name] = _reference_table(name, rows)
    made.tables["firms"] = as_table("firms", merge_firms(registered, matched))
    made.tables["designations"] = as_table("designations", spells)
    told = [row | {"written_name": row["firm_name"], "reason": "ambiguous"} for row in settled]
    made.tables["designation_rows"] = as_table("designation_rows", [row for row in told if row["firm_id"]])
    made.tables["unmatched_rows"] = as_table("unmatched_rows", [row for row in told if not row["firm_id"]])


def _as_written(row: Row) -> Row:
    """The row without a derived start, so that a written one beats it wherever it stands in the order of uploads."""
    return row | dict.fromkeys(_START) if row["is_start_derived"] else row


def _derive_starts(spells: list[Row], matched: list[Row]) -> None:
    """Where no row wrote a start, the derived one."""
    derived = {spell_key(row): {name: row[name] for name in _START} for row in matched if row["is_start_derived"]}
    for spell in spells:
        if spell["starts_on"] is None:
            spell |= derived[spell_key(spell)]


def _refuse_doubles(made: Assembly, matched: list[Row]) -> None:
    """The same firm, programme and cohort twice in one file: an error when the rows differ, else a warning."""
    seen: dict[tuple, Row] = {}
    for row in matched:
        first = seen.setdefault((row["upload_id"], *spell_key(row)), row)
        if first is row:
            continue
        facts = ("starts_on", "written_end", "began_as", "end_reason")
        differ = [name for name in facts if first[name] and row[name] and first[name] != row[name]]
        tell = error if differ else warning
        made.tell(
            row["upload_id"],
            tell(
                "row_twice",
                row["source_row"],
                differ[0] if differ else "firm_name",
                str(row[differ[0]] if differ else row["firm_name"]),
                first=first["source_row"],
            ),
        )


def _reference_table(name: str, rows: list[Row]) -> pa.Table:
    shape = {column: ARROW[kind] for column, kind in contracts()[name].clean_columns.items()}
    schema = pa.schema({**shape, "upload_id": pa.string(), "source_row": pa.int64()})
    return pa.Table.from_pylist([{key: row.get(key) for key in schema.names} for row in rows], schema)
