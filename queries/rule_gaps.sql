-- What is missing, so that a rule cannot be judged?
--
-- Grain: one row per rule and set of missing fields; the most frequent first.
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
-- Columns
--   rule                   VARCHAR  id of the rule
--   missing                VARCHAR  fields not given; blank where the rule did not hold yet
--   cannot_tell_exchanges  BIGINT   exchanges whose stay is done, of which they are missing
with counted as (
  select
    rule,
    missing,
    sum(exchanges) as exchanges
  from rule_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where
    verdict = 'cannot_tell'
    and state in ('achieved', 'awaiting_validation')
  group by
    rule, missing
)

select
  counted.rule,
  counted.missing,
  cast(counted.exchanges as bigint) as cannot_tell_exchanges
from counted
inner join rules on counted.rule = rules.rule
order by
  counted.exchanges desc,
  rules.position,
  counted.missing;
