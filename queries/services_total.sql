-- How many services are there, and how many SMEs have they served?
--
-- Grain: one row.
-- Data: services
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that provide them
-- Columns
--   services     BIGINT  launched in the period; without one, all of them
--   smes_served  BIGINT  by those that say; null where none does
select
  cast(count(*) as bigint) as services,
  cast(sum(smes_served) as bigint) as smes_served
from services
where
  day_is_kept(launched_on, $first_day, $last_day)
  and partner_is_kept(provider, $partners);
