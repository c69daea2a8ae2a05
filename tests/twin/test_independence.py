"""The twin is worth something only while it shares nothing with what it checks."""

import ast
from pathlib import Path

ALLOWED = {
    "__future__",
    "calendar",
    "collections",
    "csv",
    "dataclasses",
    "datetime",
    "functools",
    "math",
    "pathlib",
    "re",
    "typing",
}
BY_HAND = (
    *("spells.py", "stays.py", "counts.py", "balance.py", "kpis.py", "moves.py", "waits.py"),
    *("money.py", "money_exports.py", "money_firms.py", "money_outcomes.py", "money_benchmarks.py", "money_kpis.py"),
    *("money_freshness.py", "money_exporters.py", "money_alerts.py", "money_growth.py", "money_trade.py"),
    "money_periods.py",
    *("readiness.py", "readiness_verdicts.py"),
    "quota.py",
    "firm.py",
    "institutions.py",
    "reported.py",
)


def test_the_twin_imports_the_standard_library_and_itself_only() -> None:
    for name in BY_HAND:
        tree = ast.parse((Path(__file__).parent / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                outside = {alias.name.split(".")[0] for alias in node.names} - ALLOWED
            elif isinstance(node, ast.ImportFrom):
                outside = set() if node.level else {node.module.split(".")[0]} - ALLOWED
                outside |= {node.module} - {file[:-3] for file in BY_HAND} if node.level else set()
            else:
                continue
            assert not outside, f"{name} imports {outside}"
