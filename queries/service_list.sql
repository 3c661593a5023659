-- Which services are these?
--
-- Grain: one row per service, the newest first.
-- Data: services
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that provide them
--   $limit      BIGINT     most rows; null is all of them
-- Columns
--   service_id      VARCHAR  identifier
--   title           VARCHAR  title
--   provider        VARCHAR  partner that provides it
--   category        VARCHAR  category
--   service_status  VARCHAR  planned, pilot, offered or retired
--   launched_on     DATE     day it was launched
--   smes_served     BIGINT   SMEs served; null where the partner does not say
--   is_joint        BOOLEAN  whether several partners offer it together
--   batch           VARCHAR  batch that brought the row
--   source_file     VARCHAR  the partner's file
--   source_row      BIGINT   its row, the header counted
select
  service_id,
  title,
  cast(provider as varchar) as provider,
  cast(category as varchar) as category,
  cast(status as varchar) as service_status,
  launched_on,
  smes_served,
  is_joint,
  cast(batch as varchar) as batch,
  source_file,
  source_row
from services
where
  day_is_kept(launched_on, $first_day, $last_day)
  and partner_is_kept(provider, $partners)
order by
  launched_on desc nulls last,
  service_id
limit $limit;
