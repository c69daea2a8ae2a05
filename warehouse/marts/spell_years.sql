-- about: where the firm of each spell stands so many years after its first day, up to 20: holds that stage (retained), has entered a higher one since (promoted), or neither (left)
-- key: firm_id, programme_code, cohort, years_since
-- always: counted_in IN ('retained', 'promoted', 'left')
-- always: years_since > 0 OR counted_on = starts_on
-- always: cohort_starts_on <= starts_on
-- audience: all
WITH years AS (
  SELECT years_since
  FROM (
    VALUES
      (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10),
      (11), (12), (13), (14), (15), (16), (17), (18), (19), (20)
  ) AS listed(years_since)
),
seen AS (
  SELECT
    spells.firm_id,
    spells.programme_code,
    spells.cohort,
    spells.stage_code,
    spells.rank,
    spells.starts_on,
    min(spells.starts_on) OVER (PARTITION BY spells.programme_code, spells.cohort) AS cohort_starts_on,
    CAST(years.years_since AS BIGINT) AS years_since,
    make_date(
      CAST(year(spells.starts_on) AS INTEGER) + years.years_since,
      month(spells.starts_on),
      -- a year after 29 February is 28 February
      CASE
        WHEN month(spells.starts_on) = 2
          AND day(spells.starts_on) = 29
          AND (CAST(year(spells.starts_on) AS INTEGER) + years.years_since) % 4 <> 0
          THEN 28
        ELSE day(spells.starts_on)
      END
    ) AS counted_on
  FROM marts.spells
  CROSS JOIN years
)
SELECT
  seen.firm_id,
  seen.programme_code,
  seen.cohort,
  seen.stage_code,
  seen.rank,
  seen.starts_on,
  seen.cohort_starts_on,
  seen.years_since,
  seen.counted_on,
  CASE
    WHEN bool_or(holdings.rank > seen.rank AND holdings.starts_on > seen.starts_on) THEN 'promoted'
    WHEN bool_or(holdings.rank = seen.rank AND holdings.ends_on >= seen.counted_on) THEN 'retained'
    WHEN bool_or(holdings.rank > seen.rank AND holdings.ends_on >= seen.counted_on) THEN 'promoted'
    ELSE 'left'
  END AS counted_in
FROM seen
INNER JOIN marts.holdings
  ON holdings.firm_id = seen.firm_id
  AND holdings.starts_on <= seen.counted_on
GROUP BY
  seen.firm_id,
  seen.programme_code,
  seen.cohort,
  seen.stage_code,
  seen.rank,
  seen.starts_on,
  seen.cohort_starts_on,
  seen.years_since,
  seen.counted_on
