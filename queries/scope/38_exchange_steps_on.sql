-- How many months each exchange took for each step of its way, or has waited for it, on a day.
--
-- A step is passed or waited for; lost exchanges count where they passed. A commitment has no
-- date of its own: the month of the stay stands for it, or the present one if that is earlier.
create macro exchange_steps_on(
  as_of, partners
) as table
with courses as (
  select *
  from exchange_courses_on(as_of, partners)
)

select
  partner,
  'stay' as step,
  coalesce(completed_in, known_in) - registered_in as months,
  place >= 4 as is_passed,
  exchanges
from courses
where (place >= 4 and completed_in is not null) or (place <= 3 and not is_lost)
union all
select
  partner,
  'stay_due' as step,
  case when place >= 4 then completed_in else known_in end - agreed_in as months,
  place >= 4 as is_passed,
  exchanges
from courses
where place >= 4 or (not is_lost and agreed_in <= known_in)
union all
select
  partner,
  'signature' as step,
  case when place >= 3 then least(stay_in, known_in) else known_in end - registered_in as months,
  place >= 3 as is_passed,
  exchanges
from courses
where not is_lost
union all
select
  partner,
  'report' as step,
  case when place >= 5 then achieved_in else known_in end - completed_in as months,
  place >= 5 as is_passed,
  exchanges
from courses
where place >= 4 and not is_lost
union all
select
  partner,
  'payment' as step,
  case when place = 6 then paid_in else known_in end - achieved_in as months,
  place = 6 as is_passed,
  exchanges
from courses
where place >= 5 and not is_lost;
