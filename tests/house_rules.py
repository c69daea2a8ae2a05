"""The rules of the house, read from the source with ast; test_house.py asks them of the repository.

Each rule takes the folder of the repository and returns one sentence per violation.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

Facts = list[str]

# Who may call whom. A room not named here may not exist. bench and tests may call everything.
MAY: dict[str, set[str]] = {
    "texts": set(),
    "access": {"texts"},
    "desk": set(),
    "warehouse": set(),
    "disclosure": {"warehouse"},
    "etl": {"warehouse", "texts", "access"},
    "metrics": {"warehouse"},
    "charts": {"texts"},
    "reports": {"metrics", "charts", "texts", "warehouse", "access", "desk"},
    "web": {"access", "texts", "warehouse", "desk", "metrics.selection"},
    "pages": {"web", "metrics", "charts", "reports", "access", "desk", "texts", "warehouse"},
    "data": set(),
    "app": {"access", "warehouse"},
}
ALSO = {
    "metrics/__main__.py": {"texts", "access"},
    "disclosure/__main__.py": {"texts", "access"},
    "pages/analyst/": {"etl", "disclosure"},
    # DECISIONS.md, 2026-11-22: the server hands Streamlit the sentence for an accident and the title of its index
    "app.py": {"web.failure", "web.media", "web.sign_in", "texts"},
}
FREE = {"tests", "bench"}
STREAMLIT = {"app", "web", "pages"}
# Libraries that a room must not reach for, whatever else it may do.
NEVER: dict[str, set[str]] = {
    "etl": {"plotly"},
    "metrics": {"plotly"},
    "charts": {"duckdb", "plotly.express"},
    "pages": {"duckdb", "pandas", "plotly"},
    "web": {"duckdb", "plotly.express"},
}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "service", "staging", "data2", "df1", "tmp"}
UNREADABLE = "?"


def sources(root: Path) -> Iterator[tuple[str, Path]]:
    """Every Python file of the repository as (room, path); hidden folders and caches are left out."""
    places = [path for path in root.iterdir() if not path.name.startswith(".")]  # .venv holds ten thousand more
    files = [path for place in places for path in ([place] if place.is_file() else place.rglob("*.py"))]
    for path in sorted(path for path in files if path.suffix == ".py"):
        parts = path.relative_to(root).parts
        if not any(part.startswith(".") or part == "__pycache__" for part in parts):
            yield (path.stem if len(parts) == 1 else parts[0]), path


def imports(path: Path, package: str) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, in whatever way, as (line, dotted name); `?` where it cannot be read."""
    tree = ast.parse(path.read_text("utf-8"))
    aliases = {"import_module", "__import__", "spec_from_file_location", "run_path", "run_module", "exec", "eval"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*package.split(".")[: len(package.split(".")) - node.level + 1], base]).strip(".")
            yield from ((node.lineno, f"{base}.{name.name}".strip(".")) for name in node.names)
            aliases |= {name.asname for name in node.names if name.asname and name.name in aliases}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _last_name(node.func) in aliases and not _is_method_of_ours(node.func):
            yield node.lineno, _asked_module(node, package)


def foreign_imports(root: Path) -> Facts:
    """Imports that the table of rooms does not allow."""
    rooms = {room for room, _ in sources(root)} | set(MAY)
    found = []
    for room, path in sources(root):
        where = path.relative_to(root).as_posix()
        if room in FREE:
            continue
        if room not in MAY:
            found.append(f"{where}: the house has no room {room}")
            continue
        allowed = MAY[room] | {name for at, names in ALSO.items() if where.startswith(at) for name in names}
        package = ".".join(path.relative_to(root).parts[:-1])
        for line, name in imports(path, package):
            if reason := _refusal(room, name, rooms, allowed):
                found.append(f"{where}:{line}: {reason}")
    return found


def _refusal(room: str, name: str, rooms: set[str], allowed: set[str]) -> str | None:
    top = name.split(".")[0]
    if name == UNREADABLE:
        return "imports or runs code by a name that nobody can read"
    if top == "streamlit" and room not in STREAMLIT:
        return f"{room} must not know streamlit"
    if any(name == lib or name.startswith(lib + ".") for lib in NEVER.get(room, ())):
        return f"{room} must not use {name}"
    if top not in rooms or (top == room and room != "pages"):
        return None
    if top == "pages":
        return "a page is never imported: it is named by its path"
    if not any(name == ok or name.startswith(ok + ".") for ok in allowed):
        return f"{room} must not import {name}"
    return None


def _last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_method_of_ours(node: ast.AST) -> bool:
    # compiled.exec(), frame.eval(): methods of other things; builtins and importlib are meant
    if not isinstance(node, ast.Attribute) or node.attr not in {"exec", "eval"}:
        return False
    return _last_name(node.value) not in {"builtins", "__builtins__"}


def _asked_module(call: ast.Call, package: str) -> str:
    name = call.args[0] if call.args else None
    if _last_name(call.func) not in {"exec", "eval", "run_path", "spec_from_file_location"}:
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            return f"{package}{name.value}" if name.value.startswith(".") else name.value
        if isinstance(name, ast.JoinedStr) and name.values:
            head = name.values[0]
            if isinstance(head, ast.Constant) and "." in str(head.value):
                return str(head.value).rsplit(".", 1)[0] or package
            if isinstance(head, ast.FormattedValue) and _last_name(head.value) in {"__name__", "__package__"}:
                return package
    return UNREADABLE


def wrong_places(root: Path) -> Facts:
    """Pages outside a section's folder, words like utils, paths deeper than three, rooms without __init__."""
    found = []
    for room, path in sources(root):
        parts = path.relative_to(root).parts
        where = "/".join(parts)
        if len(parts) > 3:
            found.append(f"{where}: deeper than three")
        if bad := BANNED_NAMES & {*path.stem.split("_"), *parts}:
            found.append(f"{where}: says nothing by the name {min(bad)}")
        if room == "pages" and len(parts) == 2 and path.name != "__init__.py":
            found.append(f"{where}: a page stands in its section's folder")
        if room == "web" and path.stem in MAY:
            found.append(f"{where}: Streamlit looks beside the main script first, so it hides the room {path.stem}")
        if parts[:2] == ("web", "pages"):
            found.append(f"{where}: a pages folder beside the main script is an open door")
    return found


def too_long(root: Path) -> Facts:
    """Files over 300 lines, pages over 120, functions over 40 (docstrings not counted: a definition may be long)."""
    found = []
    for room, path in sources(root):
        where, text = path.relative_to(root).as_posix(), path.read_text("utf-8")
        most = 120 if room == "pages" else 300
        if (lines := len(text.splitlines())) > most:
            found.append(f"{where}: {lines} lines, {most} is the most")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (size := _size(node)) > 40:
                found.append(f"{where}:{node.lineno}: {node.name} has {size} lines, 40 is the most")
    return found


def _size(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


# Brought along by a library that requirements.in names, and part of what that library offers (or its other name).
BROUGHT = {"starlette": "streamlit", "numpy": "pandas", "pptx": "python_pptx", "xlsxwriter": "python_pptx"}


def unnamed_libraries(root: Path) -> Facts:
    """Libraries that the program imports and requirements.in does not name: they would be missing elsewhere."""
    text = (root / "requirements.in").read_text("utf-8")
    named = {name.lower().replace("-", "_") for name in re.findall(r"^[A-Za-z][\w-]*", text, re.MULTILINE)}
    ours = {room for room, _ in sources(root)} | set(MAY)
    found = []
    for room, path in sources(root):
        beside = {each.stem for each in path.parent.glob("*.py")}  # data/sample is run as a script
        for line, name in imports(path, ".".join(path.relative_to(root).parts[:-1])) if room not in FREE else ():
            top = name.split(".")[0]
            if top not in ours | beside | named | sys.stdlib_module_names and BROUGHT.get(top) not in named:
                found.append(f"{path.relative_to(root).as_posix()}:{line}: requirements.in does not name {top}")
    return found


HANGUL = re.compile("[가-힣]")


def words_in_code(root: Path) -> Facts:
    """Korean sentences in rooms that show things: every word a reader sees stands in texts."""
    found = []
    for room, path in sources(root):
        if room not in {"web", "pages", "charts", "metrics", "access", "warehouse", "reports", "app"}:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in prose and HANGUL.search(str(node.value)):
                found.append(f"{path.relative_to(root).as_posix()}:{node.lineno}: a reader's word in code")
    return found
