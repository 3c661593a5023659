-- How much training was there, and for how many people?
--
-- Grain: one row.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that handled the visitor
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   sessions       BIGINT  sessions in scope
--   learner_hours  DOUBLE  hours times the people who attended, where both are known
--   people         BIGINT  different people who attended, from lists of people; null without one
with held as (
  select
    session_id,
    hours,
    attended
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
),

learners as (
  select
    count(*) as attendances,
    count(distinct participant_key) as people
  from attendance
  where
    attended
    and session_id in (select held.session_id from held)
)

select
  cast(count(*) as bigint) as sessions,
  cast(sum(held.hours * held.attended) as double) as learner_hours,
  cast(
    case
      when max(learners.attendances) > 0 then max(learners.people)
      when count(held.session_id) = 0 or sum(held.attended) = 0 then 0
    end as bigint
  ) as people
from held
cross join learners;
