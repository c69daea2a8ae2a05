"""The real street, once: the sample through `python -m etl sample`; and the files as the twin reads them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse import Snapshot, open_snapshot

from .money import Purse, read_purse
from .spells import Book, read_book

REPO = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def book() -> Book:
    return read_book(REPO / "data" / "sample", REPO / "data" / "reference")


@pytest.fixture(scope="session")
def purse(book: Book) -> Purse:
    return read_purse(REPO / "data" / "sample", REPO / "data" / "reference", book)


@pytest.fixture(scope="session")
def street(sample_home: Path) -> Iterator[Snapshot]:
    snapshot = open_snapshot(sample_home)
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="session")
def number_of(street: Snapshot) -> dict[str, str]:
    """The business number that a firm's id stands for: the twin knows firms by it."""
    return dict(street.query("SELECT firm_id, business_no FROM marts.firms").itertuples(index=False))
