-- How far have joint actions of each kind come?
--
-- Grain: one row per kind and status, those without any as well.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
-- Columns
--   action_kind    VARCHAR  pilot_action, cooperation_agreement, matchmaking_event, …
--   action_status  VARCHAR  idea, planned, running, done or dropped
--   actions        BIGINT   actions in scope
with counted as (
  select
    kind,
    status,
    count(*) as actions
  from actions_in_scope($first_day, $last_day, $partners)
  group by
    kind, status
)

select
  kinds.code as action_kind,
  stages.code as action_status,
  cast(coalesce(counted.actions, 0) as bigint) as actions
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
