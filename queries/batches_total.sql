-- How many files count?
--
-- Grain: one row.
-- Data: batches
-- Parameters
--   $partners  VARCHAR[]  partners that sent the file; files of several partners stay in
-- Columns
--   batches  BIGINT  batches that are live
select cast(count(*) as bigint) as batches
from batches
where
  state = 'live'
  and ($partners is null or partner is null or list_contains($partners, partner));
