-- Which units of a measure may be told one by one. `units` names a table of measure, scope, unit
-- (null: not told already) and size. Units that are too small are told together, within their
-- scope, and the next larger ones join them until together they are enough, and not so that
-- only one set of sizes would fit: all of them one less than enough, or all as few as can be.
create macro told_units(units) as table
with sized as (
  select
    given.*,
    privacy.minimum_people,
    given.unit is null or given.size < privacy.minimum_people as is_small
  from query_table(units) as given
  cross join privacy
),

small as (
  select
    measure,
    scope,
    minimum_people,
    coalesce(sum(size) filter (where is_small), 0) as people,
    count(*) filter (where is_small) as groups_of_few,
    count(*) filter (where is_small and unit is null) as parts_of_more
  from sized
  group by
    measure, scope, minimum_people
),

joining as (
  select
    small.*,
    cast(null as varchar) as unit,
    0 as place,
    people as together
  from small
  union all
  select
    small.*,
    sized.unit,
    row_number() over in_turn as place,
    small.people + sum(sized.size) over in_turn as together
  from sized
  inner join small
    on
      sized.measure = small.measure
      and sized.scope is not distinct from small.scope
  where not sized.is_small
  window in_turn as (
    partition by sized.measure, sized.scope
    order by sized.size, sized.unit
    rows between unbounded preceding and current row
  )
),

enough as (
  select
    measure,
    scope,
    max(groups_of_few) as groups_of_few,
    min(place) filter (
      where
      groups_of_few = 0
      or minimum_people = 1
      or (
        together >= minimum_people
        and together > groups_of_few + place * minimum_people
        and (
          place > 0
          or parts_of_more > 0
          or together < groups_of_few * (minimum_people - 1)
        )
      )
    ) as place
  from joining
  group by
    measure, scope
)

select
  joining.measure,
  joining.scope,
  case when joining.place > enough.place then joining.unit end as unit,
  joining.unit as of_unit,
  enough.place is not null and enough.groups_of_few > 0 as rest_is_told
from joining
inner join enough
  on
    joining.measure = enough.measure
    and joining.scope is not distinct from enough.scope;
