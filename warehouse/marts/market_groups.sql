-- about: groups into which export markets fall, in their order
-- key: market_group
-- always: group_rank >= 1
-- audience: all
SELECT
  market_group,
  group_rank,
  name_ko,
  name_en,
  source,
  upload_id,
  source_row
FROM clean.market_groups
