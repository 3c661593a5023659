-- How many exchanges did each partner achieve, and how many of them with SMEs?
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
--   exchanges           BIGINT   exchanges in scope
--   achieved_exchanges  BIGINT   report validated, or paid
--   awaiting_exchanges  BIGINT   completed, not yet validated
--   open_exchanges      BIGINT   not yet completed
--   closed_exchanges    BIGINT   cancelled or rejected
--   typed_exchanges     BIGINT   achieved exchanges whose visitor's type is given
--   sme_exchanges       BIGINT   achieved exchanges whose visitor is an SME
with counted as (
  select
    partner,
    sum(exchanges) as exchanges,
    sum(exchanges) filter (where state = 'achieved') as achieved_exchanges,
    sum(exchanges) filter (where state = 'awaiting_validation') as awaiting_exchanges,
    sum(exchanges) filter (where state = 'open') as open_exchanges,
    sum(exchanges) filter (where state = 'closed') as closed_exchanges,
    sum(exchanges) filter (where state = 'achieved' and visiting_type is not null)
      as typed_exchanges,
    sum(exchanges) filter (where state = 'achieved' and visiting_type = 'sme') as sme_exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges,
  cast(coalesce(counted.achieved_exchanges, 0) as bigint) as achieved_exchanges,
  cast(coalesce(counted.awaiting_exchanges, 0) as bigint) as awaiting_exchanges,
  cast(coalesce(counted.open_exchanges, 0) as bigint) as open_exchanges,
  cast(coalesce(counted.closed_exchanges, 0) as bigint) as closed_exchanges,
  cast(coalesce(counted.typed_exchanges, 0) as bigint) as typed_exchanges,
  cast(coalesce(counted.sme_exchanges, 0) as bigint) as sme_exchanges
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
