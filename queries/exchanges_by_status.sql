-- How far have exchanges come?
--
-- Grain: one row per status.
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
--   status     VARCHAR  status of the exchange
--   phase      VARCHAR  phase it belongs to
--   state      VARCHAR  achieved, awaiting_validation, open or closed
--   exchanges  BIGINT   exchanges with this status
with counted as (
  select
    status,
    sum(exchanges) as exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by status
)

select
  cast(statuses.status as varchar) as status,
  cast(statuses.phase as varchar) as phase,
  cast(statuses.state as varchar) as state,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges
from statuses
left join counted on statuses.status = counted.status
order by statuses.position;
