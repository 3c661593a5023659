-- What should each partner do next?
--
-- Grain: one row per partner and kind of issue, each partner's most urgent first.
-- Data: exchanges, milestones, targets
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
--   $as_of               DATE       reporting day
--   $most                BIGINT     rows of each partner at most; null is all of them
-- Columns
--   partner                   VARCHAR  who acts
--   place                     BIGINT   1 is the partner's first
--   issue                     VARCHAR  kind of issue, ranked in data/rules/next_actions.toml
--   cases                     BIGINT   exchanges, faults or milestones; for target_gap exchanges
--                                      still to come; 0 for silent_partner
--   since_on                  DATE     since when, where that can be told
--   needed_monthly_exchanges  DOUBLE   for target_gap, in each month that is left
with issues as (
  select
    issue,
    cast(partner as varchar) as partner,
    exchanges as cases,
    cast($as_of as date) - cast(longest_days as integer) as since,
    cast(null as double) as needed_monthly_exchanges
  from issues_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states, $as_of
  )
  union all
  select * from rows_to_mend($partners)
  union all
  select * from milestones_overdue($partners, $as_of)
  union all
  select * from targets_behind($partners, $last_day, $as_of)
  where
    is_planned(
      $first_day, $regions, $visiting_regions, $host_regions, $organisation_types, $modes, $states
    )
),

ranked as (
  select
    issues.*,
    partners.position,
    row_number() over (
      partition by issues.partner
      order by action_ranks.rank, issues.since nulls last, issues.issue
    ) as place
  from issues
  inner join action_ranks on issues.issue = action_ranks.issue
  inner join partners on issues.partner = cast(partners.partner as varchar)
)

select
  partner,
  place,
  issue,
  cast(cases as bigint) as cases,
  since as since_on,
  needed_monthly_exchanges
from ranked
where $most is null or place <= $most
order by
  position,
  place;
