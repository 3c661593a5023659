-- How many joint actions are there?
--
-- Grain: one row.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
-- Columns
--   actions          BIGINT  actions in scope, in any status
--   started_actions  BIGINT  of those, running or done
select
  cast(count(*) as bigint) as actions,
  cast(count(*) filter (where is_started) as bigint) as started_actions
from actions_in_scope($first_day, $last_day, $partners);
