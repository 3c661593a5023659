-- How many exchanges are on their way, and how far?
--
-- Grain: one row per partner that has exchanges (and one for the partnership) and phase.
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
--   partner    VARCHAR  null is the partnership
--   phase      VARCHAR  phase of the scheme
--   exchanges  BIGINT   neither achieved nor closed
with counted as (
  select
    partner,
    phase,
    sum(exchanges) as exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state in ('open', 'awaiting_validation')
  group by grouping sets ((partner, phase), (phase))
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(phases.phase as varchar) as phase,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges
from partner_rows($partners) as each_partner
cross join phases
left join counted
  on
    each_partner.partner is not distinct from counted.partner
    and phases.phase = counted.phase
where phases.phase != 'closed'
order by
  each_partner.position,
  phases.position;
