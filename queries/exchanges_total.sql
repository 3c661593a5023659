-- How many exchanges are there, how long are they, and what do they cost?
--
-- Grain: one row.
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
--   exchanges     BIGINT  exchanges in scope
--   working_days  BIGINT  their working days, travel excluded
--   lump_sum_eur  DOUBLE  their lump sums
select
  cast(coalesce(sum(exchanges), 0) as bigint) as exchanges,
  cast(sum(working_days) as bigint) as working_days,
  cast(sum(lump_sum_eur) as double) as lump_sum_eur
from exchange_cells_in_scope(
  $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states
);
