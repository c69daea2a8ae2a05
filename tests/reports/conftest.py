"""The sample as a deck of 31 December 2018."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports.agenda import default_agenda
from reports.draft import Draft, draft_deck
from warehouse import Snapshot, open_snapshot

DAY, TODAY = date(2018, 12, 31), date(2026, 11, 26)


@pytest.fixture(scope="package")
def street(sample_home: Path) -> Iterator[Snapshot]:
    with open_snapshot(sample_home) as opened:
        yield opened


@pytest.fixture(scope="package")
def draft(street: Snapshot, sample_home: Path) -> Draft:
    return draft_deck(street, sample_home, replace(default_agenda("internal"), as_of=DAY), TODAY)
