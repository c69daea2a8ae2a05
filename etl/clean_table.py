"""The rows of a proposed file as they would be loaded, under the headings and words of its contract."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.candidate import clean_path
from etl.contract import Column, Contract, contract
from etl.findings import ERROR
from etl.proposal import Proposal
from texts import has, names_under, say

Offer = tuple[str, int, dict[str, str], Callable[[], pa.Table]]


def offers(home: Path, proposal: Proposal, lang: str) -> list[Offer]:
    """For each file with rows that may be loaded: its name, how many, heading of each column, how to have them."""
    return [
        (
            report.file,
            report.rows_accepted,
            headings(contract(report.source), lang) | {"source_row": say(lang, "column.source_row")},
            partial(clean_table, home, proposal, at, lang),
        )
        for at, report in enumerate(proposal.files)
        if report.source and report.rows_accepted and clean_path(home, report.upload_id).exists()
    ]


def clean_table(home: Path, proposal: Proposal, at: int, lang: str) -> pa.Table:
    """The accepted rows in file order: the contract's columns that hold anything, then the row in the file."""
    report = proposal.files[at]
    table = pq.read_table(clean_path(home, report.upload_id))
    bad = {finding.row for finding in report.of(ERROR) if finding.row}  # some are found when all is put together
    table = table.filter(pc.invert(pc.is_in(table["source_row"], pa.array(sorted(bad), pa.int64()))))
    kind = contract(report.source)
    filled = [name for name in kind.clean_columns if table[name].null_count < table.num_rows]
    words = {name: _words(kind, name, lang) for name in filled}
    made = {name: _in_words(table[name], words[name]) if words[name] else table[name] for name in filled}
    return pa.table({**made, "source_row": table["source_row"]})


def headings(kind: Contract, lang: str) -> dict[str, str]:
    """Clean column → how a person reads it; a column that keeps how exactly a date was written stands after it."""
    made = {column.name: column.heading(lang) for column in kind.columns}
    made |= {column.name: _in_whole(column, lang) for column in kind.columns if column.type == "money"}
    for column in kind.columns:
        if column.precision:
            key = f"column.{column.precision}"
            made[column.precision] = say(lang, key) if has(lang, key) else column.precision
    return {name: made[name] for name in kind.clean_columns}


def _in_whole(column: Column, lang: str) -> str:
    """Money is kept in whole won and dollars, whatever the file wrote."""
    unit = say(lang, f"whole_unit.{column.measures.lower()}")
    return say(lang, "upload.column_in_unit", column=column.label[lang], unit=unit)


def _words(kind: Contract, name: str, lang: str) -> dict[str, str]:
    """Code → word: of a choice the first word that means it, of a precision the reader's; empty for other columns."""
    for column in kind.columns:
        if column.name == name:
            return {code: words[0] for code, words in column.allowed.items()}
        if column.precision == name:
            return {code: say(lang, f"{group}.{code}") for group in ("precision", "period_kind")
                    for code in names_under(lang, group)}  # fmt: skip
    return {}


def _in_words(values: pa.ChunkedArray, words: dict[str, str]) -> pa.ChunkedArray | pa.Array:
    """Codes as words; a file with the words of a choice reads back the same."""
    found = pc.index_in(values, pa.array(list(words)))
    return pc.if_else(pc.is_valid(found), pc.take(pa.array(list(words.values())), pc.fill_null(found, 0)), values)
