-- What followed from the exchanges?
--
-- Grain: one row per partner that has exchanges (and one for the partnership) and outcome.
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
--   partner    VARCHAR  null is the partnership
--   outcome    VARCHAR  null is not given; listed only where it occurs
--   exchanges  BIGINT   achieved exchanges
with counted as (
  select
    partner,
    outcome,
    sum(exchanges) as exchanges
  from exchange_answers_in_scope(
    'outcome',
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state = 'achieved'
  group by grouping sets ((partner, outcome), (outcome))
),

answers as (
  select
    cast(code as outcomes_code) as outcome,
    position
  from codes
  where list = 'outcomes'
  union all
  select distinct
    outcome,
    1000 as position
  from counted
  where outcome is null
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(answers.outcome as varchar) as outcome,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges
from partner_rows($partners) as each_partner
cross join answers
left join counted
  on
    each_partner.partner is not distinct from counted.partner
    and answers.outcome is not distinct from counted.outcome
order by
  each_partner.position,
  answers.position;
