-- Which kinds of session are attended, quarter by quarter?
--
-- Grain: one row per kind that was held and quarter of the project in which any was.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   kind               VARCHAR  kind of session
--   quarter            DATE     first day of the three months, counted from the project's first
--   sessions           BIGINT   sessions held
--   registered_people  BIGINT   people registered for sessions that tell both; null where none may
--   came_people        BIGINT   of those, people who attended
with held as (
  select
    kind,
    start_date,
    1 as sessions,
    cast(null as bigint) as registered,
    cast(null as bigint) as came
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
  union all
  select
    kind,
    first_day as start_date,
    0 as sessions,
    asked as registered,
    people as came
  from training_cells_in_scope('presence', $first_day, $last_day, $partners, $modes)
  where
    told is not null
    and asked is not null
),

placed as (
  select
    held.*,
    cast(
      project_period.first_day
      + to_months(
        3 * cast(
          floor(date_diff('month', project_period.first_day, month_of(held.start_date)) / 3) as int
        )
      ) as date
    ) as quarter
  from held
  cross join project_period
)

select
  cast(placed.kind as varchar) as kind,
  placed.quarter,
  cast(sum(placed.sessions) as bigint) as sessions,
  cast(sum(placed.registered) as bigint) as registered_people,
  cast(sum(placed.came) as bigint) as came_people
from placed
left join codes
  on
    codes.list = 'session_kinds'
    and codes.code = cast(placed.kind as varchar)
group by
  placed.kind, placed.quarter, codes.position
order by
  codes.position,
  kind,
  placed.quarter;
