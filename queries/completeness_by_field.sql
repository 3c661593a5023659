-- Which fields are left blank most often?
--
-- Grain: one row per field that is expected of an exchange, the most often blank first.
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
--   field            VARCHAR  field of the contract
--   expected_from    VARCHAR  status from which on it is expected
--   expected_values  BIGINT   exchanges in scope that have come so far
--   missing_values   BIGINT   those of them that leave it blank
with counted as (
  select
    field,
    sum(expected_values) as expected_values,
    sum(filled_values) as filled_values
  from completeness_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by field
)

select
  field_positions.field,
  field_positions.status as expected_from,
  cast(coalesce(counted.expected_values, 0) as bigint) as expected_values,
  cast(
    coalesce(counted.expected_values, 0) - coalesce(counted.filled_values, 0) as bigint
  ) as missing_values
from field_positions
left join counted on field_positions.field = counted.field
order by
  missing_values desc,
  field_positions.position;
