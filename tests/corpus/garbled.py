"""Text that lost letters on its way: mixed, garbled, cut; never loaded as something else."""

from collections.abc import Iterator

from tests.corpus.case import HEAD, Case, as_csv, bad, bad_row, table, text

NAME = "㈜가람정밀공업"


def _as_latin(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())


def _as_cp949(text: str) -> str:
    return text.encode().decode("cp949", errors="ignore")


def cases() -> Iterator[Case]:
    """Encodings that do not hold to the end, letters that were lost before."""
    lines = text(table()).splitlines(keepends=True)
    for at in (1, 2, 3):
        joined = "".join(lines[:at]).encode() + "".join(lines[at:]).encode("cp949")
        yield bad(f"UTF-8, then CP949 from row {at + 1}", joined, "encoding_mixed", at + 1)
        joined = "".join(lines[:at]).encode("cp949") + "".join(lines[at:]).encode()
        yield bad(f"CP949, then UTF-8 from row {at + 1}", joined, "encoding_mixed", at + 1)
    yield bad("a mark of UTF-8 before CP949", b"\xef\xbb\xbf" + text(table()).encode("cp949"), "encoding_broken", 1)
    yield bad("neither", text(table()).encode() + b"\xff\xfe\xff\n", "encoding_unknown", 5)
    yield bad("cut inside a letter", text(table((4, 7, "간"))).encode()[:-3] + b"\n", "encoding_unknown", 4)
    yield bad("UTF-16 cut inside a letter", text(table()).encode("utf-16")[:-1], "encoding_broken", 4)
    for codec in ("utf-16-le", "utf-16-be"):
        yield bad(f"{codec} without its mark", text(table()).encode(codec), "utf16_without_mark")
    yield bad("UTF-32", text(table()).encode("utf-32"), "file_kind_refused")
    for row in (2, 4):
        yield bad(f"NUL in row {row}", as_csv((row, 0, "가\x00람")), "nul_bytes", row)
    yield bad("NUL in UTF-16", text(table((3, 0, "가\x00람"))).encode("utf-16"), "nul_bytes", 3)
    for name, garble in (("Windows Latin", _as_latin), ("CP949", _as_cp949), ("ISO Latin", _iso)):
        yield bad_row(f"name garbled through {name}", as_csv((3, 0, garble(NAME))), "mojibake", 3)
        whole = "\n".join(garble(line) for line in text(table()).splitlines())
        yield bad(f"file garbled through {name}", whole.encode(), "mojibake", 1)
    yield bad_row("a letter lost in a name", as_csv((3, 0, "㈜가\ufffd테크")), "replacement_character", 3)
    yield bad(
        "letters lost in the header", as_csv(head=["기업\ufffd", "사업자\ufffd", *HEAD[2:]]), "replacement_character", 1
    )
    yield from _cut()


def _iso(text: str) -> str:
    return text.encode().decode("latin-1")


def _cut() -> Iterator[Case]:
    good = text(table())
    yield bad("a quote that never closes", good.replace("나래정밀(주)", '"나래정밀').encode(), "csv_broken", 3)
    yield bad("letters after a closing quote", good.replace("나래정밀(주)", '"나래"정밀').encode(), "csv_broken", 3)
    yield bad("a cell of a million letters", as_csv((3, 0, "가" * 1_000_001)), "cell_too_long", 3)
    yield bad_row("a name longer than a cell of Excel", as_csv((3, 0, "가" * 32_768)), "cell_too_long", 3)
    yield bad_row("more cells than headings", (good.replace("3.5,간접", "3.5,간접,9")).encode(), "row_too_long", 3)
    yield bad("header only", text(table()[:1]).encode(), "no_rows", 1)
    yield bad("rows without a header", text(table()[1:]).encode(), "columns_missing")
    for name, content in {"nothing": b"", "line ends": b"\r\n\r\n", "blanks": b" \t \n", "only NUL": b"\x00" * 50,
                          "only a mark": b"\xef\xbb\xbf", "separators": b",,,\n,,,\n", "mark of UTF-16": b"\xff\xfe",
                          "no-break spaces": "\u00a0\n\u3000\n".encode()}.items():  # fmt: skip
        yield bad(f"only blanks: {name}", content, "file_empty")
