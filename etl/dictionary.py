"""What the columns of a snapshot mean: the words of the contracts from which they come."""

from etl.contract import Contract, contracts


def column_helps(lang: str, table: str) -> dict[str, str]:
    """Column → how it is filled, from the contract of that table first, then from any other that has the column."""
    known: dict[str, str] = {}
    for kind in sorted(contracts().values(), key=lambda each: _nearness(each, table)):
        for column in kind.columns:
            if text := column.help.get(lang):
                known.setdefault(column.name, text)
    return known


def _nearness(kind: Contract, table: str) -> tuple[bool, bool, str]:
    return kind.name != table, kind.kind == "reference", kind.name
