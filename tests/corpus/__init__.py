"""The hostile corpus: files made by rules, each with what must become of it. tests/etl/test_corpus.py reads them."""

from collections.abc import Iterator
from importlib import import_module

from tests.corpus.case import Case

_PARTS = ("plain", "dirt", "garbled", "kinds", "books", "old_books", "archives", "pages", "injection", "cells", "large",
          "levels")  # fmt: skip


def cases() -> Iterator[Case]:
    """Every file of the corpus."""
    for part in _PARTS:
        yield from import_module(f"tests.corpus.{part}").cases()
