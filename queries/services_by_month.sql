-- When were services launched?
--
-- Grain: one row per month of the project.
-- Data: services
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that provide them
--   $as_of      DATE       reporting day
-- Columns
--   month             DATE    first day of the month
--   live_services     BIGINT  launched in the month by the reporting day, piloted or offered today
--   retired_services  BIGINT  launched in the month by the reporting day, no longer offered today
--   ahead_services    BIGINT  to be launched in the month, after the reporting day
with counted as (
  select
    month_of(launched_on) as month,
    count(*) filter (
      where launched_on <= cast($as_of as date) and status in ('pilot', 'offered')
    ) as live,
    count(*) filter (
      where launched_on <= cast($as_of as date) and status = 'retired'
    ) as retired,
    count(*) filter (
      where launched_on > cast($as_of as date) or status = 'planned'
    ) as ahead
  from services_on($as_of, $first_day, $last_day, $partners)
  where launched_on is not null
  group by month_of(launched_on)
)

select
  calendar.month,
  cast(coalesce(counted.live, 0) as bigint) as live_services,
  cast(coalesce(counted.retired, 0) as bigint) as retired_services,
  cast(coalesce(counted.ahead, 0) as bigint) as ahead_services
from calendar
left join counted on calendar.month = counted.month
where
  ($first_day is null or last_day(calendar.month) >= cast($first_day as date))
  and ($last_day is null or calendar.month <= cast($last_day as date))
order by calendar.month;
