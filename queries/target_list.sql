-- Which rows is the plan made of?
--
-- Grain: one row per indicator, partner, month and version, the newest version first.
-- Data: targets
-- Parameters
--   $limit  BIGINT  most rows; null is all of them
-- Columns
--   indicator      VARCHAR  the indicator
--   partner        VARCHAR  null is the partnership
--   project_month  BIGINT   1 is the first
--   target         DOUBLE   in the unit of the indicator
--   target_kind    VARCHAR  cumulative since the start, or incremental
--   version        VARCHAR  version of the plan
--   set_on         DATE     day it was set
--   batch          VARCHAR  batch that brought the row
--   source_file    VARCHAR  the file
--   source_sheet   VARCHAR  its sheet
--   source_row     BIGINT   its row, the header counted
select
  indicator,
  cast(targets.partner as varchar) as partner,
  month as project_month,
  cast(value as double) as target,
  cast(kind as varchar) as target_kind,
  version,
  set_on,
  cast(batch as varchar) as batch,
  source_file,
  source_sheet,
  source_row
from targets
order by
  set_on desc,
  indicator,
  targets.partner nulls first,
  version,
  month
limit $limit;
