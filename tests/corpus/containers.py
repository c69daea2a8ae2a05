"""Writers of formats of old Office files that no library of ours writes: the container, a workbook's records."""

import struct
from collections.abc import Sequence

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE compound file of these streams, each filled up to 4096 bytes so that none is small."""
    sectors: list[bytes] = []
    chain: list[int] = []

    def add(content: bytes) -> int:
        start = len(sectors)
        parts = [content[at : at + _SECTOR].ljust(_SECTOR, b"\x00") for at in range(0, len(content), _SECTOR)]
        sectors.extend(parts)
        chain.extend([*range(start + 1, start + len(parts)), _END])
        return start

    full = {name: content.ljust(4096, b"\x00") for name, content in streams.items()}
    starts = {name: add(content) for name, content in full.items()}
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for at, (name, content) in enumerate(full.items(), 1):
        entries.append(_entry(name, 2, starts[name], len(content), right=at + 1 if at < len(full) else _FREE))
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = add(b"".join(entries))
    tables = 1
    while (len(sectors) + tables) > tables * 128:
        tables += 1
    numbers = [*chain, *[_TABLE] * tables]
    numbers += [_FREE] * (tables * 128 - len(numbers))
    listed = [len(sectors) + at for at in range(tables)] + [_FREE] * (109 - tables)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIII", tables, directory, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", *listed)
    return header + b"".join(sectors) + struct.pack(f"<{len(numbers)}I", *numbers)


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE, right: int = _FREE) -> bytes:
    wide = name.encode("utf-16-le")
    facts = struct.pack("<HBBIII", len(wide) + 2, kind, 1, _FREE, right, child)
    return wide.ljust(64, b"\x00") + facts + bytes(36) + struct.pack("<IQ", start, size)


def old_workbook(
    sheets: dict[str, Sequence[Sequence[object]]], hidden_rows: Sequence[int] = (), is_1904: bool = False,
    hidden: Sequence[str] = (), locked: bool = False, hidden_columns: Sequence[int] = (),
) -> bytes:  # fmt: skip
    """A BIFF8 .xls: numbers, texts, and errors (texts that begin with #); hidden rows as a person counts,
    hidden columns from 0."""
    parts = [_sheet(rows, hidden_rows, hidden_columns) for rows in sheets.values()]
    lock = _record(0x2F, bytes(54)) if locked else b""
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + lock
    head += _record(0x42, struct.pack("<H", 1200)) + _record(0x22, struct.pack("<H", is_1904))
    size = len(head) + sum(12 + 2 * len(name) for name in sheets) + 4
    for name, at in zip(sheets, _starts(size, parts), strict=True):
        facts = struct.pack("<IBBBB", at, name in hidden, 0, len(name), 1)
        head += _record(0x85, facts + name.encode("utf-16-le"))
    return compound({"Workbook": head + _record(0x0A) + b"".join(parts)})


def _starts(at: int, parts: list[bytes]) -> list[int]:
    return [at + sum(map(len, parts[:number])) for number in range(len(parts))]


def _sheet(rows: Sequence[Sequence[object]], hidden_rows: Sequence[int], hidden_columns: Sequence[int]) -> bytes:
    width = max(len(row) for row in rows)
    made = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    made += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for at in hidden_columns:
        made += _record(0x7D, struct.pack("<HHHHHH", at, at, 2304, 15, 1, 0))
    for at in range(len(rows)):
        option = 0x20 if at + 1 in hidden_rows else 0
        made += _record(0x208, struct.pack("<HHHHHHI", at, 0, width, 255, 0, 0, option | 0x100))
    cells = [_cell(at, column, cell) for at, row in enumerate(rows) for column, cell in enumerate(row)]
    return made + b"".join(cells) + _record(0x0A)


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, (int, float)):
        return _record(0x203, place + struct.pack("<d", value))
    if value in ("#N/A", "#REF!"):
        return _record(0x205, place + bytes([{"#N/A": 42, "#REF!": 23}[value], 1]))
    if not value:
        return b""
    return _record(0x204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
