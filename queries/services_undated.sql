-- How many services have no day of launch, and fit in no period?
--
-- Grain: one row.
-- Data: services
-- Parameters
--   $partners  VARCHAR[]  partners that provide them
-- Columns
--   services  BIGINT  the day of launch is not known, or lies ahead
select cast(count(*) as bigint) as services
from services
where
  launched_on is null
  and partner_is_kept(provider, $partners);
