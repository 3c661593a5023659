-- How many records is an answer based on?
--
-- Grain: one row per dataset.
-- Data: exchanges
-- Parameters
--   $first_day           DATE       first day of the period, inclusive
--   $last_day            DATE       last day of the period, inclusive
--   $partners            VARCHAR[]  partners that handled the visitor
--   $regions             VARCHAR[]  regions of the visitor or the host
--   $organisation_types  VARCHAR[]  types of the visitor
--   $modes               VARCHAR[]  physical, virtual, hybrid
--   $states              VARCHAR[]  achieved, awaiting_validation, open, closed
--   $visiting_region     VARCHAR    region of the visitor, 'other' outside the partnership
--   $host_region         VARCHAR    region of the host, 'other' outside the partnership
-- Columns
--   dataset          VARCHAR  name of the dataset
--   records          BIGINT   records in scope
--   undated_records  BIGINT   records without a day that a period leaves out
with counted as (
  select
    'exchanges' as dataset,
    coalesce(sum(exchanges), 0) as records
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $organisation_types, $modes, $states
  )
  where
    ($visiting_region is null or from_region = try_cast($visiting_region as region_code))
    and ($host_region is null or to_region = try_cast($host_region as region_code))
  union all
  select
    'sessions' as dataset,
    count(*) as records
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
  union all
  select
    'targets' as dataset,
    count(*) as records
  from targets
),

undated as (
  select
    'exchanges' as dataset,
    sum(exchanges) as records
  from exchange_cells_in_scope(
    null, null, $partners, $regions, $organisation_types, $modes, $states
  )
  where
    month is null
    and coalesce($first_day, $last_day) is not null
    and ($visiting_region is null or from_region = try_cast($visiting_region as region_code))
    and ($host_region is null or to_region = try_cast($host_region as region_code))
)

select
  counted.dataset,
  cast(counted.records as bigint) as records,
  cast(coalesce(undated.records, 0) as bigint) as undated_records
from counted
left join undated on counted.dataset = undated.dataset
order by counted.dataset;
