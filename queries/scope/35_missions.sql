-- How many exchanges each mission has in all; the largest first.
create table missions as
select
  mission_id,
  cast(count(*) as bigint) as exchanges
from exchanges
where mission_id is not null
group by mission_id
order by
  exchanges desc,
  mission_id;

-- How many exchanges of each mission the shared filters keep; without any, it is counted already.
create macro missions_in_scope(
  first_day, last_day, partners, regions, organisation_types, modes, states
) as table
select
  mission_id,
  exchanges
from missions
where
  coalesce(first_day, last_day) is null
  and coalesce(partners, regions, organisation_types, modes, states) is null
union all
select
  mission_id,
  cast(count(*) as bigint) as exchanges
from exchanges_in_scope(
  first_day, last_day, partners, regions, organisation_types, modes, states
)
where
  mission_id is not null
  and not (
    coalesce(first_day, last_day) is null
    and coalesce(partners, regions, organisation_types, modes, states) is null
  )
group by mission_id;
