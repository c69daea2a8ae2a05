-- about: the rungs of the ladder, from the lowest
-- key: stage_code
-- always: rank >= 1
-- audience: all
SELECT
  stage_code,
  rank,
  name_ko,
  name_en,
  upload_id,
  source_row
FROM clean.stages
