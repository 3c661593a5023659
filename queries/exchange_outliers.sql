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
  exchange_id,
  cast(partner as varchar) as partner,
  field,
  value,
  typical_value,
  distance_ratio,
  alike,
  cast(alike_values as bigint) as alike_values,
  source_file,
  source_row
from values_asked_about
where
  day_is_kept(day, $first_day, $last_day)
  and partner_is_kept(partner, $partners)
  and region_is_kept(from_region, to_region, $regions, $visiting_regions, $host_regions)
  and type_is_kept(visiting_type, $organisation_types)
  and mode_is_kept(mode, $modes)
  and state_is_kept(state, $states)
order by
  field desc,
  distance_ratio desc,
  exchange_id
limit $limit;
