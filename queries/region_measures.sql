-- What does each region send, host, receive and learn?
--
-- Grain: one row per region.
-- Data: exchanges, attendance, targets
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
--   region              VARCHAR  region code
--   sent_exchanges      BIGINT   exchanges in scope whose visitor lies there
--   hosted_exchanges    BIGINT   exchanges in scope whose host lies there
--   balance_exchanges   BIGINT   sent less hosted
--   lump_sum_eur        DOUBLE   lump sums of those sent, from the signed commitment on
--   trained_people      BIGINT   different people of its partners trained; null where too few
--   target_exchanges    DOUBLE   target of its partners in the end; null without
--   achieved_exchanges  BIGINT   of those sent, achieved
with cells as (
  select
    from_region,
    to_region,
    phase in ('exchange_building', 'exchange_finalisation') as is_committed,
    state,
    sum(exchanges) as exchanges,
    sum(lump_sum_eur) as lump_sum_eur
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by all
),

sent as (
  select
    from_region as region,
    sum(exchanges) as exchanges,
    sum(exchanges) filter (where state = 'achieved') as achieved_exchanges,
    sum(lump_sum_eur) filter (where is_committed) as lump_sum_eur
  from cells
  group by from_region
),

hosted as (
  select
    to_region as region,
    sum(exchanges) as exchanges
  from cells
  group by to_region
)

select
  cast(regions.region as varchar) as region,
  cast(coalesce(sent.exchanges, 0) as bigint) as sent_exchanges,
  cast(coalesce(hosted.exchanges, 0) as bigint) as hosted_exchanges,
  cast(coalesce(sent.exchanges, 0) - coalesce(hosted.exchanges, 0) as bigint) as balance_exchanges,
  cast(sent.lump_sum_eur as double) as lump_sum_eur,
  cast(coalesce(trained.people, none_of_them()) as bigint) as trained_people,
  planned.target as target_exchanges,
  cast(coalesce(sent.achieved_exchanges, 0) as bigint) as achieved_exchanges
from regions
left join sent on regions.region = sent.region
left join hosted on regions.region = hosted.region
left join people_trained($first_day, $last_day, $partners) as trained
  on regions.region = trained.region
left join targets_by_region($partners, $as_of) as planned
  on
    regions.region = planned.region
    and is_planned(
      $first_day, $regions, $visiting_regions, $host_regions, $organisation_types, $modes, $states
    )
order by regions.position;
