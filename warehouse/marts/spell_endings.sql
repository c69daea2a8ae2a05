-- about: why a spell ended, where a reason was written
-- key: firm_id, programme_code, cohort
-- always: end_reason IN ('promotion', 'graduation', 'expiry', 'waiver', 'failure', 'revocation', 'closure', 'merger', 'relocation', 'unknown')
-- audience: internal
SELECT
  firm_id,
  programme_code,
  cohort,
  end_reason
FROM clean.designations
WHERE end_reason IS NOT NULL
