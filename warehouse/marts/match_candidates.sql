-- about: for each name that waits for a person, the firms that it may mean
-- key: name_key, firm_id
-- always: similarity > 0 AND similarity <= 1
-- audience: internal
SELECT
  name_key,
  firm_id,
  similarity
FROM clean.match_candidates
