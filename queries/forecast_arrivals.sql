-- How many exchanges were registered month by month, as known on a day?
--
-- Grain: one row per partner (and one for the partnership) and project month with any.
-- Data: exchanges
-- Parameters
--   $partners  VARCHAR[]  partners that handled the visitor
--   $as_of     DATE       reporting day; before the data date, the end of the month before it
-- Columns
--   partner        VARCHAR  null is the partnership
--   project_month  BIGINT   1 is the first, and holds all before it
--   exchanges      BIGINT   registered in the month, later lost ones included
select
  cast(courses.partner as varchar) as partner,
  greatest(courses.registered_in, 1) as project_month,
  cast(sum(courses.exchanges) as bigint) as exchanges
from exchange_courses_on($as_of, $partners) as courses
where courses.registered_in <= courses.known_in
group by
  grouping sets (
    (courses.partner, greatest(courses.registered_in, 1)),
    (greatest(courses.registered_in, 1))
  )
order by
  courses.partner nulls first,
  project_month;
