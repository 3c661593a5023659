-- What is late, and what waits for it?
--
-- Grain: one row per milestone that is due and not done, or will be late; the worst first.
-- Data: milestones
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners in charge
--   $as_of      DATE       reporting day
-- Columns
--   milestone_id        VARCHAR  identifier
--   title               VARCHAR  title
--   line                VARCHAR  line of the project
--   owner               VARCHAR  partner in charge
--   standing            VARCHAR  overdue, running or to_come
--   planned_end         DATE     last day planned
--   late_days           BIGINT   days since then; null where it is not due yet
--   forecast_end        DATE     last day to be expected
--   forecast_late_days  BIGINT   days late in the end
--   pushed_by           VARCHAR  title of the milestone whose delay pushes it on
--   waiting             VARCHAR  titles of those that wait for it and are not done
--   waiting_milestones  BIGINT   how many those are
with standings as (
  select *
  from milestones_on($as_of, $first_day, $last_day, $partners)
  where forecast_late_days > 0 or standing = 'overdue'
),

waiting as (
  select
    milestone_links.waits_for as milestone_id,
    string_agg(milestones.title, '; ' order by milestones.milestone_id) as titles,
    count(*) as milestones
  from milestone_links
  inner join milestones on milestone_links.milestone_id = milestones.milestone_id
  where coalesce(milestones.actual_end > cast($as_of as date), true)
  group by milestone_links.waits_for
)

select
  standings.milestone_id,
  standings.title,
  standings.line,
  cast(standings.owner as varchar) as owner,
  standings.standing,
  standings.planned_end,
  standings.late_days,
  standings.forecast_end,
  standings.forecast_late_days,
  pushing.title as pushed_by,
  waiting.titles as waiting,
  cast(coalesce(waiting.milestones, 0) as bigint) as waiting_milestones
from standings
left join milestones as pushing on standings.pushed_by = pushing.milestone_id
left join waiting on standings.milestone_id = waiting.milestone_id
order by
  standings.late_days desc nulls last,
  standings.forecast_late_days desc,
  standings.milestone_id;
