-- How many SMEs are involved in joint actions of each kind, and what do they cost?
--
-- Grain: one row per kind, those without any as well.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
-- Columns
--   action_kind          VARCHAR  pilot_action, cooperation_agreement, matchmaking_event, …
--   live_actions         BIGINT   actions in scope that are not dropped
--   with_budget_actions  BIGINT   of those, giving a budget
--   budget_eur           DOUBLE   their budgets; null where none gives it
--   started_actions      BIGINT   running or done
--   with_smes_actions    BIGINT   of those, giving the number of SMEs involved
--   smes                 BIGINT   SMEs involved in them; null where none gives it
with counted as (
  select
    kind,
    count(*) as live,
    count(budget_eur) as with_budget,
    sum(budget_eur) as budget_eur,
    count(*) filter (where is_started) as started,
    count(smes_involved) filter (where is_started) as with_smes,
    sum(smes_involved) filter (where is_started) as smes
  from actions_in_scope($first_day, $last_day, $partners)
  where is_live
  group by kind
)

select
  kinds.code as action_kind,
  cast(coalesce(counted.live, 0) as bigint) as live_actions,
  cast(coalesce(counted.with_budget, 0) as bigint) as with_budget_actions,
  cast(counted.budget_eur as double) as budget_eur,
  cast(coalesce(counted.started, 0) as bigint) as started_actions,
  cast(coalesce(counted.with_smes, 0) as bigint) as with_smes_actions,
  cast(counted.smes as bigint) as smes
from codes as kinds
left join counted on kinds.code = cast(counted.kind as varchar)
where kinds.list = 'action_kinds'
order by kinds.position;
