-- Which lines meet their milestones on time?
--
-- Grain: one row per line of the project, in its order; a line that only the data name stands last.
-- Data: milestones
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners in charge
--   $as_of      DATE       reporting day
-- Columns
--   line                  VARCHAR  line of the project
--   milestones            BIGINT   milestones in scope; 0 where the line has none
--   due_milestones        BIGINT   planned to end by the reporting day, done or not
--   on_time_milestones    BIGINT   of those, ended on or before the day planned
--   done_late_milestones  BIGINT   of those, ended later
--   overdue_milestones    BIGINT   of those, not ended yet
--   undated_milestones    BIGINT   without a planned end: not among those due
with counted as (
  select
    line,
    count(*) as milestones,
    count(*) filter (where is_due) as due_milestones,
    count(*) filter (where is_due and standing = 'on_time') as on_time_milestones,
    count(*) filter (where is_due and standing = 'done_late') as done_late_milestones,
    count(*) filter (where standing = 'overdue') as overdue_milestones,
    count(*) filter (where planned_end is null) as undated_milestones
  from milestones_on($as_of, $first_day, $last_day, $partners)
  group by line
)

select
  coalesce(lines.line, counted.line) as line,
  cast(coalesce(counted.milestones, 0) as bigint) as milestones,
  cast(coalesce(counted.due_milestones, 0) as bigint) as due_milestones,
  cast(coalesce(counted.on_time_milestones, 0) as bigint) as on_time_milestones,
  cast(coalesce(counted.done_late_milestones, 0) as bigint) as done_late_milestones,
  cast(coalesce(counted.overdue_milestones, 0) as bigint) as overdue_milestones,
  cast(coalesce(counted.undated_milestones, 0) as bigint) as undated_milestones
from lines
full join counted on lines.line = counted.line
order by
  lines.position nulls last,
  counted.line;
