-- How many exchanges did each region send to each other region?
--
-- Grain: one row per ordered pair of the regions and 'other'; pairs with a region that is not
--   given only where they occur.
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
--   visiting_region     VARCHAR  'other' outside the partnership, null not given
--   host_region         VARCHAR  'other' outside the partnership, null not given
--   is_eligible         BOOLEAN  regions in different countries; null where one is not known
--   exchanges           BIGINT   exchanges in scope
--   achieved_exchanges  BIGINT   of those, achieved
--   working_days        BIGINT   of those in scope, travel excluded
--   lump_sum_eur        DOUBLE   lump sums of those in scope
with counted as (
  select
    from_region,
    to_region,
    sum(exchanges) as exchanges,
    sum(exchanges) filter (where state = 'achieved') as achieved_exchanges,
    sum(working_days) as working_days,
    sum(lump_sum_eur) as lump_sum_eur
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by
    from_region, to_region
),

pairs as (
  select
    visiting_region,
    host_region,
    is_eligible
  from region_pairs
  union all
  select
    from_region as visiting_region,
    to_region as host_region,
    cast(null as boolean) as is_eligible
  from counted
  where
    from_region is null
    or to_region is null
)

select
  cast(pairs.visiting_region as varchar) as visiting_region,
  cast(pairs.host_region as varchar) as host_region,
  pairs.is_eligible,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges,
  cast(coalesce(counted.achieved_exchanges, 0) as bigint) as achieved_exchanges,
  cast(counted.working_days as bigint) as working_days,
  cast(counted.lump_sum_eur as double) as lump_sum_eur
from pairs
left join counted
  on
    pairs.visiting_region is not distinct from counted.from_region
    and pairs.host_region is not distinct from counted.to_region
order by
  pairs.visiting_region nulls last,
  pairs.host_region nulls last;
