-- When do the stays take place?
--
-- Grain: one row per month of the project, and on to the months where data lie; within the
--   period.
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
--   month                DATE    first day of the month the stay starts in
--   exchanges            BIGINT  exchanges of the month
--   planned_exchanges    BIGINT  of those, not yet done
--   done_exchanges       BIGINT  of those, completed or further
--   cancelled_exchanges  BIGINT  of those, cancelled or rejected
with counted as (
  select
    month,
    sum(exchanges) as exchanges,
    sum(exchanges) filter (where state = 'open') as planned_exchanges,
    sum(exchanges) filter (where phase = 'exchange_finalisation') as done_exchanges,
    sum(exchanges) filter (where state = 'closed') as cancelled_exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where month is not null
  group by month
),

ends as (
  select
    least(min(calendar.month), min(counted.month)) as first_month,
    greatest(max(calendar.month), max(counted.month)) as last_month
  from calendar
  full outer join counted on calendar.month = counted.month
),

months as (
  select cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date) as month
  from ends
)

select
  months.month,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges,
  cast(coalesce(counted.planned_exchanges, 0) as bigint) as planned_exchanges,
  cast(coalesce(counted.done_exchanges, 0) as bigint) as done_exchanges,
  cast(coalesce(counted.cancelled_exchanges, 0) as bigint) as cancelled_exchanges
from months
left join counted on months.month = counted.month
where
  ($first_day is null or months.month >= month_of($first_day))
  and ($last_day is null or months.month <= month_of($last_day))
order by months.month;
