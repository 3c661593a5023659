-- What should be reached by now, and in the end?
--
-- Grain: one row per indicator and partner that have a plan, be it set later.
-- Data: targets
-- Parameters
--   $as_of  DATE  reporting day: the versions in force on it
-- Columns
--   indicator  VARCHAR  the indicator
--   partner    VARCHAR  null is the partnership
--   expected   DOUBLE   planned by the reporting day; null where none was set by then
--   target     DOUBLE   planned by the end of the project; null where none was set by then
--   version    VARCHAR  version of the plan in force; null where none was set by then
--   set_on     DATE     day it was set; where none was by then, the day the first one was
with first_set as (
  select
    indicator,
    partner,
    min(set_on) as set_on
  from target_versions
  group by
    indicator, partner
)

select
  first_set.indicator,
  cast(first_set.partner as varchar) as partner,
  due.expected,
  due.target,
  due.version,
  coalesce(due.set_on, first_set.set_on) as set_on
from first_set
left join targets_on($as_of) as due
  on
    first_set.indicator = due.indicator
    and first_set.partner is not distinct from due.partner
order by
  first_set.indicator,
  first_set.partner nulls first;
