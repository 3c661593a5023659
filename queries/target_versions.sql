-- How was it planned, version by version?
--
-- Grain: one row per partner that has a plan (and one for the partnership), version and project
--   month.
-- Data: targets
-- Parameters
--   $indicator  VARCHAR  the indicator; null is all
--   $as_of      DATE     reporting day
-- Columns
--   indicator      VARCHAR  the indicator
--   partner        VARCHAR  null is the partnership
--   version        VARCHAR  version of the plan
--   set_on         DATE     day it was set
--   is_in_force    BOOLEAN  whether it holds on the reporting day
--   project_month  BIGINT   1 is the first
--   month          DATE     first day of the month
--   expected       DOUBLE   planned by the end of the month
select
  indicator,
  cast(curves.partner as varchar) as partner,
  version,
  set_on,
  is_in_force(set_on, superseded_on, $as_of) as is_in_force,
  project_month,
  month,
  expected
from target_curves as curves
where
  $indicator is null
  or indicator = $indicator
order by
  indicator,
  curves.partner nulls first,
  set_on,
  version,
  project_month;
