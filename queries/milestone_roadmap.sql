-- Are we on schedule?
--
-- Grain: one row per milestone, by line and day planned.
-- Data: milestones
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners in charge
--   $as_of      DATE       reporting day
--   $limit      BIGINT     most rows; null is all of them
-- Columns
--   line                VARCHAR  line of the project
--   milestone_id        VARCHAR  identifier
--   title               VARCHAR  title
--   milestone_kind      VARCHAR  deliverable, milestone, task, meeting or event
--   owner               VARCHAR  partner in charge
--   planned_start       DATE     first day planned
--   planned_end         DATE     last day planned
--   started_on          DATE     first day, where it lies before the reporting day
--   ended_on            DATE     last day, where it lies before the reporting day
--   forecast_start      DATE     where it has not begun: first day to be expected
--   forecast_end        DATE     where it is not done: last day to be expected
--   standing            VARCHAR  on_time, done_late, done, overdue, running, to_come or undated
--   late_days           BIGINT   days after the one planned, done or due; below zero is early
--   forecast_late_days  BIGINT   days late in the end, where it is not done
--   waits_for           VARCHAR  milestones it waits for
--   unknown_links       VARCHAR  those of them that nobody sent
--   pushed_by           VARCHAR  the one whose delay pushes it on
--   is_circular         BOOLEAN  whether it waits for itself, through others
-- Method
--   The planned length is kept. A milestone is as late as it began late, or as its beginning or its
--   end is overdue; what it waits for pushes it on by its own delay, less the days that the plan
--   leaves between the two. Percent done is not used: nobody tells on which day it held.
select
  standings.line,
  standings.milestone_id,
  standings.title,
  cast(standings.kind as varchar) as milestone_kind,
  cast(standings.owner as varchar) as owner,
  standings.planned_start,
  standings.planned_end,
  standings.started_on,
  standings.ended_on,
  standings.forecast_start,
  standings.forecast_end,
  standings.standing,
  standings.late_days,
  standings.forecast_late_days,
  standings.waits_for,
  standings.unknown_links,
  standings.pushed_by,
  standings.is_circular
from milestones_on($as_of, $first_day, $last_day, $partners) as standings
left join lines on standings.line = lines.line
order by
  lines.position nulls last,
  standings.line,
  coalesce(standings.planned_start, standings.planned_end) nulls last,
  standings.milestone_id
limit $limit;
