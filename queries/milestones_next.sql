-- What comes next on each line, and what is late?
--
-- Grain: one row per line that has milestones, in the order of their next one.
-- Data: milestones
-- Parameters
--   $partners  VARCHAR[]  partners in charge
--   $as_of     DATE       reporting day
-- Columns
--   line             VARCHAR  the line
--   milestones       BIGINT   milestones, deliverables, tasks, meetings and events planned
--   done_milestones  BIGINT   of those, ended by the reporting day
--   late_milestones  BIGINT   of those, planned to end before the reporting day and not ended
--   next_title       VARCHAR  the first that is to end on the reporting day or later
--   next_end         DATE     when it is to end
--   next_partner     VARCHAR  partner in charge of it
with planned as (
  select
    milestone_id,
    line,
    title,
    owner,
    planned_end,
    coalesce(actual_end <= cast($as_of as date), false) as is_done
  from milestones
  where
    planned_end is not null
    and partner_is_kept(owner, $partners)
),

coming as (
  select
    line,
    title,
    owner,
    planned_end,
    row_number() over (
      partition by line
      order by planned_end, milestone_id
    ) as place
  from planned
  where
    not is_done
    and planned_end >= cast($as_of as date)
),

counted as (
  select
    line,
    count(*) as milestones,
    count(*) filter (where is_done) as done_milestones,
    count(*) filter (where not is_done and planned_end < cast($as_of as date)) as late_milestones
  from planned
  group by line
)

select
  cast(counted.line as varchar) as line,
  cast(counted.milestones as bigint) as milestones,
  cast(counted.done_milestones as bigint) as done_milestones,
  cast(counted.late_milestones as bigint) as late_milestones,
  cast(coming.title as varchar) as next_title,
  coming.planned_end as next_end,
  cast(coming.owner as varchar) as next_partner
from counted
left join coming on counted.line = coming.line and coming.place = 1
order by
  next_end nulls last,
  counted.line;
