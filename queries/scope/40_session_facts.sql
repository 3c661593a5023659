-- Every session, with the people counted as far as they may be told; and what its list says.
--
-- Numbers of people are recoded once, here, at load: every answer to every filter is then made of
-- whole groups, and no difference of two answers is less than one. A group is a session; one with
-- too few people (`privacy`) is told only together with others like it (40 to 42).
--
-- Persons win over totals: where a list of people says something, the partner's total does not
-- count. Totals without a list are facts of the programme.
create table session_lists as
select
  session_id,
  count(*) as listed,
  case when count(attended) > 0 then count(*) filter (where attended) end as attended,
  -- Who came without registering counts as registered: else more may come than are expected.
  case when count(registered) > 0 then count(*) filter (where registered or attended) end
    as registered,
  case when count(certificate) > 0 then count(*) filter (where certificate) end as certificates,
  count(satisfaction) as answers,
  sum(satisfaction) as scores,
  sum(satisfaction * satisfaction) as squares,
  count(*) filter (where satisfaction = 1) as answers_1,
  count(*) filter (where satisfaction = 2) as answers_2,
  count(*) filter (where satisfaction = 3) as answers_3,
  count(*) filter (where satisfaction = 4) as answers_4,
  count(*) filter (where satisfaction = 5) as answers_5,
  count(pre_score + post_score) as matched,
  sum(cast(pre_score as double)) filter (where post_score is not null) as pre_points,
  sum(cast(post_score as double)) filter (where pre_score is not null) as post_points,
  sum(pow(cast(post_score - pre_score as double), 2)) as gain_squares
from attendance
group by session_id;

create table presence_units as
select
  'presence' as measure,
  cast(null as varchar) as scope,
  session_id as unit,
  attended as size
from session_lists
where
  attended > 0
  and session_id in (select accepted.session_id from accepted_sessions as accepted);

create table presence_told as
select *
from told_units('presence_units');

-- Sessions as they are known and as they may be told; `is_told` is false for groups of few.
create table session_facts as
select
  accepted.*,
  lists.* exclude (session_id, attended, registered, certificates),
  lists.attended as listed_attended,
  lists.registered as listed_registered,
  lists.certificates as listed_certificates,
  coalesce(lists.attended, 0) = 0 or told.unit is not null as is_told
from accepted_sessions as accepted
left join session_lists as lists on accepted.session_id = lists.session_id
left join presence_told as told on accepted.session_id = told.of_unit;
