-- An organisation visits once in the scheme; it may host many times. The later visit breaks it.
--
-- Rule: R-ONCE
-- Source: https://clustercollaboration.eu/clusterxchange/about
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: visiting_organisation, start_date, first_visit
select
  exchanges.*,
  visits.first_visit,
  case
    when visits.is_later_visit then 'not_met'
    when visits.is_unordered then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges
left join repeated_visits as visits on exchanges.exchange_id = visits.exchange_id;
