-- How many accepted rows do the files compared hold?
--
-- Grain: one row.
-- Data: batch_rows
-- Parameters
--   $batch    VARCHAR  a batch
--   $earlier  VARCHAR  a batch
--   $later    VARCHAR  a batch
-- Columns
--   accepted_rows  BIGINT  accepted rows of these batches
select cast(count(*) as bigint) as accepted_rows
from batch_rows
where batch in ($batch, $earlier, $later);
