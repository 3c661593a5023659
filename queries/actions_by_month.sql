-- When do joint actions begin?
--
-- Grain: one row per month of the project, and per other month with an action.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
-- Columns
--   month            DATE    first day of the month
--   actions          BIGINT  actions that begin in it, in any status
--   done_actions     BIGINT  of those, done
--   running_actions  BIGINT  of those, running
--   planned_actions  BIGINT  of those, planned, or an idea with a day
--   dropped_actions  BIGINT  of those, dropped
with counted as (
  select
    month,
    count(*) as actions,
    count(*) filter (where status = 'done') as done,
    count(*) filter (where status = 'running') as running,
    count(*) filter (where status in ('planned', 'idea')) as planned,
    count(*) filter (where status = 'dropped') as dropped
  from actions_in_scope($first_day, $last_day, $partners)
  where month is not null
  group by month
),

months as (
  select month
  from calendar
  where
    ($first_day is null or last_day(month) >= cast($first_day as date))
    and ($last_day is null or month <= cast($last_day as date))
  union
  select month
  from counted
)

select
  months.month,
  cast(coalesce(counted.actions, 0) as bigint) as actions,
  cast(coalesce(counted.done, 0) as bigint) as done_actions,
  cast(coalesce(counted.running, 0) as bigint) as running_actions,
  cast(coalesce(counted.planned, 0) as bigint) as planned_actions,
  cast(coalesce(counted.dropped, 0) as bigint) as dropped_actions
from months
left join counted on months.month = counted.month
order by months.month;
