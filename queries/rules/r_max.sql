-- The stay lasts at most one month.
--
-- Rule: R-MAX
-- Source: https://clustercollaboration.eu/clusterxchange/about
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: start_date, end_date
select
  exchanges.*,
  case
    when start_date is null or end_date is null then 'cannot_tell'
    when end_date > start_date + interval 1 month then 'not_met'
    else 'met'
  end as verdict
from exchanges;
