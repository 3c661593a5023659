-- How many events has the partnership published?
--
-- Grain: one row.
-- Data: public_record
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners named by the source; an event that names none is everybody's
-- Columns
--   events  BIGINT  beginning in the period; without one, all of them
select cast(count(*) as bigint) as events
from public_record_in_scope($first_day, $last_day, $partners);
