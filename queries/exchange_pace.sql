-- How far are exchanges from their plan?
--
-- Grain: one row per partner that has exchanges, and one for the partnership.
-- Data: exchanges, targets
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
--   $as_of               DATE       reporting day
-- Columns
--   partner             VARCHAR  null is the partnership
--   exchanges           BIGINT   exchanges in scope
--   achieved_exchanges  BIGINT   report validated, or paid
--   planned_exchanges   DOUBLE   planned by the reporting day; null without a plan
with counted as (
  select
    partner,
    sum(exchanges) as exchanges,
    sum(exchanges) filter (where state = 'achieved') as achieved_exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner), ())
),

plans as (
  select
    partner,
    expected
  from targets_on($as_of)
  where
    indicator = 'exchanges_achieved'
    and is_planned(
      $first_day, $regions, $visiting_regions, $host_regions, $organisation_types, $modes, $states
    )
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges,
  cast(coalesce(counted.achieved_exchanges, 0) as bigint) as achieved_exchanges,
  plans.expected as planned_exchanges
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
left join plans on plan_is_of(each_partner.partner, plans.partner, $partners)
order by each_partner.position;
