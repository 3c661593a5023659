-- When was which target set, and what did it change?
--
-- Grain: one row per version of a plan, the newest first.
-- Data: targets
-- Parameters
--   $indicator  VARCHAR  the indicator; null is all
--   $as_of      DATE     reporting day
-- Columns
--   set_on           DATE     day the version was set
--   indicator        VARCHAR  the indicator
--   partner          VARCHAR  null is the partnership
--   version          VARCHAR  version of the plan
--   is_in_force      BOOLEAN  whether it holds on the reporting day
--   target           DOUBLE   its end
--   previous_target  DOUBLE   end of the version before; null for the first
--   given_months     BIGINT   months for which it gives a value
--   batch            VARCHAR  batch that brought it
--   source_file      VARCHAR  the file
--   source_row       BIGINT   its first row there, the header counted
with brought as (
  select
    indicator,
    partner,
    version,
    set_on,
    count(*) as given_months,
    arg_min(batch, source_row) as batch,
    arg_min(source_file, source_row) as source_file,
    min(source_row) as source_row
  from targets
  group by
    indicator, partner, version, set_on
),

ends as (
  select
    indicator,
    partner,
    version,
    set_on,
    superseded_on,
    any_value(target) as target
  from target_curves
  group by
    indicator, partner, version, set_on, superseded_on
)

select
  ends.set_on,
  ends.indicator,
  cast(ends.partner as varchar) as partner,
  ends.version,
  is_in_force(ends.set_on, ends.superseded_on, $as_of) as is_in_force,
  ends.target,
  lag(ends.target) over (
    partition by ends.indicator, ends.partner
    order by ends.set_on, ends.version
  ) as previous_target,
  brought.given_months,
  cast(brought.batch as varchar) as batch,
  brought.source_file,
  brought.source_row
from ends
inner join brought
  on
    ends.indicator = brought.indicator
    and ends.partner is not distinct from brought.partner
    and ends.version = brought.version
    and ends.set_on = brought.set_on
where
  $indicator is null
  or ends.indicator = $indicator
order by
  ends.set_on desc,
  ends.indicator,
  ends.partner nulls first,
  ends.version desc;
