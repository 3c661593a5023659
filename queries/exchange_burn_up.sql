-- Will the exchanges reach their target?
--
-- Grain: one row per partner that has exchanges (and one for the partnership) and project
--   month.
-- Data: exchanges, targets
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
-- Columns
--   partner                     VARCHAR  null is the partnership
--   month                       DATE     first day of the month
--   project_month               BIGINT   1 is the first
--   achieved_exchanges          BIGINT   achieved in the month; null after the reporting day
--   achieved_to_date_exchanges  BIGINT   achieved by its end; null after the reporting day
--   planned_exchanges           DOUBLE   planned by its end; null without a plan
with achieved as (
  select
    partner,
    event_month,
    sum(exchanges) as exchanges
  from exchange_events_in_scope(
    'achieved',
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  where state = 'achieved'
  group by grouping sets ((partner, event_month), (event_month))
),

counted as (
  select
    each_partner.partner,
    each_partner.position,
    calendar.month,
    calendar.project_month,
    sum(achieved.exchanges) filter (where achieved.event_month = calendar.month) as in_month,
    sum(achieved.exchanges) as to_date
  from partner_rows($partners) as each_partner
  cross join calendar
  left join achieved
    on
      each_partner.partner is not distinct from achieved.partner
      and calendar.month >= achieved.event_month
  group by
    each_partner.partner, each_partner.position, calendar.month, calendar.project_month
)

select
  cast(counted.partner as varchar) as partner,
  counted.month,
  counted.project_month,
  case
    when counted.month <= cast($as_of as date) then cast(coalesce(in_month, 0) as bigint)
  end as achieved_exchanges,
  case
    when counted.month <= cast($as_of as date) then cast(coalesce(to_date, 0) as bigint)
  end as achieved_to_date_exchanges,
  plans.expected as planned_exchanges
from counted
left join target_curve_on($as_of) as plans
  on
    plan_is_of(counted.partner, plans.partner, $partners)
    and counted.project_month = plans.project_month
    and plans.indicator = 'exchanges_achieved'
    and is_planned(
      $first_day, $regions, $visiting_regions, $host_regions, $organisation_types, $modes, $states
    )
order by
  counted.position,
  counted.project_month;
