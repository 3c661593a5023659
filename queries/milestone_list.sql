-- Which milestones are these?
--
-- Grain: one row per milestone, the latest planned first.
-- Data: milestones
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners in charge
--   $limit      BIGINT     most rows; null is all of them
-- Columns
--   milestone_id    VARCHAR  identifier
--   line            VARCHAR  line of the project
--   title           VARCHAR  title
--   milestone_kind  VARCHAR  deliverable, milestone, task, meeting or event
--   owner           VARCHAR  partner in charge
--   planned_start   DATE     first day planned
--   planned_end     DATE     last day planned
--   actual_start    DATE     first day
--   actual_end      DATE     last day
--   done_share      DOUBLE   share done, as the partner tells it
--   waits_for       VARCHAR  milestones it waits for, as the partner names them
--   source_url      VARCHAR  where it is documented
--   batch           VARCHAR  batch that brought the row
--   source_file     VARCHAR  the partner's file
--   source_row      BIGINT   its row, the header counted
select
  milestone_id,
  line,
  title,
  cast(kind as varchar) as milestone_kind,
  cast(owner as varchar) as owner,
  planned_start,
  planned_end,
  actual_start,
  actual_end,
  cast(percent_done as double) / 100 as done_share,
  depends_on as waits_for,
  source_url,
  cast(batch as varchar) as batch,
  source_file,
  source_row
from milestones
where
  day_is_kept(planned_end, $first_day, $last_day)
  and partner_is_kept(owner, $partners)
order by
  planned_end desc nulls last,
  milestone_id
limit $limit;
