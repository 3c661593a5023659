-- Visitor and host are in different COSME countries.
--
-- Rule: R-COUNTRY
-- Source: https://clustercollaboration.eu/clusterxchange/faqs
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: visiting_country, host_country
select
  exchanges.*,
  case
    when exchanges.visiting_country = exchanges.host_country then 'not_met'
    when exchanges.visiting_country is not null and visiting.country is null then 'not_met'
    when exchanges.host_country is not null and hosting.country is null then 'not_met'
    when exchanges.visiting_country is null or exchanges.host_country is null then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges
left join countries as visiting on exchanges.visiting_country = visiting.country
left join countries as hosting on exchanges.host_country = hosting.country;
