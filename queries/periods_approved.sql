-- Which periods are approved, so that no row in them can change?
--
-- Grain: one row per partner and dataset with an approved period.
-- Data: batches, exchanges, sessions, attendance, actions, services, milestones, targets
-- Parameters
--   $partners  VARCHAR[]  partners whose period it is
-- Columns
--   partner         VARCHAR  partner whose rows are approved
--   dataset         VARCHAR  dataset
--   approved_until  DATE     last day that rows are filed under; every earlier one is approved, too
--   approved_on     DATE     day it was approved, UTC
--   approved_by     VARCHAR  function of the person who approved it
select
  partner,
  dataset,
  approved_until,
  approved_on,
  approved_by
from approved_periods
where $partners is null or list_contains($partners, partner)
order by
  partner,
  dataset;
