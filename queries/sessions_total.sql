-- How much training was there, and for how many people?
--
-- Grain: one row.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session, or that people belong to
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   sessions       BIGINT  sessions in scope
--   learner_hours  DOUBLE  hours times the people who attended, where both are known
--   people         BIGINT  different people, counted at their first session, from lists of people;
--                          null without one, for groups of few, and where modes are chosen
with held as (
  select
    count(*) as sessions,
    sum(attended) as attended
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
)

select
  cast(held.sessions as bigint) as sessions,
  (
    select cast(sum(cells.total) as double)
    from training_cells_in_scope('presence', $first_day, $last_day, $partners, $modes) as cells
  ) as learner_hours,
  cast(
    case
      when held.sessions = 0 or held.attended = 0 then 0
      when $modes is null
        then (
          select sum(trained.people)
          from people_in_scope($first_day, $last_day, $partners) as trained
        )
    end as bigint
  ) as people
from held;
