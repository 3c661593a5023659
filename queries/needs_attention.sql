-- What needs attention?
--
-- Grain: one row per issue and partner where there is one; the longest wait first.
-- Data: exchanges
-- Parameters
--   $first_day           DATE       first day of the period, inclusive
--   $last_day            DATE       last day of the period, inclusive
--   $partners            VARCHAR[]  partners that handled the visitor
--   $regions             VARCHAR[]  regions of the visitor or the host
--   $visiting_regions    VARCHAR[]  regions of the visitor
--   $host_regions        VARCHAR[]  regions of the host
--   $organisation_types  VARCHAR[]  types of the visitor
--   $modes               VARCHAR[]  physical, virtual, hybrid
--   $states              VARCHAR[]  achieved, awaiting_validation, open, closed
--   $as_of               DATE       reporting day
-- Columns
--   issue         VARCHAR  code of the issue
--   partner       VARCHAR  partner that handled the visitor
--   exchanges     BIGINT   exchanges concerned; 0 for silent_partner
--   longest_days  BIGINT   how long it has been so, where that can be told
--   amount_eur    DOUBLE   lump sums concerned; for over_ceiling, what is above
select
  issue,
  cast(issues.partner as varchar) as partner,
  cast(exchanges as bigint) as exchanges,
  cast(longest_days as bigint) as longest_days,
  cast(amount_eur as double) as amount_eur
from issues_in_scope(
  $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states, $as_of
) as issues
order by
  longest_days desc nulls last,
  exchanges desc,
  issue,
  issues.partner;
