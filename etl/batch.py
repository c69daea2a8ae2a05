"""One batch of a large file's cells → clean columns, and which of its rows must be read cell by cell."""

from dataclasses import dataclass
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.amounts import plain_amounts
from etl.apart import may_be_apart
from etl.bad_cell import BadCell
from etl.cells import read_cell
from etl.clean import ARROW, Cleaned, numbered
from etl.contract import Column
from etl.row import RowCleaner, spread
from etl.units import unit_of

_MOST = 10**18  # of an amount in whole units; larger ones are looked at singly
_MOST_WORDS = 200_000  # words of a column that are remembered from one batch to the next


class Undecodable(ValueError):
    """A cell whose bytes are not in the file's encoding."""


@dataclass(frozen=True)
class _Read:
    """A column's values by name, and which rows are in doubt (None: none)."""

    values: dict[str, pa.Array]
    doubts: pa.Array | None


class BatchReader:
    """Reads batch after batch of one file; words met before are known."""

    NUMBERS = ("money", "quantity")  # their cells come as bytes, all others as a dictionary of words

    def __init__(self, cleaner: RowCleaner, codec: str, upload_id: str) -> None:
        self._codec, self._upload_id = codec, upload_id
        self._constants = cleaner.constants
        shape = cleaner.recognised.shape
        places, kinds = cleaner.recognised.places, cleaner.contract.clean_columns
        words = shape.heading_keys
        self._columns = [_Words(places.get(at), codec, words, kinds) for at in range(len(cleaner.recognised.headings))]
        # an empty cell of a column that must be filled is in doubt by itself
        self._may_be_blank = not any(column.required for column in places.values())
        self._kinds = {name: ARROW[kind] for name, kind in kinds.items()} | {"upload_id": pa.string()}
        self.schema = pa.schema(
            {name: numbered(kind) for name, kind in self._kinds.items()} | {"source_row": pa.int64()}
        )

    @property
    def written(self) -> dict:
        """How the clean rows are written: only words are numbered, and nobody asks for a column's bounds."""
        words = [name for name, kind in self._kinds.items() if kind == pa.string()]
        return {"compression": "lz4", "store_schema": False, "use_dictionary": words, "write_statistics": False}

    def read(self, batch: pa.RecordBatch, first: int) -> tuple[pa.Array, pa.Table]:
        """Which rows are in doubt (their places in the batch), and the clean rows without them.

        `first` is the row of the file that the batch begins with. Raises Undecodable.
        """
        values: dict[str, pa.Array] = {}
        doubts = []
        for column, cells in zip(self._columns, batch.columns, strict=True):
            read = column.read(cells)
            values |= read.values
            doubts += [read.doubts] if read.doubts is not None else []
        if self._may_be_blank and values:
            doubts.append(reduce(pc.and_, map(pc.is_null, values.values())))
        rows = len(batch)
        given = self._constants | {"upload_id": self._upload_id}
        made = {name: values.get(name, _same(given.get(name), kind, rows)) for name, kind in self._kinds.items()}
        made["source_row"] = pa.array(np.arange(first, first + rows))
        plain = pa.table(made, self.schema)
        if not doubts:
            return pa.array([], pa.int64()), plain
        doubtful = reduce(pc.or_, doubts)
        return pc.indices_nonzero(doubtful), plain.filter(pc.invert(doubtful))

    def texts(self, batch: pa.RecordBatch, places: pa.Array) -> list[tuple[int, list[str]]]:
        """Rows of the batch as text, with their places. Raises Undecodable."""
        if not len(places):
            return []
        columns = [_texts(cells.take(places).to_pylist(), self._codec) for cells in batch.columns]
        return list(zip(places.to_pylist(), map(list, zip(*columns, strict=True)), strict=True))

    def joined(self, plain: pa.Table, slow: Cleaned) -> pa.Table:
        """The plain rows and those read cell by cell, in file order."""
        if not slow.source_rows:
            return plain
        as_text = pa.schema(self._kinds | {"source_row": pa.int64()})
        both = pa.concat_tables([plain.cast(as_text), slow.table(self._upload_id).select(as_text.names)])
        return both.sort_by("source_row").cast(self.schema)


def _same(value: object, kind: pa.DataType, rows: int) -> pa.Array:
    if value is None:
        return pa.nulls(rows, numbered(kind))
    if kind != pa.string():
        return pa.repeat(pa.scalar(value, kind), rows)
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), rows), [value])


def _texts(cells: list[bytes], codec: str) -> list[str]:
    try:
        return [cell.decode(codec) for cell in cells]
    except UnicodeDecodeError as broken:
        raise Undecodable from broken


class _Words:
    """Reads one column: plain numbers together, every other cell once per distinct word."""

    def __init__(self, column: Column | None, codec: str, headings: tuple[str, ...], kinds: dict[str, str]) -> None:
        self._column, self._codec, self._headings = column, codec, headings
        self._kinds = {name: ARROW[kinds[name]] for name in spread(column, None)} if column else {}
        self._known: dict[bytes, tuple | None] = {}  # word → its values; None: its rows must be looked at

    def read(self, cells: pa.Array) -> _Read:
        """The column's values in this batch. Raises Undecodable."""
        if pa.types.is_dictionary(cells.type):
            return self._words(cells)
        return self._numbers(cells)

    def _words(self, cells: pa.DictionaryArray) -> _Read:
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        read = [self._word(word) for word in cells.dictionary.to_pylist()]
        values = {
            name: _taken([each and each[place] for each in read], kind, cells.indices)
            for place, (name, kind) in enumerate(self._kinds.items())
        }
        in_doubt = pa.array([each is None for each in read], pa.bool_()).take(cells.indices) if None in read else None
        return _Read(values, in_doubt)

    def _word(self, word: bytes) -> tuple | None:
        if word not in self._known:
            (text,) = _texts([word], self._codec)
            self._known[word] = None if may_be_apart(text, self._headings) else self._value(text)
        return self._known[word]

    def _value(self, text: str) -> tuple | None:
        if self._column is None:
            return ()
        try:
            value, told = read_cell(text, self._column)
        except BadCell:
            return None
        if told or (value is None and self._column.required):
            return None
        return tuple(spread(self._column, value).values())

    def _numbers(self, cells: pa.Array) -> _Read:
        """Amounts: digits and commas together, what is written otherwise word by word."""
        ((name, kind),) = self._kinds.items()
        factor = int(unit_of(self._column.unit).factor) if self._column.unit else 1
        written = plain_amounts(cells)
        within = self._within(written, factor)
        values = pc.multiply(pc.if_else(within, written, None) if within is not None else written, factor).cast(kind)
        odd = values.is_null()
        if not pc.any(odd).as_py():
            return _Read({name: values}, None)
        read = self._words(cells.filter(odd).dictionary_encode())
        in_doubt = read.doubts
        if in_doubt is not None:
            in_doubt = pc.replace_with_mask(pa.repeat(False, len(cells)), odd, in_doubt)
        return _Read({name: pc.replace_with_mask(values, odd, read.values[name])}, in_doubt)

    def _within(self, written: pa.Array, factor: int) -> pa.Array | None:
        """Which amounts the contract allows; None when it allows all."""
        most = _MOST // factor if self._column.most is None else min(self._column.most, _MOST // factor)
        least = 0 if self._column.least is None else self._column.least
        bounds = pc.min_max(written)
        if bounds["max"].as_py() is None or (bounds["min"].as_py() >= least and bounds["max"].as_py() <= most):
            return None
        return pc.and_(pc.greater_equal(written, least), pc.less_equal(written, most))


def _taken(values: list, kind: pa.DataType, indices: pa.Array) -> pa.Array:
    """A row's value by the number of its word; texts stay numbered."""
    if kind != pa.string():
        return pa.array(values, kind).take(indices)
    texts = {value: None for value in values if value is not None}
    numbers = {value: number for number, value in enumerate(texts)}
    renumbered = pa.array([numbers.get(value) for value in values], pa.int32())
    return pa.DictionaryArray.from_arrays(renumbered.take(indices), pa.array(list(texts), pa.string()))
