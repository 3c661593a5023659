-- How many sessions were held, and for how many learner hours?
--
-- Grain: one row per partner that organises or has people trained, and one for the partnership.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
--   $as_of      DATE       reporting day: later sessions are planned, not held
-- Columns
--   partner           VARCHAR  organiser; null is the partnership
--   sessions          BIGINT   sessions in scope that had begun by then
--   learner_hours     DOUBLE   hours times the people who attended them, where both are known
--   attended_people   BIGINT   people who attended them, once for every session
with held as (
  select
    organiser as partner,
    count(*) as sessions
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
  where coalesce(start_date <= cast($as_of as date), true)
  group by grouping sets ((organiser), ())
),

-- Sessions of few people are told together: with one of them still to come, none of them is.
presence as (
  select
    organiser as partner,
    sum(total) as learner_hours,
    sum(people) as people
  from training_cells_in_scope('presence', $first_day, $last_day, $partners, $modes)
  where coalesce(last_day <= cast($as_of as date), true)
  group by grouping sets ((organiser), ())
  having grouping(organiser) = 1 or organiser is not null
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(held.sessions, 0) as bigint) as sessions,
  cast(presence.learner_hours as double) as learner_hours,
  cast(coalesce(presence.people, 0) as bigint) as attended_people
from training_partner_rows($partners) as each_partner
left join held on each_partner.partner is not distinct from held.partner
left join presence on each_partner.partner is not distinct from presence.partner
order by each_partner.position;
