-- When a milestone that is not done by a day may be done. Of its own it is as late as it began
-- late, as its beginning or its end is overdue. What it waits for pushes it by as many days as
-- that is late, less those that the plan leaves between the two; delays are handed on, so that a
-- circle ends by itself, through fifty links at most.
create macro milestone_delays(as_of) as table
with recursive unfinished as (
  select
    milestone_id,
    coalesce(planned_start, planned_end) as planned_start,
    planned_end,
    greatest(
      0,
      cast(as_of as date) - planned_end,
      case
        when actual_start <= cast(as_of as date) then actual_start - planned_start
        else cast(as_of as date) - planned_start
      end
    ) as own_late_days
  from milestones
  where
    planned_end is not null
    and coalesce(actual_end > cast(as_of as date), true)
),

links as (
  select
    followed_links.milestone_id,
    followed_links.waits_for,
    greatest(0, waiting.planned_start - awaited.planned_end) as spare_days,
    awaited.own_late_days as awaited_late_days
  from followed_links
  inner join unfinished as waiting on followed_links.milestone_id = waiting.milestone_id
  inner join unfinished as awaited on followed_links.waits_for = awaited.milestone_id
),

handed_on as (
  select
    milestone_id,
    own_late_days as late_days,
    0 as step
  from unfinished
  union
  select
    links.milestone_id,
    max(handed_on.late_days - links.spare_days) as late_days,
    handed_on.step + 1 as step
  from handed_on
  inner join links on handed_on.milestone_id = links.waits_for
  where
    handed_on.late_days > links.spare_days
    and handed_on.step < 50
  group by
    links.milestone_id, handed_on.step
),

late as (
  select
    milestone_id,
    max(late_days) as late_days
  from handed_on
  group by milestone_id
),

pushed as (
  select
    links.milestone_id,
    arg_max(
      links.waits_for,
      row(late.late_days - links.spare_days, links.awaited_late_days, links.waits_for)
    ) as pushed_by,
    max(late.late_days - links.spare_days) as late_days
  from links
  inner join late on links.waits_for = late.milestone_id
  group by links.milestone_id
)

select
  unfinished.milestone_id,
  late.late_days,
  case when pushed.late_days > unfinished.own_late_days then pushed.pushed_by end as pushed_by
from unfinished
inner join late on unfinished.milestone_id = late.milestone_id
left join pushed on unfinished.milestone_id = pushed.milestone_id;

-- Every milestone as it stands on a day; what came later is not known yet. Days late: those of a
-- milestone that is done or due; forecast: those it may have in the end.
create macro milestones_on(as_of, first_day, last_day, partners_kept) as table
with known as (
  select
    *,
    case when actual_start <= cast(as_of as date) then actual_start end as started_on,
    case when actual_end <= cast(as_of as date) then actual_end end as ended_on,
    planned_end <= cast(as_of as date) as is_due
  from milestones
  where
    day_is_kept(planned_end, first_day, last_day)
    and partner_is_kept(owner, partners_kept)
)

select
  known.*,
  case
    when known.ended_on is not null and known.planned_end is null then 'done'
    when known.ended_on <= known.planned_end then 'on_time'
    when known.ended_on is not null then 'done_late'
    when known.planned_end is null then 'undated'
    when known.is_due then 'overdue'
    when known.started_on is not null then 'running'
    else 'to_come'
  end as standing,
  case
    when known.ended_on is not null then known.ended_on - known.planned_end
    when known.is_due then cast(as_of as date) - known.planned_end
  end as late_days,
  case
    when known.started_on is null
      then cast(known.planned_start + cast(delays.late_days as integer) as date)
  end as forecast_start,
  cast(known.planned_end + cast(delays.late_days as integer) as date) as forecast_end,
  delays.late_days as forecast_late_days,
  delays.pushed_by,
  waits.waits_for,
  waits.unknown_links,
  known.milestone_id in (select circular.milestone_id from circular_milestones as circular)
    as is_circular
from known
left join milestone_delays(as_of) as delays on known.milestone_id = delays.milestone_id
left join milestone_waits as waits on known.milestone_id = waits.milestone_id;
