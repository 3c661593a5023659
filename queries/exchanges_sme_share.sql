-- How many visitors are SMEs?
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
--   partner          VARCHAR  null is the partnership
--   sme_exchanges    BIGINT   achieved exchanges whose visitor is an SME
--   typed_exchanges  BIGINT   achieved exchanges whose visitor's type is given
with counted as (
  select
    partner,
    sum(exchanges) filter (where visiting_type = 'sme') as sme_exchanges,
    sum(exchanges) filter (where visiting_type is not null) as typed_exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state = 'achieved'
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.sme_exchanges, 0) as bigint) as sme_exchanges,
  cast(coalesce(counted.typed_exchanges, 0) as bigint) as typed_exchanges
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
