"""Control files: every encoding, separator and line end; content decides, so names are of no account."""

from collections.abc import Iterator
from itertools import product

from tests.corpus.case import HEAD, WRITTEN, Case, good, table, text, true

CODECS = {"UTF-8": "utf-8", "UTF-8 BOM": "utf-8-sig", "UTF-16": "utf-16", "CP949": "cp949"}
SEPARATORS = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}
NEWLINES = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def cases() -> Iterator[Case]:
    """Every encoding with every separator, and with every line end."""
    for (encoding, codec), (mark, separator) in product(CODECS.items(), SEPARATORS.items()):
        yield good(f"{encoding}, {mark}", text(table(), separator).encode(codec), encoding=encoding)
    for (encoding, codec), (end, newline) in product(CODECS.items(), NEWLINES.items()):
        yield good(f"{encoding}, {end}", text(table(), newline=newline).encode(codec), encoding=encoding)
    big_endian = b"\xfe\xff" + text(table()).encode("utf-16-be")
    yield good("UTF-16 BE with its mark", big_endian, encoding="UTF-16")
    yield good("no line end at the end", text(table()).encode().rstrip(b"\n"))
    yield good("blank lines at the end", text(table()).encode() + b"\n\n \n")
    yield good("blank line between", text(table()).encode().replace(b"\n", b"\n\n", 2))
    yield good("empty columns to the right", text([*row, "", ""] for row in table()).encode())
    yield good("empty cells written as quotes", text(table()).replace(",,", ',"",').encode())
    short = [list(row) for row in WRITTEN]
    yield good("short rows", text([HEAD, *short[:2], short[2][:6]]).encode())
    yield good("a line that names the separator", b"sep=,\n" + text(table()).encode(), "title_line")
    lines = text(table((3, 0, "나래\n정밀"))).encode()
    yield good("a cell of two lines", lines, rows=true((3, "firm_name", "나래\n정밀")))
    for word in (
        "ID3",
        "BZh",
        "PAR1",
        "GIF8",
        "EGGA",
        "MarkAny",
        "SCDSA",
        "DRM",
        "BM",
        "{",
        "[기업]",
        "<기업>",
        "PK",
        "MZ",
    ):
        titled = text([[f"{word} 현황"], *table()]).encode()
        yield good(f"a title that begins with {word}", titled, "title_line")
    backwards = [row[::-1] for row in table()]
    yield good("columns backwards", text(backwards).encode())
