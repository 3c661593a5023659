-- Different people who were trained, each counted once, at the first session attended; in cells
-- that may be told. People of a partner are counted in groups of just enough (`privacy`): on the
-- day from which as many more have come. Those of partners with too few lose their partner.
create table people_first as
with placed as (
  select
    session_id,
    start_date,
    row_number() over (
      order by start_date, session_id
    ) as place
  from session_facts
)

select
  attendance.participant_key,
  min(placed.start_date) as first_on,
  min(placed.place) as place,
  arg_min(attendance.partner, placed.place) as partner,
  arg_min(attendance.organisation_type, placed.place) as organisation_type
from attendance
inner join placed on attendance.session_id = placed.session_id
where attendance.attended
group by attendance.participant_key;

create table people_units as
select
  'people' as measure,
  cast(null as varchar) as scope,
  cast(partner as varchar) as unit,
  count(*) as size
from people_first
group by partner;

create table people_told as
select *
from told_units('people_units');

create table people_placed as
select
  people_first.*,
  case when people_told.unit is not null then people_first.partner end as partner_told
from people_first
left join people_told on cast(people_first.partner as varchar) = people_told.of_unit
where
  people_told.unit is not null
  or (select bool_or(rest.rest_is_told) from people_told as rest);

create table people_cells as
with numbered as (
  select
    partner_told,
    first_on,
    row_number() over (
      partition by partner_told
      order by place, participant_key
    ) as place,
    count(*) over (
      partition by partner_told
    ) as people,
    privacy.minimum_people
  from people_placed
  cross join privacy
)

select
  partner_told as partner,
  count(*) as people,
  min(first_on) as first_day,
  max(first_on) as last_day
from numbered
group by
  partner_told,
  least((place - 1) // minimum_people, greatest(people // minimum_people, 1) - 1);

-- The same people by type of organisation, over the whole period; types of too few are not told.
create table type_units as
select
  'types' as measure,
  coalesce(cast(partner_told as varchar), '') as scope,
  cast(organisation_type as varchar) as unit,
  count(*) as size
from people_placed
group by
  partner_told, organisation_type;

create table type_told as
select *
from told_units('type_units');

create table people_by_type as
select
  placed.partner_told as partner,
  case when type_told.unit is not null then placed.organisation_type end as organisation_type,
  count(*) as people
from people_placed as placed
left join type_told
  on
    coalesce(cast(placed.partner_told as varchar), '') = type_told.scope
    and cast(placed.organisation_type as varchar) = type_told.of_unit
group by all;

-- A group counts from the day on which it is whole.
create macro people_in_scope(first_day, last_day, partners) as table
select *
from people_cells
where
  day_is_kept(people_cells.last_day, first_day, last_day)
  and coalesce(partner_is_kept(partner, partners), false);

create macro people_trained(first_day, last_day, partners) as table
select
  partners_of.region,
  sum(trained.people) as people
from people_in_scope(first_day, last_day, partners) as trained
inner join partners as partners_of on trained.partner = partners_of.partner
group by partners_of.region;

-- The rows of an answer on training "per partner": each partner that has organised a session or
-- has people trained, and is not filtered away, and one with partner null, the partnership.
create table partners_in_training as
select
  partner,
  position
from partners
where
  partner in (select session_facts.organiser from session_facts)
  or partner in (select people_cells.partner from people_cells)
union all
select
  cast(null as partner_code) as partner,
  cast(0 as bigint) as position;

create macro training_partner_rows(partners) as table
select
  partner,
  position
from partners_in_training
where
  partner is null
  or partner_is_kept(partner, partners);
