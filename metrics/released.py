"""What outsiders see of money and people: the figures of a release, under the names that insiders know them by."""

import pandas as pd

from metrics import balance
from metrics.errors import WrongUsage
from metrics.kpis import KPIS, figures_of
from metrics.selection import Selection
from warehouse import Snapshot

REST = "rest"  # the hidden cells of a table together: the total less what is shown

_FIGURES = """
SELECT year, code, value, firms, is_suppressed, reason
FROM released_figures
WHERE measure = $measure
  AND dimension = $dimension
  AND year <= year($as_of)
  AND ($years IS NULL OR list_contains($years, year))
ORDER BY year, value IS NULL, value DESC, code
"""
_TABLES = """
SELECT
  measure,
  dimension,
  year,
  count(*) AS cells,
  count(*) FILTER (WHERE is_suppressed) AS suppressed_cells,
  CAST(count(*) FILTER (WHERE is_suppressed) AS DOUBLE) / count(*) AS suppressed_share
FROM released_figures
WHERE year <= year($as_of)
GROUP BY measure, dimension, year
ORDER BY measure, dimension, year
"""
_DESIGNATIONS = "designations"
_SPAN = "SELECT source, first_date, last_date FROM marts.coverage WHERE source = 'designations'"
_COLUMNS = {"stage": "stage_code", "market_group": "market_group", "industry": "industry_code",
            "industry_section": "industry_section", "district": "district_code"}  # fmt: skip


def released_tables(release: Snapshot, selection: Selection) -> pd.DataFrame:
    """Which tables a release holds, up to the as-of date's year.

    One row per measure, dimension and year: measure, dimension (year: the total), year, cells, suppressed_cells,
    suppressed_share (0 to 1). Source: released_figures.
    """
    return release.query(_TABLES, as_of=selection.as_of)


def released_figures(release: Snapshot, selection: Selection, measure: str, dimension: str) -> pd.DataFrame:
    """A released table: a measure of each year, up to the as-of date's, by one dimension.

    One row per year and code, the largest first, hidden ones last: year, code, value (in the measure's whole unit;
    missing where hidden), firms (with a value above 0; missing where hidden), is_suppressed, reason (few: fewer firms
    than the reference allows; dominant: one firm is more than its share; derivable: others would give it away). Where
    cells are hidden a row `rest` follows, of which value is the total less what is shown: table and total add up.
    Source: released_figures.
    """
    years = list(selection.years) or None
    shown = release.query(_FIGURES, measure=measure, dimension=dimension, years=years, as_of=selection.as_of)
    if dimension == "year" or shown.empty:
        return shown
    asked = {"measure": measure, "dimension": "year", "years": years, "as_of": selection.as_of}
    totals = release.query(_FIGURES, **asked).set_index("year")["value"]
    rests = [_rest(year, rows, totals.get(year)) for year, rows in shown.groupby("year")]
    return pd.concat([shown, *[each for each in rests if each is not None]], ignore_index=True).sort_values(
        "year", kind="stable", ignore_index=True
    )


def _rest(year: int, rows: pd.DataFrame, total: object) -> pd.DataFrame | None:
    if total is None or pd.isna(total) or not rows["is_suppressed"].any():
        return None
    rest = {"year": year, "code": REST, "value": total - rows["value"].sum(), "is_suppressed": False}
    return pd.DataFrame([rest]).astype({"value": "Int64"})


def _exports(release: Snapshot, selection: Selection, dimension: str) -> pd.DataFrame:
    if selection.is_by_trade or not selection.has_whole_stages or (selection.stages and dimension != "stage"):
        raise WrongUsage("released_whole")  # its sums are of all firms: as those of some they would be wrong
    table = released_figures(release, selection, "exports_usd", dimension)
    named = {"value": "exports_usd", "firms": "exporters", "code": _COLUMNS.get(dimension, "code")}
    table = table[table["code"] != REST].rename(columns=named)
    if selection.stages and "stage_code" in table:
        table = table[table["stage_code"].isin(selection.stages)]
    return table.drop(columns="code", errors="ignore").reset_index(drop=True)


def exports_by_year(release: Snapshot, selection: Selection) -> pd.DataFrame:
    """Released exports of each year: year, exports_usd, exporters, is_suppressed, reason.

    Raises WrongUsage for a filter, as the others here do (by stage: for one that is not of stages): what is released
    is of all firms. Source: released_figures.
    """
    return _exports(release, selection, "year")


def exports_by_stage(release: Snapshot, selection: Selection) -> pd.DataFrame:
    """Released exports of each year by stage: year, stage_code, exports_usd, exporters, is_suppressed, reason."""
    return _exports(release, selection, "stage")


def exports_by_market_group(release: Snapshot, selection: Selection) -> pd.DataFrame:
    """Released exports of each year by market group.

    year, market_group, exports_usd, exporters, is_suppressed, reason. Source: released_figures.
    """
    return _exports(release, selection, "market_group")


def stage_balance(release: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """As metrics.balance tells it, with exits as one number: why a named firm left is not for outsiders."""
    table = balance.stage_balance(release, selection, firms=firms)
    if firms:
        is_exit = table["counted_in"].str.startswith("exits_")
        return table.assign(counted_in=table["counted_in"].mask(is_exit, "exits"))
    return table[[name for name in table.columns if not name.startswith("exits_")]]


def kpis(release: Snapshot, selection: Selection) -> pd.DataFrame:
    """As metrics.kpis tells it, of designations alone: money and people are released by their own tables.

    kpi, value, unit, previous, target, status, as_of. Raises EmptySelection when no firm is selected.
    Source: the functions marked @kpi, marts.targets, marts.quotas, marts.coverage.
    """
    spans = {source: (first, last) for source, first, last in release.rows(_SPAN)}
    public = [each for each in KPIS.values() if each.source == _DESIGNATIONS]
    return figures_of(release, selection, public, spans)


_TOLD = (exports_by_year, exports_by_stage, exports_by_market_group, stage_balance, kpis)
RELEASED = {each.__name__: each for each in _TOLD}
