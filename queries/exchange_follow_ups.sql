-- How many exchanges led to something further?
--
-- Grain: one row per partner that has exchanges, and one for the partnership.
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
--   partner             VARCHAR  null is the partnership
--   achieved_exchanges  BIGINT   achieved exchanges
--   answered_exchanges  BIGINT   of those, with an outcome given, none being one
--   followed_exchanges  BIGINT   of those, with an outcome other than none
--   agreed_exchanges    BIGINT   of those, with an agreement, a joint project or a contract
with counted as (
  select
    partner,
    sum(exchanges) as achieved,
    sum(exchanges) filter (where outcome is not null) as answered,
    sum(exchanges) filter (where outcome != 'none') as followed,
    sum(exchanges) filter (
      where outcome in ('cooperation_agreement', 'joint_project', 'commercial_contract')
    ) as agreed
  from exchange_answers_in_scope(
    'outcome',
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state = 'achieved'
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.achieved, 0) as bigint) as achieved_exchanges,
  cast(coalesce(counted.answered, 0) as bigint) as answered_exchanges,
  cast(coalesce(counted.followed, 0) as bigint) as followed_exchanges,
  cast(coalesce(counted.agreed, 0) as bigint) as agreed_exchanges
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
