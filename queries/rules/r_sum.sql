-- The lump sum does not exceed the ceiling of the host country, nor the ceiling of the scheme.
--
-- Rule: R-SUM
-- Source: https://clustercollaboration.eu/clusterxchange/about
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: lump_sum_eur, host_country, full_eur
select
  exchanges.*,
  least(lump_sums.full_eur, rule.maximum_eur) as full_eur,
  case
    when exchanges.lump_sum_eur > least(lump_sums.full_eur, rule.maximum_eur) then 'not_met'
    when exchanges.lump_sum_eur is null or lump_sums.full_eur is null then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges
cross join lump_sum_rule as rule
left join lump_sums on exchanges.host_country = lump_sums.country;
