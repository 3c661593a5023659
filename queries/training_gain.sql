-- How much did people learn?
--
-- Grain: one row per partner that organises or has people trained, and one for the partnership.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   partner         VARCHAR  organiser; null is the partnership
--   matched_people  BIGINT   people tested before and after, once for every session
--   pre_points      DOUBLE   their mean score before, 0 to 100
--   post_points     DOUBLE   their mean score after, 0 to 100
--   gain_points     DOUBLE   the mean of what each gained
--   low_points      DOUBLE   lower end of its 95 % interval
--   high_points     DOUBLE   upper end
with learned as (
  select
    *,
    half_interval(people, total, squares) as half
  from training_sums_in_scope('learning', $first_day, $last_day, $partners, $modes)
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(learned.people, 0) as bigint) as matched_people,
  cast(learned.pre_points / learned.people as double) as pre_points,
  cast(learned.post_points / learned.people as double) as post_points,
  cast(learned.total / learned.people as double) as gain_points,
  cast(learned.total / learned.people - learned.half as double) as low_points,
  cast(learned.total / learned.people + learned.half as double) as high_points
from training_partner_rows($partners) as each_partner
left join learned on each_partner.partner is not distinct from learned.partner
order by each_partner.position;
