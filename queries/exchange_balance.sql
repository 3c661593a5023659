-- Does each partner send as many visitors as its region hosts?
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
--   partner            VARCHAR  null is the partnership
--   exchanges          BIGINT   exchanges in scope
--   sent_exchanges     BIGINT   achieved ones that the partner handled
--   hosted_exchanges   BIGINT   achieved ones, of any partner, hosted in its region
--   balance_exchanges  BIGINT   sent less hosted
with counted as (
  select
    partner,
    sum(exchanges) as exchanges,
    sum(exchanges) filter (where state = 'achieved') as sent_exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner), ())
),

hosted as (
  select
    to_region,
    sum(exchanges) as exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, null, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state = 'achieved'
  group by to_region
),

hosts as (
  select
    each_partner.partner,
    sum(hosted.exchanges) as hosted_exchanges
  from partner_rows($partners) as each_partner
  inner join hosted
    on
      each_partner.region = hosted.to_region
      or (
        each_partner.partner is null
        and case
          when $partners is null then hosted.to_region in (select regions.region from regions)
          else hosted.to_region in (select own.region from partner_rows($partners) as own)
        end
      )
  group by each_partner.partner
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges,
  cast(coalesce(counted.sent_exchanges, 0) as bigint) as sent_exchanges,
  cast(coalesce(hosts.hosted_exchanges, 0) as bigint) as hosted_exchanges,
  cast(
    coalesce(counted.sent_exchanges, 0) - coalesce(hosts.hosted_exchanges, 0) as bigint
  ) as balance_exchanges
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
left join hosts on each_partner.partner is not distinct from hosts.partner
order by each_partner.position;
