-- How many published events have no day, and fit in no period?
--
-- Grain: one row.
-- Data: public_record
-- Parameters
--   $partners  VARCHAR[]  partners named by the source; an event that names none is everybody's
-- Columns
--   events  BIGINT  no source states the day
select cast(count(*) as bigint) as events
from public_record_in_scope(null, null, $partners) as published
where published.first_day is null;
