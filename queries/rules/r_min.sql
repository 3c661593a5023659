-- The stay has at least 3 working days, travel days excluded.
--
-- Rule: R-MIN
-- Source: https://clustercollaboration.eu/clusterxchange/about
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: working_days
select
  exchanges.*,
  case
    when working_days is null then 'cannot_tell'
    when working_days < 3 then 'not_met'
    else 'met'
  end as verdict
from exchanges;
