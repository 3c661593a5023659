-- How many milestones have no planned end, and fit in no period?
--
-- Grain: one row.
-- Data: milestones
-- Parameters
--   $partners  VARCHAR[]  partners in charge
-- Columns
--   milestones  BIGINT  the last planned day is not known
select cast(count(*) as bigint) as milestones
from milestones
where
  planned_end is null
  and partner_is_kept(owner, $partners);
