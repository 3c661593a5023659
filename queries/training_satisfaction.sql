-- How satisfied are those who answered?
--
-- Grain: one row per partner that organises or has people trained, and one for the partnership.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   partner             VARCHAR  organiser; null is the partnership
--   satisfaction_score  DOUBLE   mean of all answers from 1 to 5, persons and totals pooled
--   low_score           DOUBLE   lower end of its 95 % interval, from single answers alone
--   high_score          DOUBLE   upper end
--   answers             BIGINT   answers, once for every session
--   asked_people        BIGINT   people who attended sessions where anybody answered
--   of_asked_answers    BIGINT   answers of theirs, to set beside them
with answered as (
  select
    *,
    total / people as mean,
    half_interval(people_with_squares, total_with_squares, squares)
    * sqrt(people_with_squares / people) as half
  from training_sums_in_scope('reaction', $first_day, $last_day, $partners, $modes)
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(answered.mean as double) as satisfaction_score,
  case
    when answered.half is not null then cast(greatest(answered.mean - answered.half, 1) as double)
  end as low_score,
  case
    when answered.half is not null then cast(least(answered.mean + answered.half, 5) as double)
  end as high_score,
  cast(coalesce(answered.people, 0) as bigint) as answers,
  cast(coalesce(answered.asked, 0) as bigint) as asked_people,
  cast(coalesce(answered.people_of_asked, 0) as bigint) as of_asked_answers
from training_partner_rows($partners) as each_partner
left join answered on each_partner.partner is not distinct from answered.partner
order by each_partner.position;
