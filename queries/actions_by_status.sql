-- How far have joint actions of each kind come?
--
-- Grain: one row per kind and status, those without any as well.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
--   $as_of      DATE       reporting day
-- Columns
--   action_kind    VARCHAR  pilot_action, cooperation_agreement, matchmaking_event, …
--   action_status  VARCHAR  idea, planned, running, done or dropped
--   actions        BIGINT   actions in scope
--   told_actions   BIGINT   of those, saying what came of them
--   late_actions   BIGINT   of those, planned and not begun, or running and not ended in time
with counted as (
  select
    kind,
    status,
    count(*) as actions,
    count(result) as told,
    count(action_late_days(status, start_date, end_date, $as_of)) as late
  from actions_in_scope($first_day, $last_day, $partners)
  group by
    kind, status
)

select
  kinds.code as action_kind,
  stages.code as action_status,
  cast(coalesce(counted.actions, 0) as bigint) as actions,
  cast(coalesce(counted.told, 0) as bigint) as told_actions,
  cast(coalesce(counted.late, 0) as bigint) as late_actions
from codes as kinds
inner join codes as stages on stages.list = 'action_statuses'
left join counted
  on
    kinds.code = cast(counted.kind as varchar)
    and stages.code = cast(counted.status as varchar)
where kinds.list = 'action_kinds'
order by
  kinds.position,
  stages.position;
