-- How many exchanges have no day, and fit in no period?
--
-- Grain: one row.
-- Data: exchanges
-- Parameters
--   $partners            VARCHAR[]  partners that handled the visitor
--   $regions             VARCHAR[]  regions of the visitor or the host
--   $visiting_regions    VARCHAR[]  regions of the visitor
--   $host_regions        VARCHAR[]  regions of the host
--   $organisation_types  VARCHAR[]  types of the visitor
--   $modes               VARCHAR[]  physical, virtual, hybrid
--   $states              VARCHAR[]  achieved, awaiting_validation, open, closed
-- Columns
--   exchanges  BIGINT  neither the start of the stay nor the registration is known
select cast(coalesce(sum(exchanges), 0) as bigint) as exchanges
from exchange_cells_in_scope(
  null, null, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states
)
where month is null;
