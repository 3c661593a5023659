-- Which values look unlike the others of their kind?
--
-- Grain: one row per exchange and field that is asked about, the furthest out first.
-- Data: exchanges
-- Parameters
--   $first_day           DATE       first day of the period, inclusive
--   $last_day            DATE       last day of the period, inclusive
--   $partners            VARCHAR[]  partners that handled the visitor
--   $regions             VARCHAR[]  regions of the visitor or the host
--   $visiting_regions    VARCHAR[]  regions of the visitor
--   $host_regions        VARCHAR[]  regions of the host
--   $organisation_types  VARCHAR[]  types of the visitor
--   $modes               VARCHAR[]  physical, virtual, hybrid
--   $states              VARCHAR[]  achieved, awaiting_validation, open, closed
--   $limit               BIGINT     most rows; null is all of them
-- Columns
--   exchange_id    VARCHAR  identifier
--   partner        VARCHAR  partner that handled the visitor
--   field          VARCHAR  field that is asked about
--   value          DOUBLE   what stands there, in the unit of the field
--   typical_value  DOUBLE   median of those alike, no filter narrowing them; for a lump sum its
--                           ceiling
--   distance_ratio DOUBLE   from the median in spreads of those alike; lump sum over its ceiling
--   alike          VARCHAR  what they share: the mode, or the two regions with > between; null for
--                           a lump sum
--   alike_values   BIGINT   how many they are; null for a lump sum
--   source_file    VARCHAR  the partner's file
--   source_row     BIGINT   its row, the header counted
select
  asked.exchange_id,
  cast(exchanges.partner as varchar) as partner,
  asked.field,
  asked.value,
  asked.typical_value,
  asked.distance_ratio,
  asked.alike,
  cast(asked.alike_values as bigint) as alike_values,
  exchanges.source_file,
  exchanges.source_row
from values_asked_about as asked
inner join exchanges_in_scope(
  $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states
) as exchanges
  on asked.exchange_id = exchanges.exchange_id
order by
  asked.field desc,
  asked.distance_ratio desc,
  asked.exchange_id
limit $limit;
