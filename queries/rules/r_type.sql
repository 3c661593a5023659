-- Visitors are SMEs, cluster organisations or scaling-up support; hosts may be others as well.
--
-- Rule: R-TYPE
-- Source: https://clustercollaboration.eu/clusterxchange/how-can-i-participate
-- Mark: C
-- Severity: warning
-- Holds from: 2020-01-01
-- Reads: visiting_type, host_type
--
-- Sources conflict on large companies, public authorities and training providers as visitors
-- (epixproject.eu, hempclubproject.com, clothproject.eu): a warning, never an error.
select
  exchanges.*,
  case
    when visiting_type not in ('sme', 'cluster_organisation', 'scaling_up_support') then 'not_met'
    when host_type = 'other' then 'not_met'
    when visiting_type is null or host_type is null then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges;
