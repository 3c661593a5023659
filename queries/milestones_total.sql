-- How many milestones are there?
--
-- Grain: one row.
-- Data: milestones
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners in charge
-- Columns
--   milestones  BIGINT  planned to end in the period; without one, all of them
select cast(count(*) as bigint) as milestones
from milestones
where
  day_is_kept(planned_end, $first_day, $last_day)
  and partner_is_kept(owner, $partners);
