-- What was planned, month by month?
--
-- Grain: one row per indicator, partner and project month.
-- Data: targets
-- Parameters
--   $as_of  DATE  reporting day: the versions in force on it
-- Columns
--   indicator      VARCHAR  the indicator
--   partner        VARCHAR  null is the partnership
--   project_month  BIGINT   1 is the first
--   month          DATE     first day of the month
--   expected       DOUBLE   planned by the end of the month
--   version        VARCHAR  version of the plan in force
--   set_on         DATE     day it was set
select
  indicator,
  cast(partner as varchar) as partner,
  project_month,
  month,
  expected,
  version,
  set_on
from target_curve_on($as_of) as planned
order by
  indicator,
  planned.partner nulls first,
  project_month;
