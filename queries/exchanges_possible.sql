-- What is still possible?
--
-- Grain: one row per partner that has exchanges, and one for the partnership.
-- Data: exchanges, targets
-- Parameters
--   $partners  VARCHAR[]  partners that handled the visitor
--   $as_of     DATE       reporting day
-- Columns
--   partner                      VARCHAR  null is the partnership
--   target_exchanges             DOUBLE   target at the end of the project; null without one
--   achieved_exchanges           BIGINT   achieved so far
--   months_left                  BIGINT   project months not over, the present one included
--   needed_monthly_exchanges     DOUBLE   to be achieved each month; null without target or months
--   waiting_visitors             BIGINT   known, eligible, and their stay not yet under way
--   free_visitors                BIGINT   known and eligible, whose exchanges were all called off
with achieved as (
  select
    partner,
    sum(exchanges) as exchanges
  from exchange_cells
  where state = 'achieved'
  group by grouping sets ((partner), ())
),

left_over as (
  select cast(count(*) as bigint) as months
  from calendar
  where last_day(month) > cast($as_of as date)
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(plans.target as double) as target_exchanges,
  cast(coalesce(achieved.exchanges, 0) as bigint) as achieved_exchanges,
  left_over.months as months_left,
  case
    when plans.target is not null
      then
        greatest(plans.target - coalesce(achieved.exchanges, 0), 0)
        / cast(nullif(left_over.months, 0) as double)
  end as needed_monthly_exchanges,
  cast(coalesce(known.waiting_visitors, 0) as bigint) as waiting_visitors,
  cast(coalesce(known.free_visitors, 0) as bigint) as free_visitors
from partner_rows($partners) as each_partner
cross join left_over
left join achieved on each_partner.partner is not distinct from achieved.partner
left join visitors_left as known on each_partner.partner is not distinct from known.partner
left join targets_on($as_of) as plans
  on
    plans.indicator = 'exchanges_achieved'
    and each_partner.partner is not distinct from plans.partner
order by each_partner.position;
