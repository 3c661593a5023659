-- How far back do the newest verdicts reach?
--
-- Grain: one row.
-- Data: exchanges
-- Parameters
--   $first_day           DATE       first day of the period, inclusive
--   $last_day            DATE       last day of the period, inclusive
--   $partners            VARCHAR[]  partners that handled the visitor
--   $regions             VARCHAR[]  regions of the visitor or the host
--   $visiting_regions    VARCHAR[]  regions of the visitor
--   $host_regions        VARCHAR[]  regions of the host
--   $organisation_types  VARCHAR[]  types of the visitor
--   $modes               VARCHAR[]  physical, virtual, hybrid
--   $states              VARCHAR[]  achieved, awaiting_validation, open, closed
--   $rules               VARCHAR[]  ids of rules; null is all of them
--   $verdicts            VARCHAR[]  met, not_met, cannot_tell; null is all of them
--   $limit               BIGINT     how many verdicts there are to be at least
-- Columns
--   since  DATE  first day of the newest month from which on there are so many; null without one
with by_month as (
  select
    month,
    sum(exchanges) as verdicts
  from rule_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where
    month is not null
    and ($rules is null or list_contains($rules, rule))
    and ($verdicts is null or list_contains($verdicts, verdict))
  group by month
),

reached as (
  select
    month,
    sum(verdicts) over (order by month desc) as verdicts
  from by_month
)

select max(month) as since
from reached
where verdicts >= $limit;
