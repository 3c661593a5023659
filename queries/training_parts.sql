-- How do kinds, topics and organisers of sessions compare?
--
-- Grain: one row per way of dividing (kind, topic, organiser) and part of it, in the order of the
--   codes, topics by sessions; part null is what may be told in no part, or does not say.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   divided_by          VARCHAR  kind, topic or organiser
--   part                VARCHAR  code, topic or partner; null is none that may be told
--   sessions            BIGINT   sessions in scope; in the row without part, those that give none
--   learner_hours       DOUBLE   hours times the people who attended, where both are known
--   registered_people   BIGINT   people registered for sessions that tell both
--   came_people         BIGINT   of those, people who attended
--   answers             BIGINT   answers on satisfaction
--   satisfaction_score  DOUBLE   their mean, from 1 to 5
--   asked_people        BIGINT   people who attended sessions where anybody answered
--   of_asked_answers    BIGINT   answers of theirs
--   answers_1           BIGINT   single answers of 1; null where only means are known
--   answers_2           BIGINT   of 2
--   answers_3           BIGINT   of 3
--   answers_4           BIGINT   of 4
--   answers_5           BIGINT   of 5
--   matched_people      BIGINT   people tested before and after
--   pre_points          DOUBLE   their mean score before, 0 to 100
--   post_points         DOUBLE   their mean score after
with counted as (
  select *
  from training_parts_in_scope($first_day, $last_day, $partners, $modes)
)

select
  divided_by,
  part,
  cast(sum(sessions) as bigint) as sessions,
  cast(sum(total) filter (where measure = 'presence') as double) as learner_hours,
  cast(sum(asked) filter (where measure = 'presence') as bigint) as registered_people,
  cast(
    sum(people) filter (where measure = 'presence' and asked is not null) as bigint
  ) as came_people,
  cast(coalesce(sum(people) filter (where measure = 'reaction'), 0) as bigint) as answers,
  cast(
    sum(total) filter (where measure = 'reaction')
    / sum(people) filter (where measure = 'reaction') as double
  ) as satisfaction_score,
  cast(sum(asked) filter (where measure = 'reaction') as bigint) as asked_people,
  cast(
    sum(people) filter (where measure = 'reaction' and asked is not null) as bigint
  ) as of_asked_answers,
  cast(sum(answers_1) as bigint) as answers_1,
  cast(sum(answers_2) as bigint) as answers_2,
  cast(sum(answers_3) as bigint) as answers_3,
  cast(sum(answers_4) as bigint) as answers_4,
  cast(sum(answers_5) as bigint) as answers_5,
  cast(coalesce(sum(people) filter (where measure = 'learning'), 0) as bigint) as matched_people,
  cast(sum(pre_points) / sum(people) filter (where measure = 'learning') as double) as pre_points,
  cast(sum(post_points) / sum(people) filter (where measure = 'learning') as double) as post_points
from counted
group by
  divided_by, part
order by
  divided_by,
  part is null,
  min(position) nulls last,
  sum(sessions) desc,
  part;
