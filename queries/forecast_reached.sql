-- What was reached by a day, and what a case was worth?
--
-- Grain: one row per partner that has exchanges, and one for the partnership.
-- Data: exchanges
-- Parameters
--   $partners  VARCHAR[]  partners that handled the visitor
--   $as_of     DATE       reporting day; before the data date, the end of the month before it
-- Columns
--   partner              VARCHAR  null is the partnership
--   known_exchanges      BIGINT   registered by then
--   lost_exchanges       BIGINT   cancelled or rejected by then
--   achieved_exchanges   BIGINT   report validated, or paid, by then
--   committed_exchanges  BIGINT   from the signed commitment on, not lost
--   committed_eur        DOUBLE   their lump sums; null where there are none
--   paid_exchanges       BIGINT   paid by then
--   paid_eur             DOUBLE   their lump sums; null where there are none
--   spread_eur           DOUBLE   standard deviation of the lump sums committed, none being 0
--   companions           DOUBLE   exchanges that share a mission with one, itself included, on
--                                 average over all that are known today; for several partners
--                                 chosen, that of all partners
with counted as (
  select
    partner,
    sum(exchanges) as known,
    sum(exchanges) filter (where is_lost) as lost,
    sum(exchanges) filter (where place >= 5 and not is_lost) as achieved,
    sum(exchanges) filter (where place >= 3 and not is_lost) as committed,
    sum(lump_sum_eur) filter (where place >= 3 and not is_lost) as committed_eur,
    sum(squared_eur) filter (where place >= 3 and not is_lost) as squared_eur,
    sum(exchanges) filter (where place = 6) as paid,
    sum(lump_sum_eur) filter (where place = 6) as paid_eur
  from exchange_courses_on($as_of, $partners)
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.known, 0) as bigint) as known_exchanges,
  cast(coalesce(counted.lost, 0) as bigint) as lost_exchanges,
  cast(coalesce(counted.achieved, 0) as bigint) as achieved_exchanges,
  cast(coalesce(counted.committed, 0) as bigint) as committed_exchanges,
  counted.committed_eur,
  cast(coalesce(counted.paid, 0) as bigint) as paid_exchanges,
  counted.paid_eur,
  case
    when counted.committed_eur is not null
      then
        sqrt(
          greatest(
            0,
            counted.squared_eur / counted.committed
            - (counted.committed_eur / counted.committed)
            * (counted.committed_eur / counted.committed)
          )
        )
  end as spread_eur,
  coalesce(own.companions, whole.companions) as companions
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
left join exchange_companions as own on plan_is_of(each_partner.partner, own.partner, $partners)
left join exchange_companions as whole on whole.partner is null
order by each_partner.position;
