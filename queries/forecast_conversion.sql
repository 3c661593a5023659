-- How many passed each place on the way, and how many were lost there, as known on a day?
--
-- Grain: one row per partner (and one for the partnership) and place on the way.
-- Data: exchanges
-- Parameters
--   $partners  VARCHAR[]  partners that handled the visitor
--   $as_of     DATE       reporting day; before the data date, the end of the month before it
-- Columns
--   partner           VARCHAR  null is the partnership
--   place             BIGINT   1 registration, 2 matching, 3 building, 4 completed, 5 achieved
--   passed_exchanges  BIGINT   came further, whatever became of them
--   lost_exchanges    BIGINT   cancelled or rejected there
-- Method
--   Only exchanges that should have come through by then are counted: their stay was to be over,
--   or, without a day, they registered at least three months before. Cancellations are known at
--   once and completions only after the stay: counting all would make the share too low.
with places as (
  select unnest(range(1, 6)) as place
)

select
  cast(courses.partner as varchar) as partner,
  places.place,
  cast(coalesce(sum(courses.exchanges) filter (where courses.place > places.place), 0) as bigint)
    as passed_exchanges,
  cast(
    coalesce(
      sum(courses.exchanges) filter (where courses.place = places.place and courses.is_lost), 0
    ) as bigint
  ) as lost_exchanges
from exchange_courses_on($as_of, $partners) as courses
cross join places
where courses.is_due
group by grouping sets ((courses.partner, places.place), (places.place))
order by
  courses.partner nulls first,
  places.place;
