"""What a mart's SQL must not contain, so that DuckDB and Spark make the same rows of it."""

from collections.abc import Iterator

import sqlglot
from sqlglot import exp

# Silently different, or refused by Spark (PLATFORM: Spark as the other engine).
FUNCTIONS = {
    "dayofweek", "isodow", "weekday", "monthname", "dayname", "format", "printf", "hash", "date_add", "generate_series",
    "range", "unnest", "list", "list_value", "array_agg", "struct_pack", "row", "quantile_cont", "quantile_disc",
    "first", "last", "columns", "list_contains", "struct_extract", "datediff_month",
}  # fmt: skip
NODES = {
    exp.Array: "a list", exp.List: "a list", exp.ArrayAgg: "a list", exp.Struct: "a struct", exp.Bracket: "a slice",
    exp.Pivot: "pivot", exp.GenerateSeries: "generate_series", exp.GenerateDateArray: "generate_series",
    exp.Unnest: "unnest", exp.DayOfWeek: "dayofweek", exp.DayOfWeekIso: "isodow", exp.Dayname: "dayname",
    exp.Monthname: "monthname", exp.PercentileCont: "quantile", exp.PercentileDisc: "quantile", exp.First: "first",
    exp.DateAdd: "date_add", exp.TsOrDsAdd: "date_add", exp.Format: "format", exp.Columns: "columns",
}  # fmt: skip
WHOLE = (exp.DataType.Type.INT, exp.DataType.Type.BIGINT, exp.DataType.Type.SMALLINT, exp.DataType.Type.INT128)
_THROUGH = (exp.Window, exp.Filter, exp.Paren)


def unportable(sql: str) -> list[str]:
    """What is wrong with this SELECT for Spark, in words; an empty list when nothing is."""
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
        tree.sql(dialect="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    except sqlglot.errors.SqlglotError as fault:
        return [f"does not become Spark SQL: {fault}"]
    return sorted({f"{why}: {node.sql(dialect='duckdb')}" for node in tree.walk() for why in _reasons(node)})


def _reasons(node: exp.Expression) -> Iterator[str]:
    yield from (why for kind, why in NODES.items() if isinstance(node, kind))
    if isinstance(node, exp.Anonymous) and node.name.lower() in FUNCTIONS:
        yield node.name.lower()
    if isinstance(node, exp.DateDiff) and node.text("unit").upper() not in {"DAY", ""}:
        yield "date_diff by month or year"
    if isinstance(node, exp.Star) and isinstance(node.parent, exp.Select):
        yield "select *"
    if isinstance(node, exp.Join) and (node.method or "").upper() == "ASOF":
        yield "asof join"
    if isinstance(node, exp.SetOperation) and node.args.get("by_name"):
        yield "union by name"
    if isinstance(node, exp.Cast) and node.to.this in WHOLE and _is_broken_number(node.this):
        yield "a broken number cast to a whole one"
    yield from _arithmetic(node)
    if isinstance(node, exp.Sum | exp.RowNumber | exp.Year) and not isinstance(_user(node), exp.Cast | exp.Predicate):
        yield "not cast"


def _arithmetic(node: exp.Expression) -> Iterator[str]:
    if isinstance(node, exp.Add | exp.Sub):
        if isinstance(node.expression, exp.Interval):
            user = _user(node)
            if not (isinstance(user, exp.Cast) and user.to.this == exp.DataType.Type.DATE):
                yield "a date moved by an interval and not cast to a date"
        elif isinstance(node, exp.Sub) and _is_day(node.this) and _is_day(node.expression):
            yield "a date less a date"
    if isinstance(node, exp.Div):
        if not isinstance(node.expression, exp.Nullif | exp.Literal):
            yield "a division without nullif"
        if not (isinstance(node.this, exp.Cast) and node.this.to.this == exp.DataType.Type.DOUBLE):
            yield "a division not of a double"


def _user(node: exp.Expression) -> exp.Expression | None:
    above = node.parent
    while isinstance(above, _THROUGH):
        above = above.parent
    return above


def _is_day(node: exp.Expression) -> bool:
    is_named = isinstance(node, exp.Column) and node.name.endswith(("_on", "_end", "_date", "month", "_from", "_to"))
    return is_named or (isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.DATE)


def _is_broken_number(node: exp.Expression) -> bool:
    broken = (exp.Div, exp.Avg, exp.Round)
    return any(
        isinstance(part, broken)
        or (isinstance(part, exp.Literal) and not part.is_string and "." in part.name)
        or (isinstance(part, exp.Cast) and part.to.this in (exp.DataType.Type.DOUBLE, exp.DataType.Type.DECIMAL))
        for part in node.walk()
    )
