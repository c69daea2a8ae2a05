"""Any table of valid rows of any source, however an office writes it, reads back to the same rows."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from etl.contract import contract, contracts
from etl.headers import header_key
from etl.reader import read_one
from etl.reading import Request
from etl.recognise import ENCODING
from tests.etl.offices import Table, tables

PATIENT = [HealthCheck.too_slow, HealthCheck.data_too_large]
SOURCES = sorted(contracts())


def is_told_by_its_header(source: str, table: Table) -> bool:
    """Whether no other source understands every heading."""
    return not table.given and not any(_understands(other, table.words) for other in SOURCES if other != source)


def _understands(source: str, words: list[str]) -> bool:
    known = {header_key(word) for column in contract(source).columns for word in column.headers}
    return known.issuperset(map(header_key, words))


def reads_back(folder: Path, source: str, table: Table, is_said: bool) -> None:
    note(table.lines)
    path, clean = folder / "table", folder / "clean.parquet"
    content, encoding = table.content()
    path.write_bytes(content)
    said = None if not is_said and is_told_by_its_header(source, table) else source
    facts = table.given | ({ENCODING: encoding} if encoding else {})
    reading = read_one(Request(str(path), path.name, "u", str(clean), said, facts))
    told = {finding.code: finding for finding in reading.findings if finding.severity != "correction"}
    assert not told.keys() - {"text_acts"}, told
    assert reading.source == source
    empty = dict.fromkeys(contract(source).clean_columns)
    back = pq.read_table(clean).select(list(empty)).to_pylist()
    assert back == [empty | row for row in table.values]


def check(folder: Path, source: str, examples: int) -> None:
    @settings(max_examples=examples, suppress_health_check=PATIENT)
    @given(table=tables(source), is_said=st.booleans())
    def property(table, is_said):
        reads_back(folder, source, table, is_said)

    property()


@pytest.mark.parametrize("source", SOURCES)
def test_any_valid_table_reads_back_to_the_same_rows(source, tmp_path_factory):
    # facts come in many more shapes than references; the long form makes up for the few examples
    check(tmp_path_factory.getbasetemp(), source, 30 if contract(source).kind == "fact" else 6)


@pytest.mark.long
@pytest.mark.parametrize("source", SOURCES)
def test_thousands_of_valid_tables_read_back_to_the_same_rows(source, tmp_path_factory):
    check(tmp_path_factory.getbasetemp(), source, 1500)
