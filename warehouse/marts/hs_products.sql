-- about: products that a firm has exported, at each level of the HS: section, chapter (2 digits), heading (4), code (6 or 10, as loaded); each within the one above, named after itself or the nearest above that has a name
-- key: hs_product
-- always: hs_level IN ('section', 'chapter', 'heading', 'code')
-- always: (hs_within IS NULL) = (hs_level = 'section')
-- audience: internal
WITH codes AS (
  SELECT DISTINCT hs_code
  FROM marts.exports
),
headings AS (
  SELECT DISTINCT substr(hs_code, 1, 4) AS hs_code
  FROM codes
),
chapters AS (
  SELECT DISTINCT
    substr(headings.hs_code, 1, 2) AS hs_code,
    coalesce(hs_names.hs_section, 'unknown') AS hs_section
  FROM headings
  LEFT JOIN marts.hs_names
    ON hs_names.hs_code = substr(headings.hs_code, 1, 2)
),
levels AS (
  SELECT DISTINCT
    hs_section AS hs_product,
    'section' AS hs_level,
    CAST(NULL AS VARCHAR) AS hs_within
  FROM chapters
  UNION ALL
  SELECT
    hs_code,
    'chapter',
    hs_section
  FROM chapters
  UNION ALL
  SELECT
    hs_code,
    'heading',
    substr(hs_code, 1, 2)
  FROM headings
  UNION ALL
  SELECT
    hs_code,
    'code',
    substr(hs_code, 1, 4)
  FROM codes
)
SELECT
  levels.hs_product,
  levels.hs_level,
  levels.hs_within,
  coalesce(own.name_ko, above.name_ko, chapter.name_ko) AS name_ko,
  coalesce(own.name_en, above.name_en, chapter.name_en) AS name_en,
  own.hs_code IS NOT NULL AS has_own_name
FROM levels
LEFT JOIN marts.hs_names AS own
  ON own.hs_code = levels.hs_product
LEFT JOIN marts.hs_names AS above
  ON levels.hs_level = 'code'
  AND above.hs_code = levels.hs_within
LEFT JOIN marts.hs_names AS chapter
  ON levels.hs_level IN ('heading', 'code')
  AND chapter.hs_code = substr(levels.hs_product, 1, 2)
