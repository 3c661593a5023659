-- How complete are the exchanges that partners have told?
--
-- Grain: one row per partner that has exchanges, and one for the partnership.
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
-- Columns
--   partner           VARCHAR  null is the partnership
--   told_exchanges    BIGINT   exchanges in scope that are neither cancelled nor rejected
--   expected_values   BIGINT   fields that their statuses expect to be filled
--   filled_values     BIGINT   those of them that are
with counted as (
  select
    partner,
    sum(exchanges) as exchanges,
    sum(expected_values) as expected_values,
    sum(filled_values) as filled_values
  from completeness_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.exchanges, 0) as bigint) as told_exchanges,
  cast(coalesce(counted.expected_values, 0) as bigint) as expected_values,
  cast(coalesce(counted.filled_values, 0) as bigint) as filled_values
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
