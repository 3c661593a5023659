-- How many exchanges reach beyond the partnership's regions?
--
-- Grain: one row per partner that has exchanges, and one for the partnership.
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
--   partner             VARCHAR  null is the partnership
--   achieved_exchanges  BIGINT   achieved exchanges
--   placed_exchanges    BIGINT   of those, lying outside or with both regions given
--   beyond_exchanges    BIGINT   of those, with visitor or host outside the regions
with counted as (
  select
    partner,
    sum(exchanges) as achieved,
    sum(exchanges) filter (where from_region = 'other' or to_region = 'other') as beyond,
    sum(exchanges) filter (
      where
        from_region = 'other'
        or to_region = 'other'
        or (from_region is not null and to_region is not null)
    ) as placed
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state = 'achieved'
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.achieved, 0) as bigint) as achieved_exchanges,
  cast(coalesce(counted.placed, 0) as bigint) as placed_exchanges,
  cast(coalesce(counted.beyond, 0) as bigint) as beyond_exchanges
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
