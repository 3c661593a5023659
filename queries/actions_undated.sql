-- How many joint actions have no first day, and fit in no period?
--
-- Grain: one row.
-- Data: actions
-- Parameters
--   $partners  VARCHAR[]  partners that lead or take part
-- Columns
--   actions  BIGINT  no first day is known
select cast(count(*) as bigint) as actions
from actions_in_scope(null, null, $partners)
where start_date is null;
