"""Finds SQL that was put together from pieces instead of written as one static string with $parameters."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules import FREE, sources

# Keywords as STYLE writes them (upper case), and pairs that no English sentence has, in any case.
KEYWORDS = re.compile(r"\b(SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|LIMIT|VALUES|UNION|ATTACH|COPY|PRAGMA|HAVING)\b")
PAIRS = re.compile(
    r"select\s.+\sfrom\s|insert\s+into\s|delete\s+from\s|update\s+\w+\s+set\s|order\s+by\s|group\s+by\s"
    r"|(create|drop|alter)\s+(or\s+replace\s+)?(temp\s+|temporary\s+)?(table|view|macro|schema|sequence)\b",
    re.IGNORECASE | re.DOTALL,
)
RUNS = {"execute", "executemany", "sql", "query", "query_df", "from_query"}
NOT_OUR_DATABASE = {"st", "re", "urllib", "parse"}


def pasted_sql(root: Path) -> list[str]:
    """SQL built by f-string, +, %, format, replace or join, anywhere but in tests and bench."""
    found = []
    for room, path in sources(root):
        if room not in FREE:
            tree = ast.parse(path.read_text("utf-8"))
            where = path.relative_to(root).as_posix()
            found += [f"{where}:{line}: SQL put together by {how}" for line, how in sorted(set(_pasted(tree)))]
    return found


def _pasted(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        how = _glued(node)
        if how and any(_is_sql(piece) for piece in _pieces(node)):
            yield node.lineno, how
        if isinstance(node, ast.Call) and _runs(node.func) and node.args and (how := _glued(node.args[0])):
            yield node.lineno, how


def _glued(node: ast.AST) -> str | None:
    if isinstance(node, ast.JoinedStr):
        return "f-string" if any(isinstance(value, ast.FormattedValue) for value in node.values) else None
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Add | ast.Mod):
        return "+" if isinstance(node.op, ast.Add) else "%"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        verb = node.func.attr
        if verb in {"format", "replace", "join", "format_map", "substitute"}:
            return verb
    return None


def _pieces(node: ast.AST) -> Iterator[str]:
    """The constant strings that stand directly in the glue."""
    parts: list[ast.AST] = []
    if isinstance(node, ast.JoinedStr):
        parts = list(node.values)
    elif isinstance(node, ast.BinOp):
        parts = [node.left, node.right]
    elif isinstance(node, ast.AugAssign):
        parts = [node.value]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        parts = [node.func.value, *node.args]
    for part in parts:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, ast.JoinedStr | ast.BinOp):
            yield from _pieces(part)
        elif isinstance(part, ast.List | ast.Tuple):
            yield from (item.value for item in part.elts if isinstance(item, ast.Constant) and type(item.value) is str)


def _is_sql(text: str) -> bool:
    return bool(KEYWORDS.search(text) or PAIRS.search(text))


def _runs(func: ast.AST) -> bool:
    if not isinstance(func, ast.Attribute) or func.attr not in RUNS:
        return False
    return not (isinstance(func.value, ast.Name) and func.value.id in NOT_OUR_DATABASE)


def sql_in_pages(root: Path) -> list[str]:
    """A page asks a metric; it has no SQL of its own."""
    return [
        f"{path.relative_to(root).as_posix()}:{node.lineno}: SQL in a page"
        for room, path in sources(root)
        if room in {"pages", "charts", "app"}
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and PAIRS.search(node.value)
    ]
