"""Every file of the hostile corpus comes to its expected end: read with exactly its values, or refused by name."""

import time

import pyarrow.parquet as pq
import pytest

from etl.findings import CORRECTION
from etl.reader import read_one
from etl.reading import Reading, Request, read_files
from etl.telling import cure, sentence
from tests.corpus import cases
from tests.corpus.case import Case

CASES = list(cases())
IN_CHILD = ("a bomb by its ratio", "one cell at the far corner", "xls cut at 50%", "brackets without end")


def _request(case: Case, folder) -> Request:
    path = folder / "file"  # a name that says nothing
    path.write_bytes(case.content)
    return Request(str(path), path.name, "u1", str(folder / "clean.parquet"), case.source)


def _rows(folder, names) -> list[tuple]:
    table = pq.read_table(folder / "clean.parquet").select(names)
    return [tuple(row[name] for name in names) for row in table.to_pylist()]


def _check(case: Case, read: Reading, folder) -> None:
    grave = [finding for finding in read.findings if finding.severity != CORRECTION]
    assert {finding.code for finding in grave} == case.codes, read.findings
    assert case.told <= {finding.code for finding in read.findings}, read.findings
    assert case.row is None or case.row in {finding.row for finding in grave}
    assert all(case.params.items() <= finding.params.items() for finding in grave)
    assert case.sheet is None or {finding.sheet for finding in read.findings if finding.row} <= {case.sheet}
    assert case.encoding in (None, read.encoding)
    assert read.rows_read == read.rows_accepted + len(read.rejected_rows)
    assert case.read in (None, read.rows_read)
    for finding in read.findings:
        for lang in ("ko", "en"):
            assert sentence(lang, finding) and cure(lang, finding)
    if read.source is None:
        assert case.rows is None and not (folder / "clean.parquet").exists()
    elif case.rows is not None:
        assert _rows(folder, case.names) == list(case.rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_file_of_the_corpus_comes_to_its_expected_end(case: Case, tmp_path) -> None:
    _check(case, read_one(_request(case, tmp_path)), tmp_path)


@pytest.mark.parametrize("name", IN_CHILD)
def test_the_caller_survives_what_attacks_the_child(name: str, tmp_path) -> None:
    case = next(case for case in CASES if name in case.name)
    began = time.monotonic()
    (read,) = read_files([_request(case, tmp_path)], tmp_path)
    _check(case, read, tmp_path)
    assert time.monotonic() - began < 20  # a bomb: at most five, on a machine with nothing else to do


def test_the_corpus_is_as_large_as_promised_and_names_each_file_once() -> None:
    names = [case.name for case in CASES]
    assert len(names) >= 150 and len(set(names)) == len(names)
    assert len({code for case in CASES for code in case.codes | case.told}) >= 50
