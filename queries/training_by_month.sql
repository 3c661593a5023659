-- When was training held, and who came?
--
-- Grain: one row per month of the project, and on to the months where sessions lie; within the
--   period.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
--   $as_of      DATE       reporting day
-- Columns
--   month              DATE    first day of the month the session starts in
--   held_sessions      BIGINT  sessions up to the reporting day
--   planned_sessions   BIGINT  sessions after it
--   learner_hours      DOUBLE  hours times the people who attended, where both are known and told
--   attended_people    BIGINT  people who attended, once for every session; null where none is told
--   registered_people  BIGINT  people registered for sessions that tell both
--   came_people        BIGINT  of those, people who attended
with held as (
  select
    month_of(start_date) as month,
    count(*) filter (where start_date <= cast($as_of as date)) as held_sessions,
    count(*) filter (where start_date > cast($as_of as date)) as planned_sessions
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
  group by month_of(start_date)
),

present as (
  select
    month_of(first_day) as month,
    sum(total) as learner_hours,
    sum(people) as attended_people,
    sum(asked) as registered_people,
    sum(people) filter (where asked is not null) as came_people
  from training_cells_in_scope('presence', $first_day, $last_day, $partners, $modes)
  where told is not null
  group by month_of(first_day)
),

ends as (
  select
    least(min(calendar.month), min(held.month)) as first_month,
    greatest(max(calendar.month), max(held.month)) as last_month
  from calendar
  full outer join held on calendar.month = held.month
),

months as (
  select cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date) as month
  from ends
)

select
  months.month,
  cast(coalesce(held.held_sessions, 0) as bigint) as held_sessions,
  cast(coalesce(held.planned_sessions, 0) as bigint) as planned_sessions,
  cast(present.learner_hours as double) as learner_hours,
  cast(present.attended_people as bigint) as attended_people,
  cast(present.registered_people as bigint) as registered_people,
  cast(present.came_people as bigint) as came_people
from months
left join held on months.month = held.month
left join present on months.month = present.month
where
  ($first_day is null or months.month >= month_of($first_day))
  and ($last_day is null or months.month <= month_of($last_day))
order by months.month;
