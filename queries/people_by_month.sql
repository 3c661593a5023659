-- How does the number of different people trained grow?
--
-- Grain: one row per month of the project up to the reporting day, within the period.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that people belong to
--   $as_of      DATE       reporting day
-- Columns
--   month           DATE    first day of the month
--   people          BIGINT  people counted in the month: from the day their group is whole
--   people_to_date  BIGINT  people counted since the first day of the period
with trained as (
  select
    month_of(cells.last_day) as month,
    sum(cells.people) as people
  from people_in_scope($first_day, $last_day, $partners) as cells
  group by month_of(cells.last_day)
)

select
  calendar.month,
  cast(coalesce(trained.people, 0) as bigint) as people,
  cast(coalesce(sum(trained.people) over so_far, 0) as bigint) as people_to_date
from calendar
left join trained on calendar.month = trained.month
where
  ($first_day is null or calendar.month >= month_of($first_day))
  and ($last_day is null or calendar.month <= month_of($last_day))
  and calendar.month <= month_of($as_of)
window so_far as (
  order by calendar.month
  range between unbounded preceding and current row
)
order by calendar.month;
