-- Which months does a file speak of?
--
-- Grain: one row per month that rows are filed under, and one for rows without a day.
-- Data: batch_rows
-- Parameters
--   $batch  VARCHAR  the batch; null is none
-- Columns
--   month          DATE    first day of the month; null where no day is given
--   accepted_rows  BIGINT  accepted rows filed under a day of it
select
  cast(date_trunc('month', filed_on) as date) as month,
  cast(count(*) as bigint) as accepted_rows
from batch_rows
where batch = $batch
group by all
order by month nulls last;
