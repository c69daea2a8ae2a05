"""What the council's institutions do: whom they support, whom they recommended, and what became of these firms."""

import pandas as pd

from metrics.asking import ask, ask_plainly
from metrics.selection import Selection
from warehouse import Snapshot

# $firms: one row per firm instead of their number
_SUPPORT = """
SELECT
  CASE WHEN $firms THEN firm_id END AS firm_id,
  CASE WHEN $firms THEN firm_name END AS firm_name,
  CASE WHEN $firms THEN district END AS district,
  agency AS institution,
  fiscal_year AS year,
  support_programme,
  count(DISTINCT firm_id) AS firms,
  count(*) AS participations,
  count(support_krw) AS priced_participations,
  CAST(sum(support_krw) AS BIGINT) AS support_krw
FROM marts.participations
INNER JOIN selected_firms($selection) USING (firm_id)
WHERE support_starts_on <= $as_of
  AND agency IS NOT NULL
  AND ($institution IS NULL OR agency = $institution)
  AND ($years IS NULL OR list_contains($years, fiscal_year))
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY institution, year, support_programme, firm_name, firm_id
"""

# The stage held on the day of the first recommendation, and where the firm stands on the as-of date
_RECOMMENDED = """
WITH named AS (
  SELECT
    recommended_by AS institution,
    firm_id,
    min(support_starts_on) AS recommended_on,
    count(*) AS participations
  FROM marts.participations
  WHERE support_starts_on <= $as_of
    AND recommended_by IS NOT NULL
    AND ($institution IS NULL OR recommended_by = $institution)
  GROUP BY recommended_by, firm_id
),
stood AS (
  SELECT
    institution,
    firm_id,
    arg_max(holdings.stage_code, holdings.rank) AS stage_then,
    coalesce(max(holdings.rank), 0) AS rank_then
  FROM named
  LEFT JOIN marts.holdings USING (firm_id)
  WHERE holdings.firm_id IS NULL OR recommended_on BETWEEN holdings.starts_on AND holdings.ends_on
  GROUP BY institution, firm_id
),
whole AS (
  SELECT year
  FROM marts.export_months
  WHERE month_end <= $as_of
  GROUP BY year
  HAVING count(*) = 12
),
sold AS (
  SELECT firm_id, year, CAST(sum(exports_usd) AS BIGINT) AS exports_usd
  FROM marts.export_firm_months
  SEMI JOIN whole USING (year)
  GROUP BY firm_id, year
)
SELECT
  named.firm_id,
  selected.firm_name,
  selected.district,
  named.institution,
  named.recommended_on,
  named.participations,
  coalesce(stood.stage_then, 'none') AS stage_then,
  coalesce(firm_states.state, 'none') AS state,
  coalesce(firm_states.rank, 0) > coalesce(stood.rank_then, 0) AS has_risen,
  before.exports_usd AS before_exports_usd,
  latest.exports_usd AS latest_exports_usd,
  latest.year AS latest_year
FROM named
INNER JOIN selected_firms($selection) AS selected USING (firm_id)
LEFT JOIN stood ON stood.firm_id = named.firm_id AND stood.institution = named.institution
LEFT JOIN marts.firm_states
  ON firm_states.firm_id = named.firm_id
  AND firm_states.starts_on <= $as_of
  AND (firm_states.ends_on IS NULL OR firm_states.ends_on >= $as_of)
LEFT JOIN sold AS before ON before.firm_id = named.firm_id AND before.year = year(named.recommended_on) - 1
LEFT JOIN sold AS latest
  ON latest.firm_id = named.firm_id
  AND latest.year = (SELECT max(year) FROM whole)
  AND latest.year > year(named.recommended_on)
ORDER BY named.institution, named.recommended_on, selected.firm_name, named.firm_id
"""

_MEMBERS = """
SELECT
  institution,
  arg_max(role, valid_from) AS role,
  coalesce(arg_max(export_package, valid_from), '') = 'yes' AS is_in_export_package,
  min(valid_from) AS member_since
FROM marts.institutions
WHERE coalesce(valid_from, $as_of) <= $as_of
GROUP BY institution
ORDER BY member_since, institution
"""
_FIRM = ["firm_id", "firm_name", "district"]


def institution_support(
    snapshot: Snapshot, selection: Selection, *, institution: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """Firms that an institution supported, as the agency of support programmes that began by the as-of date.

    One row per institution, year of the programme and support programme: institution (the agency, as written), year,
    support_programme, firms (distinct; never to be summed: a firm may take part in several), participations,
    priced_participations (of these, those whose amount is known), support_krw (won, of these; missing where no amount
    is known, never 0). Participations without an agency, and those of numbers that no firm bears, are left out.
    Amounts are those known today. `institution` keeps one.
    `firms`: firm_id, firm_name, district, institution, year, support_programme, participations, support_krw.
    Raises EmptySelection when no firm is selected. Source: marts.participations.
    """
    found = ask(snapshot, selection, _SUPPORT, institution=institution, firms=firms)
    return found.drop(columns=["firms", "priced_participations"] if firms else _FIRM)


def institution_recommendations(
    snapshot: Snapshot, selection: Selection, *, institution: str | None = None, firms: bool = False
) -> pd.DataFrame:
    """Firms that an institution recommended for support by the as-of date, and where they stand on it.

    One row per institution, stage then and state now: institution (as written), stage_then (the highest stage held on
    the first day of the first support for which it recommended the firm; none: held none), state (the highest stage
    held on the as-of date; none, left, closed, unknown as in stage_flows), firms (distinct), risen_firms (of these,
    those that stand higher than then). `institution` keeps one.
    `firms`: firm_id, firm_name, district, institution, recommended_on (that first day), participations (for which it
    recommended the firm), stage_then, state, has_risen, before_exports_usd (of the calendar year before that day),
    latest_exports_usd and latest_year (the last calendar year whose months all ended by the as-of date, when it lies
    after that day's year). Exports are missing where no row names the firm or files do not cover all twelve months.
    That a firm rose after a recommendation does not say that it rose because of it.
    Raises EmptySelection when no firm is selected. Source: marts.participations, marts.holdings, marts.firm_states,
    marts.export_firm_months.
    """
    found = ask(snapshot, selection, _RECOMMENDED, institution=institution)
    if firms:
        return found
    grouped = found.groupby(["institution", "stage_then", "state"], as_index=False, sort=False)
    return grouped.agg(firms=("firm_id", "nunique"), risen_firms=("has_risen", "sum"))


def institution_summary(snapshot: Snapshot, selection: Selection, *, firms: bool = False) -> pd.DataFrame:
    """Each institution of the council on the as-of date, and how many firms it supported and recommended so far.

    One row per institution, members by the day they joined, then others that participations name: institution, role,
    is_in_export_package, member_since (the day from which the reference names it; missing: no member by the as-of
    date), supported_firms (distinct), participations, support_krw (won; missing where no amount is known),
    recommended_firms (distinct), risen_firms (of these, those that stand higher than on the day of their first
    recommendation). `firms`: firm_id, firm_name, district, institution, counted_in (supported or recommended).
    Raises EmptySelection when no firm is selected. Source: marts.institutions, marts.participations, marts.holdings,
    marts.firm_states.
    """
    supported = institution_support(snapshot, selection, firms=True)
    recommended = institution_recommendations(snapshot, selection, firms=True)
    if firms:
        named = [*_FIRM, "institution"]
        both = [
            table[named].drop_duplicates().assign(counted_in=kind)
            for kind, table in (("supported", supported), ("recommended", recommended))
        ]
        return pd.concat(both, ignore_index=True)
    given = supported.groupby("institution").agg(
        supported_firms=("firm_id", "nunique"),
        participations=("participations", "sum"),
        support_krw=("support_krw", lambda amounts: amounts.sum(min_count=1)),
    )
    chosen = recommended.groupby("institution").agg(
        recommended_firms=("firm_id", "nunique"), risen_firms=("has_risen", "sum")
    )
    members = ask_plainly(snapshot, selection, _MEMBERS).set_index("institution")
    table = members.join(given.join(chosen, how="outer"), how="outer").reset_index()
    counts = ["supported_firms", "participations", "recommended_firms", "risen_firms"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table["is_in_export_package"] = table["is_in_export_package"].eq(True)
    table["support_krw"] = table["support_krw"].astype("Int64")
    return table.sort_values(["member_since", "institution"], na_position="last", ignore_index=True)
