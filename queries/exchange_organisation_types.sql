-- Who visits, and who hosts?
--
-- Grain: one row per side of an exchange and type of organisation.
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
--   side                VARCHAR  visiting or host
--   organisation_type   VARCHAR  null is not given; listed only where it occurs
--   exchanges           BIGINT   exchanges in scope
--   achieved_exchanges  BIGINT   of those, achieved
with sides as (
  select
    'visiting' as side,
    visiting_type as organisation_type,
    state,
    exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  union all
  select
    'host' as side,
    host_type as organisation_type,
    state,
    exchanges
  from exchange_answers_in_scope(
    'host_type',
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
),

counted as (
  select
    side,
    organisation_type,
    sum(exchanges) as exchanges,
    sum(exchanges) filter (where state = 'achieved') as achieved_exchanges
  from sides
  group by side, organisation_type
),

listed as (
  select
    sides_of.side,
    cast(codes.code as organisation_types_code) as organisation_type,
    codes.position
  from codes
  cross join (values ('visiting'), ('host')) as sides_of (side)
  where codes.list = 'organisation_types'
  union all
  select
    side,
    organisation_type,
    1000 as position
  from counted
  where organisation_type is null
)

select
  listed.side,
  cast(listed.organisation_type as varchar) as organisation_type,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges,
  cast(coalesce(counted.achieved_exchanges, 0) as bigint) as achieved_exchanges
from listed
left join counted
  on
    listed.side = counted.side
    and listed.organisation_type is not distinct from counted.organisation_type
order by listed.side desc, listed.position;
