-- Which joint actions are these?
--
-- Grain: one row per action, the latest start first, those without a day last.
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
--   partners       VARCHAR  all who take part, the lead first, separated by semicolons
--   cross_sector   VARCHAR  sector outside textiles that it crosses into
--   action_status  VARCHAR  idea, planned, running, done or dropped
--   start_date     DATE     first day
--   end_date       DATE     last day
--   smes_involved  BIGINT   SMEs involved
--   budget_eur     DOUBLE   its budget
--   result         VARCHAR  what came of it
--   source_url     VARCHAR  where it is documented
--   batch          VARCHAR  batch that brought the row
--   source_file    VARCHAR  the partner's file
--   source_sheet   VARCHAR  its sheet
--   source_row     BIGINT   its row, the header counted
with latest as (
  select *
  from actions_in_scope($first_day, $last_day, $partners)
  order by
    start_date desc nulls last,
    action_id
  limit $limit
)

select
  action_id,
  title,
  cast(kind as varchar) as action_kind,
  cast(lead as varchar) as lead,
  array_to_string(partners, ';') as partners,
  cast(cross_sector as varchar) as cross_sector,
  cast(status as varchar) as action_status,
  start_date,
  end_date,
  smes_involved,
  cast(budget_eur as double) as budget_eur,
  result,
  source_url,
  cast(batch as varchar) as batch,
  source_file,
  source_sheet,
  source_row
from latest
order by
  start_date desc nulls last,
  action_id;
