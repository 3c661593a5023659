-- What came of the joint actions?
--
-- Grain: one row per action that is done or has a result, the latest end first.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
--   $limit      BIGINT     most rows; null is all of them
-- Columns
--   action_id      VARCHAR  identifier
--   title          VARCHAR  title
--   action_kind    VARCHAR  pilot_action, cooperation_agreement, matchmaking_event, …
--   lead           VARCHAR  partner that leads
--   action_status  VARCHAR  idea, planned, running, done or dropped
--   end_date       DATE     last day
--   smes_involved  BIGINT   SMEs involved
--   result         VARCHAR  what came of it; null is not given
--   source_url     VARCHAR  where it is documented; null where it is no address of the web
with ended as (
  select *
  from actions_in_scope($first_day, $last_day, $partners)
  where
    status = 'done'
    or result is not null
  order by
    end_date desc nulls last,
    action_id
  limit $limit
)

select
  action_id,
  title,
  cast(kind as varchar) as action_kind,
  cast(lead as varchar) as lead,
  cast(status as varchar) as action_status,
  end_date,
  smes_involved,
  result,
  case when regexp_matches(source_url, '^https?://', 'i') then source_url end as source_url
from ended
order by
  end_date desc nulls last,
  action_id;
