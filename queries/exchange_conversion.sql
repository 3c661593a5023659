-- How many of those who registered came as far as validation?
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
--   $as_of               DATE       reporting day
-- Columns
--   partner               VARCHAR  null is the partnership
--   registered_exchanges  BIGINT   registered at least six months before the reporting day
--   achieved_exchanges    BIGINT   of those, achieved
with registered as (
  select
    partner,
    state,
    exchanges
  from exchange_events_in_scope(
    'registered',
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where event_month < month_of(cast($as_of as date) - interval 6 month)
  union all
  select
    partner,
    state,
    1 as exchanges
  from exchanges_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where
    registered_on >= month_of(cast($as_of as date) - interval 6 month)
    and registered_on <= cast($as_of as date) - interval 6 month
),

counted as (
  select
    partner,
    sum(exchanges) as registered_exchanges,
    sum(exchanges) filter (where state = 'achieved') as achieved_exchanges
  from registered
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.registered_exchanges, 0) as bigint) as registered_exchanges,
  cast(coalesce(counted.achieved_exchanges, 0) as bigint) as achieved_exchanges
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
