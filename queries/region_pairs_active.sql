-- Between how many pairs of regions is there an exchange?
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
--   partner         VARCHAR  null is the partnership
--   exchanges       BIGINT   exchanges in scope
--   active_pairs    BIGINT   eligible pairs with at least one achieved exchange
--   eligible_pairs  BIGINT   ordered pairs of regions in different countries
with cells as (
  select
    partner,
    from_region,
    to_region,
    state,
    sum(exchanges) as exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by
    partner, from_region, to_region, state
),

counted as (
  select
    partner,
    sum(exchanges) as exchanges
  from cells
  group by grouping sets ((partner), ())
),

listed as (
  select
    eligible.partner,
    eligible.visiting_region,
    eligible.host_region,
    count(cells.partner) > 0 as is_active
  from eligible_pairs_of($partners, $regions, $visiting_regions, $host_regions) as eligible
  left join cells
    on
      eligible.visiting_region = cells.from_region
      and eligible.host_region = cells.to_region
      and (eligible.partner = cells.partner or eligible.partner is null)
      and cells.state = 'achieved'
  group by
    eligible.partner, eligible.visiting_region, eligible.host_region
),

pairs as (
  select
    partner,
    count(*) filter (where is_active) as active_pairs,
    count(*) as eligible_pairs
  from listed
  group by partner
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges,
  cast(coalesce(pairs.active_pairs, 0) as bigint) as active_pairs,
  cast(coalesce(pairs.eligible_pairs, 0) as bigint) as eligible_pairs
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
left join pairs on each_partner.partner is not distinct from pairs.partner
order by each_partner.position;
