"""Our firms beside the city and the nation, as others published them."""

from dataclasses import replace

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

# A published period is compared when all its months are ours; together they must be exactly our months of the year.
_SHARES = """
WITH ours AS MATERIALIZED (
  SELECT
    covered.month,
    covered.year,
    CASE WHEN $is_whole THEN covered.exports_usd ELSE coalesce(chosen.exports_usd, 0) END AS exports_usd
  FROM marts.export_months AS covered
  LEFT JOIN (
    SELECT month, sum(exports_usd) AS exports_usd
    FROM marts.export_firm_months
    SEMI JOIN selected_firms($selection) USING (firm_id)
    WHERE NOT $is_whole AND ($stages IS NULL OR list_contains($stages, stage_code))
    GROUP BY month
  ) AS chosen USING (month)
  WHERE covered.month_end <= $as_of
    AND ($years IS NULL OR list_contains($years, covered.year))
    AND ($calendar_months IS NULL OR list_contains($calendar_months, month(covered.month)))
),
yearly AS (
  SELECT year, CAST(sum(exports_usd) AS BIGINT) AS exports_usd, count(*) AS months
  FROM ours
  GROUP BY year
),
published AS (
  SELECT
    region,
    period,
    period_kind,
    exports_usd,
    summed_over,
    source,
    CASE period_kind WHEN 'year' THEN 12 WHEN 'quarter' THEN 3 ELSE 1 END AS months
  FROM marts.benchmark_totals
  WHERE $region IS NULL OR region = $region
),
inside AS (
  SELECT
    region,
    ours.year,
    period,
    period_kind,
    any_value(published.exports_usd) AS exports_usd,
    any_value(published.months) AS months,
    any_value(summed_over) AS summed_over,
    any_value(source) AS source
  FROM published
  INNER JOIN ours ON ours.month >= period AND ours.month < period + to_months(published.months)
  GROUP BY region, ours.year, period, period_kind
  HAVING count(*) = any_value(published.months)
),
laid AS (
  SELECT
    region,
    year,
    CAST(sum(exports_usd) AS BIGINT) AS benchmark_usd,
    CAST(sum(months) AS BIGINT) AS months,
    period_kind,
    min(summed_over) AS summed_over,
    min(source) AS source
  FROM inside
  GROUP BY region, year, period_kind
),
compared AS (
  SELECT laid.*
  FROM laid
  INNER JOIN yearly USING (year, months)
  QUALIFY row_number() OVER (
    PARTITION BY region, year ORDER BY list_position(['year', 'quarter', 'month'], period_kind)
  ) = 1
)
SELECT
  regions.region,
  yearly.year,
  yearly.exports_usd,
  benchmark_usd,
  CAST(yearly.exports_usd AS DOUBLE) / nullif(benchmark_usd, 0) AS share,
  yearly.months < 12 AS is_part_year,
  yearly.months,
  period_kind,
  summed_over,
  source
FROM yearly
CROSS JOIN (SELECT DISTINCT region FROM published) AS regions
LEFT JOIN compared ON compared.region = regions.region AND compared.year = yearly.year
ORDER BY regions.region, yearly.year
"""


_FIRMS = "firms"
_INDEX = ["series", "year", "exports_usd", "exports_index", "base_year", "is_part_year", "months"]
_YEAR_MONTHS = """
SELECT month(month) AS month FROM marts.export_months WHERE month_end <= $as_of AND year = $year ORDER BY month
"""


def city_share(snapshot: Snapshot, selection: Selection, *, region: str | None = None) -> pd.DataFrame:
    """Our firms' exports beside those of a region or the nation in the same months, as others published them.

    One row per region and year that a file of ours covers: region (as its file writes it), year, exports_usd,
    benchmark_usd, share (exports_usd / benchmark_usd, 0 to 1), is_part_year, months (covered by us and ended by
    the as-of date), period_kind (the published periods used: year, quarter or month), summed_over (total, or the
    parts that were summed because no total was published: hs_chapter, country, industry, several), source. The
    benchmark is missing where its periods do not make up exactly our months. `region` keeps one. Exports as in
    exports_by_year, with its filters. Empty when no benchmark is loaded.
    Raises EmptySelection when no firm is selected. Source: marts.export_months, marts.benchmark_totals.
    """
    return _shares(snapshot, selection, region)


def exports_index(snapshot: Snapshot, selection: Selection, *, region: str | None = None) -> pd.DataFrame:
    """How exports of our firms, of the city and of the nation grew from the first whole year that all of them have.

    One row per series and year: series (firms, then the regions as their file writes them), year, exports_usd,
    exports_index (100 is base_year; missing where nothing was exported in it), base_year, is_part_year, months (of
    ours). A part year is held against the same months of base_year. Years before it, and years of a region whose
    published periods do not make up exactly our months, are left out; so is a region without any whole year. `region`
    keeps one beside our firms. Exports as in exports_by_year, with its filters. Empty when no benchmark is loaded.
    Raises EmptySelection when no firm is selected. Source: marts.export_months, marts.benchmark_totals.
    """
    all_years = replace(selection, years=())
    whole = _series(_shares(snapshot, all_years, region))
    base = _first_common_year(whole)
    found = [_indexed(whole[~whole["is_part_year"]], whole, base)]
    for year in sorted(set(whole.loc[whole["is_part_year"], "year"])):
        same = _series(_shares(snapshot, all_years, region, _months_of(snapshot, all_years, year)))
        found.append(_indexed(same[same["year"] == year].assign(is_part_year=True), same, base))
    table = pd.concat(found, ignore_index=True)
    kept = table[(table["year"] >= base) & table["year"].isin(selection.years or table["year"])]
    order = {name: at for at, name in enumerate(dict.fromkeys(whole["series"]))}
    kept = kept.sort_values(["series", "year"], key=lambda each: each.map(order) if each.name == "series" else each)
    return kept[_INDEX].reset_index(drop=True)


def _shares(
    snapshot: Snapshot, selection: Selection, region: str | None, calendar_months: list[int] | None = None
) -> pd.DataFrame:
    own = {"region": region, "is_whole": selection.is_of_all_firms, "calendar_months": calendar_months}
    return ask(snapshot, selection, _SHARES, **own)


def _months_of(snapshot: Snapshot, selection: Selection, year: int) -> list[int]:
    return ask_plainly(snapshot, selection, _YEAR_MONTHS, year=year)["month"].tolist()


def _series(shares: pd.DataFrame) -> pd.DataFrame:
    """Our firms once, then each region in the years that can be compared."""
    ours = shares.drop_duplicates("year").assign(series=_FIRMS)
    theirs = shares.assign(series=shares["region"], exports_usd=shares["benchmark_usd"])
    return pd.concat([ours, theirs[theirs["exports_usd"].notna()]], ignore_index=True)


def _first_common_year(whole: pd.DataFrame) -> int:
    """The first whole year of all series that have one; after all years where there is none."""
    of_series = [set(rows["year"]) for _, rows in whole[~whole["is_part_year"]].groupby("series")]
    common = set.intersection(*of_series) if len(of_series) > 1 else set()
    return min(common, default=9999)


def _indexed(rows: pd.DataFrame, base_rows: pd.DataFrame, base: int) -> pd.DataFrame:
    then = base_rows[base_rows["year"] == base].set_index("series")["exports_usd"]
    kept = rows[rows["series"].isin(then.index)]
    at_base = kept["series"].map(then).astype("float64")
    index = 100 * kept["exports_usd"].astype("float64") / at_base.where(at_base > 0)
    return kept.assign(exports_index=index, base_year=base, exports_usd=kept["exports_usd"].astype("Int64"))
