-- What should be reached by now, and in the end?
--
-- Grain: one row per indicator and partner that have a plan.
-- Data: targets
-- Parameters
--   $as_of  DATE  reporting day
-- Columns
--   indicator  VARCHAR  the indicator
--   partner    VARCHAR  null is the partnership
--   expected   DOUBLE   planned by the reporting day
--   target     DOUBLE   planned by the end of the project
--   version    VARCHAR  version of the plan in force
--   set_on     DATE     day it was set
select
  indicator,
  cast(due.partner as varchar) as partner,
  expected,
  target,
  version,
  set_on
from targets_on($as_of) as due
order by
  indicator,
  due.partner nulls first;
