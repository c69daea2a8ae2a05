"""Files that the quick pass takes, or gives back: the same end as for a small file, the same row named."""

from collections.abc import Iterator

from tests.corpus.case import HEAD, TRUE, WRITTEN, Case, bad, good, text, warned
from tests.corpus.garbled import _as_cp949

FILL = 36_000  # rows: more than two million bytes in each encoding
ROW = 30_000  # as a person counts


def _lines(changed: list[str] | None = None) -> list[str]:
    made = [HEAD, *(WRITTEN[at % 2] for at in range(FILL))]
    if changed:
        made[ROW - 1] = changed
    return text(made).splitlines(keepends=True)


def _with(column: int, cell: str) -> str:
    row = list(WRITTEN[2])
    row[column] = cell
    return "".join(_lines(row))


def cases() -> Iterator[Case]:
    """One change in row 30,000."""
    rows = [TRUE[at % 2] for at in range(FILL)]
    others = rows[: ROW - 2] + rows[ROW - 1 :]
    for codec, encoding in {"utf-8": "UTF-8", "cp949": "CP949", "utf-16": "UTF-16"}.items():
        yield good(f"large {encoding}", "".join(_lines()).encode(codec), rows=rows, encoding=encoding)
    acting = rows[: ROW - 2] + [("=1+1", *TRUE[2][1:])] + rows[ROW - 1 :]
    yield warned("large with a formula", _with(0, "=1+1").encode("cp949"), "text_acts", row=ROW, rows=acting)
    damaged = {"replacement_character": "가\ufffd람", "mojibake": _as_cp949("가람기업"), "cell_too_long": "가" * 33_000}
    for code, name in damaged.items():
        yield bad(f"large with {code}", _with(0, name).encode(), code, ROW, rows=others)
    yield bad("large with NUL", _with(0, "가\x00람").encode(), "nul_bytes", ROW)
    yield bad(
        "large with a quote that never closes", _with(0, "가").replace("가,999", '"가,999').encode(), "csv_broken", ROW
    )
    lines = _lines()
    for first, then in (("utf-8", "cp949"), ("cp949", "utf-8")):
        mixed = "".join(lines[: ROW - 1]).encode(first) + "".join(lines[ROW - 1 :]).encode(then)
        yield bad(f"large {first}, then {then}", mixed, "encoding_mixed", ROW)
    yield bad("large neither", "".join(lines).encode() + b"\xff\xfe\xff\n", "encoding_unknown", FILL + 2)
    yield bad("large without a line", b"a," * 1_100_000, "cell_too_long", 1)
    yield bad("large page", b"<table>" + b"<tr><td>1<td>2" * 3_000_000, "file_too_large", params={"kind": "HTML"})
    long = list(WRITTEN[0])
    long[0] = "가\n" * 20  # wherever the top is cut, it is inside such a cell
    tall = [(("가\n" * 20).strip(), *TRUE[0][1:])] * FILL
    yield good("large with cells of many lines", text([HEAD, *[long] * FILL]).encode(), rows=tall)
    yield good("large with lone CR", "".join(lines).replace("\n", "\r").encode(), rows=rows)
