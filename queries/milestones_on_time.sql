-- How many of the milestones that were due are met on time?
--
-- Grain: one row per partner that owns milestones, and one for the partnership.
-- Data: milestones
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners in charge
--   $as_of      DATE       reporting day
-- Columns
--   partner             VARCHAR  null is the partnership
--   milestones          BIGINT   milestones in scope
--   due_milestones      BIGINT   planned to end by the reporting day, done or not
--   on_time_milestones  BIGINT   of those, ended on or before the day planned
--   overdue_milestones  BIGINT   of those, not ended yet
--   undated_milestones  BIGINT   without a planned end: not among those due
with counted as (
  select
    owner,
    count(*) as milestones,
    count(*) filter (where is_due) as due_milestones,
    count(*) filter (where is_due and standing = 'on_time') as on_time_milestones,
    count(*) filter (where standing = 'overdue') as overdue_milestones,
    count(*) filter (where planned_end is null) as undated_milestones
  from milestones_on($as_of, $first_day, $last_day, $partners)
  group by grouping sets ((owner), ())
  having owner is not null or grouping(owner) = 1
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.milestones, 0) as bigint) as milestones,
  cast(coalesce(counted.due_milestones, 0) as bigint) as due_milestones,
  cast(coalesce(counted.on_time_milestones, 0) as bigint) as on_time_milestones,
  cast(coalesce(counted.overdue_milestones, 0) as bigint) as overdue_milestones,
  cast(coalesce(counted.undated_milestones, 0) as bigint) as undated_milestones
from owner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.owner
order by each_partner.position;
