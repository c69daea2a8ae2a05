"""Bytes of text → which encoding all of them are in. Never a guess: a mark, else strict UTF-8, else strict CP949."""

import codecs
import io
import struct

import pyarrow as pa

from etl.sheet import refuse

CODECS = {"UTF-16": "utf-16", "UTF-8 BOM": "utf-8-sig", "UTF-8": "utf-8", "CP949": "cp949"}
LARGE = 2_000_000  # bytes: below, reading cell by cell takes less than a second
_CHUNK = 16_000_000  # bytes looked at together


def encoding_of(content: bytes, said: str | None = None) -> str:
    """The encoding of all of it; `said` by a person, it must be that one. Raises FileRefused."""
    if said is not None:
        if said not in CODECS:
            raise refuse("encoding_unheard", encoding=said, known=", ".join(CODECS))
        return _strict(content, said)
    top = bytes(content[:4096])
    if top.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(content, "UTF-16")
    nul = _first_nul(content)
    if nul >= 0:
        if _is_utf16(top):
            raise refuse("utf16_without_mark")
        raise refuse("nul_bytes", _row(content, nul), offset=nul)
    if top.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 BOM" if is_utf8(content) else _strict(content, "UTF-8 BOM")
    if is_utf8(content):
        return "UTF-8"
    # of a large file the rest is checked when it is read
    if len(content) > LARGE and _reads(content[: content.rfind(b"\n", 0, LARGE) + 1], "cp949"):
        return "CP949"
    _strict(content, "CP949")
    _refuse_mixed(content)
    return "CP949"


def _first_nul(content: bytes) -> int:
    """Where the first NUL stands, -1 without one; piece by piece, as a mapped file searches its bytes one by one."""
    for start in range(0, len(content), _CHUNK):
        at = content[start : start + _CHUNK].find(b"\x00")
        if at >= 0:
            return start + at
    return -1


def is_utf8(content: bytes) -> bool:
    """Whether all of it is UTF-8, without making text of it."""
    whole, start = pa.py_buffer(content), 0
    while start < len(content):
        end = min(start + _CHUNK, len(content))
        while end < len(content) and content[end] & 0xC0 == 0x80 and end > start + _CHUNK - 4:
            end -= 1
        ends = pa.py_buffer(struct.pack("=qq", 0, end - start))
        part = whole.slice(start, end - start)
        try:
            pa.Array.from_buffers(pa.large_string(), 1, [None, ends, part]).validate(full=True)
        except pa.ArrowInvalid:
            return False
        start = end
    return True


def lines_of(content: bytes, encoding: str) -> io.TextIOWrapper:
    """All of it as text, line by line. Raises FileRefused naming the first row that is not in that encoding."""
    _strict(content, encoding)
    return io.TextIOWrapper(io.BytesIO(content), CODECS[encoding], newline="")


def _is_utf16(top: bytes) -> bool:
    """Whether every other byte is often NUL, as in UTF-16 of Korean tables with their commas, digits and line ends."""
    odd, even = top[1::2].count(0), top[::2].count(0)
    return max(odd, even) * 20 > len(top) and min(odd, even) * 10 <= max(odd, even)


def _row(content: bytes, offset: int) -> int:
    return bytes(content[:offset]).count(b"\n") + 1


def _strict(content: bytes, encoding: str) -> str:
    try:
        nul = _check(content, CODECS[encoding])
    except UnicodeDecodeError:
        broken = _broken(content, CODECS[encoding])
        _refuse_mixed(content)
        if encoding == "CP949":  # only strict UTF-8 was tried before: neither can read it
            raise refuse("encoding_unknown", _row(content, max(broken, _broken(content, "utf-8")))) from None
        whole = bytes(content[:broken]).decode(CODECS[encoding], errors="ignore")
        raise refuse("encoding_broken", whole.count("\n") + 1, encoding=encoding) from None
    if nul:
        raise refuse("nul_bytes", nul, offset=content.find(b"\x00\x00"))
    return encoding


def _check(content: bytes, codec: str) -> int:
    """Decode all of it, piece by piece; the row of the first NUL, 0 when there is none. Raises UnicodeDecodeError."""
    decoder, row, found = codecs.getincrementaldecoder(codec)(), 1, 0
    for start in range(0, max(len(content), 1), _CHUNK):
        text = decoder.decode(content[start : start + _CHUNK], final=start + _CHUNK >= len(content))
        if not found and "\x00" in text:
            found = row + text[: text.index("\x00")].count("\n")
        row += text.count("\n")
    return found


def _reads(content: bytes, codec: str) -> bool:
    try:
        _check(content, codec)
    except UnicodeDecodeError:
        return False
    return True


def _broken(content: bytes, codec: str) -> int:
    """Where the first byte stands that is not in this encoding."""
    try:
        bytes(content).decode(codec)
    except UnicodeDecodeError as broken:
        return broken.start
    return 0


def _refuse_mixed(content: bytes) -> None:
    """Refuse a file whose lines are each in UTF-8 or CP949, but not all in the same; names the first that differs."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    lines = bytes(content).removeprefix(b"\xef\xbb\xbf").splitlines()
    kinds = {number: _line_kind(line) for number, line in enumerate(lines, 1) if not line.isascii()}
    if None in kinds.values() or len(set(kinds.values())) < 2:
        return
    first = next(iter(kinds.values()))
    number, then = next((number, kind) for number, kind in kinds.items() if kind != first)
    raise refuse("encoding_mixed", number, first=first, then=then)


def _line_kind(line: bytes) -> str | None:
    for codec, name in (("utf-8", "UTF-8"), ("cp949", "CP949")):
        try:
            text = line.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "cp949" or any("\uac00" <= letter <= "\ud7a3" for letter in text):
            return name
    return None
