-- How many exchanges did each country send to each other country?
--
-- Grain: one row per visiting country and host country that occur.
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
-- Columns
--   visiting_country    VARCHAR  ISO 3166-1, null not given
--   host_country        VARCHAR  ISO 3166-1, null not given
--   exchanges           BIGINT   exchanges in scope
--   achieved_exchanges  BIGINT   of those, achieved
--   working_days        BIGINT   of those in scope, travel excluded
--   lump_sum_eur        DOUBLE   lump sums of those in scope
select
  cast(visiting_country as varchar) as visiting_country,
  cast(host_country as varchar) as host_country,
  cast(sum(exchanges) as bigint) as exchanges,
  cast(coalesce(sum(exchanges) filter (where state = 'achieved'), 0) as bigint)
    as achieved_exchanges,
  cast(sum(working_days) as bigint) as working_days,
  cast(sum(lump_sum_eur) as double) as lump_sum_eur
from exchange_cells_in_scope(
  $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states
) as cells
group by
  cells.visiting_country, cells.host_country
order by
  cells.visiting_country nulls last,
  cells.host_country nulls last;
