-- What sessions bring, measure by measure, in cells that may be told: one per session, and one of
-- all sessions with too few people for it, without session, day, mode and organiser.
--
-- Measures: presence (people who came, asked: registered, total: learner hours), certificates
-- (people who got one, asked: came), reaction (people who answered, asked: came, total and
-- squares: of their scores), learning (people tested before and after, total and squares: of what
-- they gained). Cells of one measure are made of whole cells of presence, so that what was asked
-- can be set beside it. Which sessions the rest is made of is known, and so are their hours: so
-- what only some of them told is left out of it, and its hours are those of such a session on
-- average.
create table training_values as
with facts as (
  select
    *,
    case when is_told then session_id end as unit,
    coalesce(listed_attended, attended) as came
  from session_facts
)

select
  'presence' as measure,
  session_id,
  unit,
  came as people,
  case
    when listed_attended is null then registered
    when listed_attended > 0 then listed_registered
  end as asked,
  cast(hours as double) as hours,
  cast(hours * came as double) as total,
  cast(null as double) as squares,
  cast(null as double) as pre_points,
  cast(null as double) as post_points,
  cast(null as bigint) as answers_1,
  cast(null as bigint) as answers_2,
  cast(null as bigint) as answers_3,
  cast(null as bigint) as answers_4,
  cast(null as bigint) as answers_5
from facts
where came is not null
union all by name
select
  'certificates' as measure,
  session_id,
  unit,
  coalesce(listed_certificates, certificates) as people,
  case when is_told then came end as asked
from facts
where coalesce(listed_certificates, certificates) is not null
union all by name
select
  'reaction' as measure,
  session_id,
  unit,
  case when answers > 0 then answers else satisfaction_n end as people,
  case when is_told then came end as asked,
  case when answers > 0 then scores else satisfaction * satisfaction_n end as total,
  case when answers > 0 then squares end as squares,
  case when answers > 0 then answers_1 end as answers_1,
  case when answers > 0 then answers_2 end as answers_2,
  case when answers > 0 then answers_3 end as answers_3,
  case when answers > 0 then answers_4 end as answers_4,
  case when answers > 0 then answers_5 end as answers_5
from facts
where
  answers > 0
  or (satisfaction is not null and satisfaction_n > 0)
union all by name
select
  'learning' as measure,
  session_id,
  unit,
  matched as people,
  post_points - pre_points as total,
  gain_squares as squares,
  pre_points,
  post_points
from facts
where matched > 0;

-- Certificates that a partner gave as a total are told as they are; opinions are not.
create table training_units as
select
  training_values.measure,
  cast(null as varchar) as scope,
  training_values.unit,
  training_values.people as size
from training_values
inner join session_facts on training_values.session_id = session_facts.session_id
where
  training_values.people > 0
  and (
    training_values.measure in ('reaction', 'learning')
    or (training_values.measure = 'certificates' and session_facts.listed_certificates is not null)
  );

create table training_told as
select *
from told_units('training_units')
union all
select *
from presence_told;

create table training_cells as
with placed as (
  select
    given.*,
    case when units.unit is null then given.unit else told.unit end as told
  from training_values as given
  left join training_units as units
    on
      given.measure = units.measure
      and given.session_id = units.unit
  left join training_told as told
    on
      given.measure = told.measure
      and given.session_id = told.of_unit
),

-- In the rest, what only some sessions told is left out: else it would tell these apart.
complete as (
  select
    placed.*,
    facts.start_date,
    placed.told is not null
    or count(placed.asked) over one_cell = count(*) over one_cell as tells_asked,
    placed.told is not null
    or count(placed.squares) over one_cell = count(*) over one_cell as tells_squares
  from placed
  inner join session_facts as facts on placed.session_id = facts.session_id
  window one_cell as (
    partition by placed.measure, placed.told
  )
),

added as (
  select
    measure,
    told,
    count(*) as sessions,
    sum(people) as people,
    sum(asked) filter (where tells_asked) as asked,
    case
      when measure = 'presence' and told is null then sum(people) * sum(hours) / count(*)
      else sum(total)
    end as total,
    sum(squares) filter (where tells_squares) as squares,
    sum(pre_points) as pre_points,
    sum(post_points) as post_points,
    sum(answers_1) filter (where tells_squares) as answers_1,
    sum(answers_2) filter (where tells_squares) as answers_2,
    sum(answers_3) filter (where tells_squares) as answers_3,
    sum(answers_4) filter (where tells_squares) as answers_4,
    sum(answers_5) filter (where tells_squares) as answers_5,
    min(start_date) as first_day,
    max(start_date) as last_day
  from complete
  group by
    measure, told
)

select
  added.*,
  facts.organiser,
  facts.mode,
  facts.kind,
  facts.topic
from added
left join session_facts as facts on added.told = facts.session_id
where
  added.told is not null
  or added.measure in (
    select training_told.measure
    from training_told
    where training_told.rest_is_told
  );
