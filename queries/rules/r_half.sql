-- The lump sum is halved for a stay of under 5 working days and for one of under 200 km.
--
-- Rule: R-HALF
-- Source: https://clustercollaboration.eu/clusterxchange/about
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: lump_sum_eur, host_country, working_days, distance_km, half_eur
select
  exchanges.*,
  lump_sums.half_eur,
  case
    when exchanges.lump_sum_eur is null or lump_sums.half_eur is null then 'cannot_tell'
    when exchanges.lump_sum_eur <= lump_sums.half_eur then 'met'
    when
      coalesce(exchanges.working_days < rule.halved_under_working_days, false)
      or coalesce(exchanges.distance_km < rule.halved_under_km, false)
      then 'not_met'
    when exchanges.working_days is null or exchanges.distance_km is null then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges
cross join lump_sum_rule as rule
left join lump_sums on exchanges.host_country = lump_sums.country;
