"""Web pages saved as ".xls", as portals give them: one table of data, login pages, tricks."""

from collections.abc import Iterator
from html import escape

from tests.corpus.case import Case, bad, good, table, true

TOP = '<html><head><meta http-equiv="Content-Type" content="text/html"><title>수출</title></head><body>'


def _rows(*changes: tuple[int, int, str], cell: str = "td") -> str:
    lines = ("".join(f"<{cell}>{escape(text)}</{cell}>" for text in row) for row in table(*changes))
    return "".join(f"<tr>{line}</tr>\n" for line in lines)


def _page(inside: str, top: str = TOP) -> bytes:
    return f"{top}{inside}</body></html>".encode()


def cases() -> Iterator[Case]:
    """Controls in each encoding, spans, nesting, scripts; and what is refused."""
    data = f"<table border=1>{_rows()}</table>"
    yield good("page", _page(data), encoding="HTML UTF-8")
    for codec, encoding in {"cp949": "CP949", "utf-8-sig": "UTF-8 BOM", "utf-16": "UTF-16"}.items():
        yield good(f"page in {encoding}", _page(data).decode().encode(codec), encoding=f"HTML {encoding}")
    yield good("page that begins with the table", data.encode())
    yield good("page in capitals", _page(data).replace(b"<t", b"<T").replace(b"</t", b"</T"))
    yield good("page with a doctype and a comment", b"<!-- x -->\n<!DOCTYPE html>\n" + _page(data))
    yield good("page with a namespace", _page(data, '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>'))
    yield good("page whose cells are not closed", _page(data.replace("</td>", "").replace("</tr>", "")))
    yield good("page whose head is not closed", ("<html><head>" + data).encode())
    yield good("page with a script", _page("<script>var x = '<table><tr><td>1</td></tr></table>';</script>" + data))
    yield good("page with layout around", _page(f"<table><tr><td>{data}</td></tr></table>"))
    yield good(
        "page with a table inside a cell",
        _page(data.replace("㈜가람테크", "㈜가람테크<table><tr><td>주</td></tr></table>")),
    )
    entities = data.replace("나래정밀(주)", "&#45208;&#xB798;정밀&#40;주&#41;").replace("<td>US", "<td>&nbsp;US&nbsp;")
    yield good("page with entities", _page(entities))
    yield good("page with line breaks", _page(data.replace("기업명", "기업<br>명").replace("연월", "\n  연월\t")))
    title = "<tr><td colspan=8>2024년 수출 현황</td></tr>"
    yield good("page with a title over the table", _page(f"<table>{title}{_rows()}</table>"), "title_line")
    spans = _rows((3, 0, "㈜가람테크")).replace("<td>㈜가람테크</td>", "<td rowspan='2'>㈜가람테크</td>", 1)
    spans = spans.replace("<td>㈜가람테크</td>", "", 1)
    yield good("page with a name over two rows", _page(f"<table>{spans}</table>"), "merged_filled",
               rows=true((3, "firm_name", "㈜가람테크")))  # fmt: skip
    amount = _rows().replace("<td>21,221</td>", "<td rowspan=2>21,221</td>").replace("<td>1,500</td>", "")
    yield bad("page with an amount over two rows", _page(f"<table>{amount}</table>"), "required_missing", 3,
              rows=[true()[0], true()[2]])  # fmt: skip
    yield from _refused(data)


def _refused(data: str) -> Iterator[Case]:
    form = "<form action=/login><input name=id><input TYPE='Password' name=pw></form>"
    yield bad("login page", _page(form), "login_page")
    yield bad("login page with a table", _page(f"<table><tr><td>아이디</td><td>{form}</td></tr></table>"), "login_page")
    yield bad("page of words", _page("<p>세션이 만료되었습니다.</p>"), "page_without_table")
    yield bad("page with one cell", _page("<table><tr><td>자료가 없습니다.</td></tr></table>"), "page_without_table")
    declared = b'<!DOCTYPE html [<!ENTITY a "aaaa">]>' + _page(data)
    yield bad("page with entities declared", declared, "xml_entities")
    wide = _page(data.replace("<td>기업명", "<td colspan=99999 rowspan=9999>기업명"))
    yield bad(
        "page with a cell of millions", wide.replace(b"</table>", b"<tr><td>x" * 9000 + b"</table>"), "sheet_too_large"
    )
    yield bad("page with the data twice", _page(data + "<hr>" + data), "sheet_ambiguous")
    yield bad(
        "page with another table", _page("<table><tr><td>가<td>나</tr><tr><td>1<td>2</tr></table>"), "columns_missing"
    )
