-- What is committed and paid, against the ceilings?
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
--   partner                 VARCHAR  null is the partnership
--   committed_exchanges     BIGINT   from the signed commitment on, paid ones included
--   committed_eur           DOUBLE   their lump sums
--   paid_exchanges          BIGINT   paid
--   paid_eur                DOUBLE   their lump sums
--   ceiling_eur             DOUBLE   ceilings of committed exchanges whose host country has one
--   with_ceiling_exchanges  BIGINT   committed exchanges whose host country has a ceiling
--   over_ceiling_exchanges  BIGINT   of those, with a lump sum above it
--   over_ceiling_eur        DOUBLE   by how much, in all
with counted as (
  select
    partner,
    sum(exchanges) as committed_exchanges,
    sum(lump_sum_eur) as committed_eur,
    sum(exchanges) filter (where status = 'paid') as paid_exchanges,
    sum(lump_sum_eur) filter (where status = 'paid') as paid_eur,
    sum(ceiling_eur) as ceiling_eur,
    sum(with_ceiling_exchanges) as with_ceiling_exchanges,
    sum(over_ceiling_exchanges) as over_ceiling_exchanges,
    sum(over_ceiling_eur) as over_ceiling_eur
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where phase in ('exchange_building', 'exchange_finalisation')
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.committed_exchanges, 0) as bigint) as committed_exchanges,
  cast(counted.committed_eur as double) as committed_eur,
  cast(coalesce(counted.paid_exchanges, 0) as bigint) as paid_exchanges,
  cast(counted.paid_eur as double) as paid_eur,
  cast(counted.ceiling_eur as double) as ceiling_eur,
  cast(coalesce(counted.with_ceiling_exchanges, 0) as bigint) as with_ceiling_exchanges,
  cast(coalesce(counted.over_ceiling_exchanges, 0) as bigint) as over_ceiling_exchanges,
  cast(counted.over_ceiling_eur as double) as over_ceiling_eur
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
