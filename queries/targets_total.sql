-- How many targets are set?
--
-- Grain: one row.
-- Data: targets
-- Columns
--   targets  BIGINT  in every version of the plan
select cast(count(*) as bigint) as targets
from targets;
