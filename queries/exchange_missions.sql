-- Which missions travelled together?
--
-- Grain: one row per mission, the largest in scope first; with a limit, out of the 2 000 missions
--   that are the largest with nothing filtered.
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
--   $limit               BIGINT     most rows; null is all of them
-- Columns
--   mission_id           VARCHAR  the mission
--   first_day            DATE     first day of its first stay in scope
--   last_day             DATE     last day of its last stay in scope
--   host_region          VARCHAR  where most of its exchanges go; 'other' outside the partnership
--   host_country         VARCHAR  the country of most of its exchanges
--   exchanges            BIGINT   its exchanges in scope
--   organisations        BIGINT   different visiting organisations
--   done_exchanges       BIGINT   of those exchanges, completed or further
--   cancelled_exchanges  BIGINT   of those exchanges, cancelled or rejected
with stays as (
  select
    mission_id,
    day,
    coalesce(end_date, day) as until,
    to_region,
    host_country,
    visiting_organisation,
    phase,
    state
  from exchanges_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where mission_no <= case when $limit is null then 2147483647 else greatest($limit, 2000) end
),

destinations as (
  select
    mission_id,
    to_region,
    host_country,
    row_number() over (
      partition by mission_id
      order by count(*) desc, to_region nulls last, host_country nulls last
    ) as place
  from stays
  group by mission_id, to_region, host_country
)

select
  cast(stays.mission_id as varchar) as mission_id,
  min(stays.day) as first_day,
  max(stays.until) as last_day,
  cast(max(destinations.to_region) as varchar) as host_region,
  cast(max(destinations.host_country) as varchar) as host_country,
  cast(count(*) as bigint) as exchanges,
  cast(count(distinct stays.visiting_organisation) as bigint) as organisations,
  cast(count(*) filter (where stays.phase = 'exchange_finalisation') as bigint) as done_exchanges,
  cast(count(*) filter (where stays.state = 'closed') as bigint) as cancelled_exchanges
from stays
inner join destinations on stays.mission_id = destinations.mission_id and destinations.place = 1
group by stays.mission_id
order by exchanges desc, stays.mission_id
limit $limit;
