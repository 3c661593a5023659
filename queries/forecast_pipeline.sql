-- Who is on the way, how far, and since when, as known on a day?
--
-- Grain: one row per partner (and one for the partnership), place on the way, whether the stay
--   has a day, and months.
-- Data: exchanges
-- Parameters
--   $partners  VARCHAR[]  partners that handled the visitor
--   $as_of     DATE       reporting day; before the data date, the end of the month before it
-- Columns
--   partner                VARCHAR  null is the partnership
--   place                  BIGINT   1 registration, 2 matching, 3 building, 4 completed, 5 achieved
--   is_dated               BOOLEAN  whether the stay has a day; true from place 4 on
--   months                 BIGINT   since the stay (below 0: until it) where it has a day and is
--                                   not completed; since registration where it has none; since
--                                   completion in place 4, since validation in place 5
--   exchanges              BIGINT   open exchanges
--   with_amount_exchanges  BIGINT   of those, with a lump sum
--   lump_sum_eur           DOUBLE   their lump sums; null where there are none
with waiting as (
  select
    partner,
    place,
    place >= 4 or agreed_in is not null as is_dated,
    known_in - case
      when place = 5 then coalesce(achieved_in, completed_in, registered_in, known_in)
      when place = 4 then coalesce(completed_in, registered_in, known_in)
      else coalesce(agreed_in, registered_in, known_in)
    end as months,
    exchanges,
    with_amount_exchanges,
    lump_sum_eur
  from exchange_courses_on($as_of, $partners)
  where
    place <= 5
    and not is_lost
)

select
  cast(partner as varchar) as partner,
  place,
  is_dated,
  months,
  cast(sum(exchanges) as bigint) as exchanges,
  cast(sum(with_amount_exchanges) as bigint) as with_amount_exchanges,
  sum(lump_sum_eur) as lump_sum_eur
from waiting
group by grouping sets ((partner, place, is_dated, months), (place, is_dated, months))
order by
  waiting.partner nulls first,
  place,
  is_dated,
  months;
