-- What do visitors travel for?
--
-- Grain: one row per partner that has exchanges (and one for the partnership) and purpose.
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
--   purpose    VARCHAR  null is not given; listed only where it occurs
--   exchanges  BIGINT   achieved exchanges
with counted as (
  select
    partner,
    purpose,
    sum(exchanges) as exchanges
  from exchange_answers_in_scope(
    'purpose',
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state = 'achieved'
  group by grouping sets ((partner, purpose), (purpose))
),

answers as (
  select
    cast(code as purposes_code) as purpose,
    position
  from codes
  where list = 'purposes'
  union all
  select distinct
    purpose,
    1000 as position
  from counted
  where purpose is null
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(answers.purpose as varchar) as purpose,
  cast(coalesce(counted.exchanges, 0) as bigint) as exchanges
from partner_rows($partners) as each_partner
cross join answers
left join counted
  on
    each_partner.partner is not distinct from counted.partner
    and answers.purpose is not distinct from counted.purpose
order by
  each_partner.position,
  answers.position;
