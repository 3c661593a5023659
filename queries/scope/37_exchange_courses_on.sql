-- What is today: whether the files' own word holds on a day, and the project month then known.
create macro exchange_clock(as_of) as table
select
  data_day.day is null or cast(as_of as date) >= data_day.day as is_today,
  datediff(
    'month',
    project.first,
    case
      when data_day.day is null or cast(as_of as date) >= data_day.day then cast(as_of as date)
      else month_of(cast(as_of as date) + 1) - 1
    end
  ) + 1 as known_in
from exchange_data_day as data_day
cross join (select min(calendar.month) as first from calendar) as project;

-- How far every exchange had come on a day, as far as dates can tell.
--
-- From the data date on, it is what the files say. An earlier day counts as the end of the last
-- month that was over by then, and the way is read off the dates: a cancellation, which has no
-- date, as known from the stay (without one, three months after registration); a stay as agreed
-- two months ahead; an open exchange as in building from the month before its stay, in matching
-- from two months before, in registration otherwise.
-- `place` is 1 registration, 2 matching, 3 building, 4 completed, 5 achieved, 6 paid; of a lost
-- exchange, where it was lost. `is_due`: whether it should have come through by then.
create macro exchange_courses_on(
  as_of, partners
) as table
with known as (
  select
    courses.*,
    clock.known_in,
    clock.is_today,
    case
      when clock.is_today or courses.stay_in <= clock.known_in + 2 then courses.stay_in
    end as agreed_in,
    courses.state = 'closed' and (
      clock.is_today
      or coalesce(courses.stay_in, courses.registered_in + 3) <= clock.known_in
    ) as is_lost,
    courses.is_paid and (
      clock.is_today or coalesce(courses.paid_in <= clock.known_in, false)
    ) as is_paid_by_then,
    courses.state = 'achieved' and (
      clock.is_today or coalesce(courses.achieved_in <= clock.known_in, false)
    ) as is_achieved,
    case
      when clock.is_today then courses.reached_phase = 'exchange_finalisation'
      else coalesce(courses.completed_in <= clock.known_in, false)
    end as is_completed
  from exchange_courses as courses
  cross join exchange_clock(as_of) as clock
  where
    (clock.is_today or courses.registered_in <= clock.known_in)
    and partner_is_kept(courses.partner, partners)
),

placed as (
  select
    *,
    cast(
      case
        when is_paid_by_then then 6
        when is_achieved then 5
        when is_completed then 4
        when is_lost then case when stay_in is null then 1 else 3 end
        when is_today and phase = 'exchange_building' then 3
        when is_today and phase = 'matching' then 2
        when is_today then 1
        when agreed_in <= known_in + 1 then 3
        when agreed_in is not null then 2
        else 1
      end as bigint
    ) as place
  from known
)

select
  *,
  place >= 4
  or case
    when agreed_in is null then coalesce(registered_in <= known_in - 3, false)
    else agreed_in <= known_in
  end as is_due
from placed;
