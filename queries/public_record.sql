-- What has the partnership published about itself?
--
-- Grain: one row per event, in the order of its days; those without a day last.
-- Data: public_record
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners named by the source; an event that names none is everybody's
-- Columns
--   record_kind  VARCHAR  kind of event
--   title        VARCHAR  title
--   first_day    DATE     first day; null where no source states it
--   last_day     DATE     last day
--   host         VARCHAR  partner that hosted it
--   guests       VARCHAR  partners that took part, as the source names them
--   place        VARCHAR  where it took place
--   country      VARCHAR  country of the place
--   mode         VARCHAR  physical, virtual or hybrid
--   note         VARCHAR  what the source leaves open
--   source_url   VARCHAR  where it was published
--   read_on      DATE     day on which the source was read
select
  cast(published.kind as varchar) as record_kind,
  published.title,
  published.first_day,
  published.last_day,
  cast(published.host as varchar) as host,
  published.guests,
  published.place,
  published.country,
  cast(published.mode as varchar) as mode,
  published.note,
  published.source_url,
  published.read_on
from public_record_in_scope($first_day, $last_day, $partners) as published
order by
  published.first_day nulls last,
  published.position;
