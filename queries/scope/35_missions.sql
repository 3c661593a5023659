-- How many exchanges each mission has in all; the largest first.
create table missions as
select
  mission_no,
  cast(count(*) as bigint) as exchanges
from exchanges
where mission_no is not null
group by mission_no
order by
  exchanges desc,
  mission_no;

-- Whether no filter is set.
create macro nothing_is_narrowed(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as (
  coalesce(first_day, last_day) is null
  and coalesce(partners, regions, visiting_regions, host_regions) is null
  and coalesce(organisation_types, modes, states) is null
);

-- How many exchanges of each mission the shared filters keep; without any, it is counted already.
create macro missions_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
select
  mission_no,
  exchanges
from missions
where nothing_is_narrowed(
    first_day, last_day, partners, regions, visiting_regions, host_regions,
    organisation_types, modes, states
  )
union all
select
  mission_no,
  cast(count(*) as bigint) as exchanges
from exchanges_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
)
where
  mission_no is not null
  and not nothing_is_narrowed(
    first_day, last_day, partners, regions, visiting_regions, host_regions,
    organisation_types, modes, states
  )
group by mission_no;
