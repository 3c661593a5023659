-- How many faults are open?
--
-- Grain: one row.
-- Data: faults
-- Parameters
--   $partners  VARCHAR[]  partners whose row or file is wrong
-- Columns
--   faults  BIGINT  faults of live batches that no later batch has mended
select cast(count(*) as bigint) as faults
from faults
where
  is_open
  and ($partners is null or list_contains($partners, partner));
