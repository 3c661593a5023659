-- Sessions and cells once for each way of dividing them, with the part they belong to; null where
-- it may not be told or is not given. Sessions have no measure.
create macro training_parts_in_scope(first_day, last_day, partners, modes) as table
with counted as (
  select
    cast(null as varchar) as measure,
    cast(kind as varchar) as kind,
    topic,
    cast(organiser as varchar) as organiser,
    1 as sessions
  from sessions_in_scope(first_day, last_day, partners, modes)
  union all by name
  select
    measure,
    cast(kind as varchar) as kind,
    topic,
    cast(organiser as varchar) as organiser,
    0 as sessions,
    people,
    asked,
    total,
    pre_points,
    post_points,
    answers_1,
    answers_2,
    answers_3,
    answers_4,
    answers_5
  from training_cells_in_scope(null, first_day, last_day, partners, modes)
),

divided as (
  select
    counted.*,
    ways.divided_by,
    case ways.divided_by
      when 'kind' then counted.kind
      when 'topic' then counted.topic
      else counted.organiser
    end as part
  from counted
  cross join (values ('kind'), ('topic'), ('organiser')) as ways (divided_by)
)

select
  divided.*,
  case divided.divided_by
    when 'kind' then codes.position
    when 'organiser' then partners_of.position
  end as position
from divided
left join codes
  on
    codes.list = 'session_kinds'
    and divided.part = codes.code
left join partners as partners_of on divided.part = cast(partners_of.partner as varchar);
