"""The container of old Office files (OLE compound file): which streams it has, and the bytes of one.

Every number in it is distrusted: chains may loop and sectors may lie beyond the end of the file.
"""

import struct
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0"
_LAST = 0xFFFFFFFA  # sector numbers from here on are marks
_STREAM, _ROOT = 2, 5
_SMALL = 4096  # streams below stand in the small sectors of the root's stream


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def is_sane(content: bytes) -> bool:
    """Whether the container's own figures fit into the file: other readers set memory aside by them."""
    header = bytes(content[:512])
    if len(header) < 512:
        return False
    shift, small, *_, directories, tables = struct.unpack_from("<HHHIII", header, 30)
    cutoff, _, small_tables, _, lists = struct.unpack_from("<IIIII", header, 56)
    most = (len(content) >> min(shift, 12)) + 1
    counts_fit = max(directories, tables, small_tables, lists) <= most
    sizes_fit = all(entry.size <= len(content) for entry in _Container(content).entries if entry.kind == _STREAM)
    return (shift, small, cutoff) in ((9, 6, 4096), (12, 6, 4096)) and counts_fit and sizes_fit


def names(content: bytes) -> set[str]:
    """Names of all storages and streams; none when the container is broken."""
    return {entry.name for entry in _Container(content).entries}


def stream(content: bytes, *wanted: str) -> bytes:
    """The bytes of the first stream of these names that is there; none when it is missing or broken."""
    container = _Container(content)
    for name in wanted:
        for entry in container.entries:
            if entry.name == name and entry.kind == _STREAM:
                return container.read(entry)
    return b""


class _Container:
    def __init__(self, content: bytes) -> None:
        self.content, self.entries = content, []
        header = bytes(content[:512])
        if len(header) < 512:
            return
        self.shift = min(struct.unpack_from("<H", header, 30)[0], 12)
        self.table = self._table(header)
        directory = self._chain(struct.unpack_from("<I", header, 48)[0])
        self.entries = [entry for at in range(0, len(directory) - 127, 128) if (entry := _entry(directory[at:]))]
        self.small_table = _numbers(self._chain(struct.unpack_from("<I", header, 60)[0]))

    def read(self, entry: _Entry) -> bytes:
        """A stream's bytes, as many as are there."""
        root = next((each for each in self.entries if each.kind == _ROOT), None)
        if entry.size >= _SMALL or root is None:
            return self._chain(entry.start)[: entry.size]
        small, parts, at = self._chain(root.start), [], entry.start
        while at < len(self.small_table) and len(parts) * 64 < entry.size:
            parts.append(small[at * 64 : at * 64 + 64])
            at = self.small_table[at]
        return b"".join(parts)[: entry.size]

    def _sector(self, at: int) -> bytes:
        return bytes(self.content[(at + 1) << self.shift : (at + 2) << self.shift])

    def _table(self, header: bytes) -> list[int]:
        """For each sector the one after it."""
        most = len(self.content) >> self.shift
        sectors = list(struct.unpack_from("<109I", header, 76))
        more = struct.unpack_from("<I", header, 68)[0]
        for _ in range(most):
            if more >= most:
                break
            listed = _numbers(self._sector(more))
            sectors += listed[:-1]
            more = listed[-1] if listed else _LAST
        return [number for at in dict.fromkeys(sectors) if at < most for number in _numbers(self._sector(at))]

    def _chain(self, at: int) -> bytes:
        parts, seen = [], set()
        while at < len(self.table) and at not in seen:
            seen.add(at)
            parts.append(self._sector(at))
            at = self.table[at]
        return b"".join(parts)


def _numbers(content: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(content) // 4}I", content))


def _entry(raw: bytes) -> _Entry | None:
    length, kind = struct.unpack_from("<HB", raw, 64)
    start, size = struct.unpack_from("<II", raw, 116)
    name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
    return _Entry(name, kind, start, size) if kind and name else None
