-- Every session, with the people counted: from the list of people where there is one that says
-- who attended, else the totals the partner gave.
create table sessions as
with counted as (
  select
    session_id,
    case when count(registered) > 0 then count(*) filter (where registered) end as registered,
    case when count(attended) > 0 then count(*) filter (where attended) end as attended,
    case when count(certificate) > 0 then count(*) filter (where certificate) end as certificates
  from attendance
  group by session_id
)

select
  accepted.* exclude (registered, attended, certificates),
  cast(coalesce(counted.registered, accepted.registered) as bigint) as registered,
  cast(coalesce(counted.attended, accepted.attended) as bigint) as attended,
  cast(coalesce(counted.certificates, accepted.certificates) as bigint) as certificates
from accepted_sessions as accepted
left join counted on accepted.session_id = counted.session_id
order by
  accepted.start_date,
  accepted.session_id;

create macro sessions_in_scope(first_day, last_day, partners, modes) as table
select *
from sessions
where
  day_is_kept(start_date, first_day, last_day)
  and partner_is_kept(organiser, partners)
  and mode_is_kept(mode, modes);
