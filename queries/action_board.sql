-- Where does each joint action stand, and is it late?
--
-- Grain: one row per action, up to a number of each status, in the order of the statuses.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
--   $as_of      DATE       reporting day
--   $limit      BIGINT     most rows of each status; null is all of them
-- Columns
--   action_id      VARCHAR  identifier
--   title          VARCHAR  title
--   action_kind    VARCHAR  pilot_action, cooperation_agreement, matchmaking_event, …
--   lead           VARCHAR  partner that leads
--   partners       VARCHAR  all who take part, the lead first, separated by semicolons
--   action_status  VARCHAR  idea, planned, running, done or dropped
--   start_date     DATE     first day
--   end_date       DATE     last day
--   late_days      BIGINT   since the day it should have begun (planned) or ended (running)
--   smes_involved  BIGINT   SMEs involved
with kept as (
  select
    *,
    action_late_days(status, start_date, end_date, $as_of) as late_days
  from actions_in_scope($first_day, $last_day, $partners)
),

placed as (
  select
    *,
    -- The latest by their plan first; then what is planned next, and of all others the newest.
    row_number() over (
      partition by status
      order by
        late_days desc nulls last,
        case when status = 'planned' then start_date end,
        start_date desc nulls last,
        action_id
    ) as place
  from kept
)

select
  action_id,
  title,
  cast(kind as varchar) as action_kind,
  cast(lead as varchar) as lead,
  array_to_string(partners, ';') as partners,
  cast(status as varchar) as action_status,
  start_date,
  end_date,
  cast(late_days as bigint) as late_days,
  smes_involved
from placed
where
  $limit is null
  or place <= $limit
order by
  status,
  place;
