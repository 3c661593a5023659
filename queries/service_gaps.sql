-- Where are gaps in the portfolio, and what is offered twice?
--
-- Grain: one row per category, in the order of the list.
-- Data: services
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that provide them
-- Columns
--   category            VARCHAR  category of the service
--   finding             VARCHAR  nobody, duplicate, partial or covered
--   live_services       BIGINT   piloted or offered
--   joint_services      BIGINT   of those, offered by several partners together
--   planned_services    BIGINT   planned
--   offering_partners   BIGINT   partners that pilot or offer one
--   missing_partners    VARCHAR  those that do not, among all that have sent services
--   duplicate_partners  VARCHAR  those that each offer one of their own, where several do
with told as (
  select
    partner,
    position
  from partners
  where
    partner in (select services.provider from services)
    and partner_is_kept(partner, $partners)
),

cells as (
  select
    codes.code as category,
    codes.position,
    told.partner,
    told.position as partner_position,
    count(*) filter (where kept.status in ('pilot', 'offered')) as live,
    count(*) filter (where kept.status in ('pilot', 'offered') and kept.is_joint) as joint,
    count(*) filter (where kept.status = 'planned') as planned
  from codes
  cross join told
  left join services_on(null, $first_day, $last_day, $partners) as kept
    on codes.code = cast(kept.category as varchar) and told.partner = kept.provider
  where codes.list = 'service_categories'
  group by all
),

categories as (
  select
    category,
    position,
    sum(live) as live,
    sum(joint) as joint,
    sum(planned) as planned,
    count(*) filter (where live > 0) as offering,
    count(*) filter (where live = 0) as not_offering,
    count(*) filter (where live > joint) as alone,
    string_agg(partner, ';' order by partner_position)
      filter (where live = 0) as missing_partners,
    string_agg(partner, ';' order by partner_position)
      filter (where live > joint) as duplicate_partners
  from cells
  group by
    category, position
)

select
  category,
  case
    when offering = 0 then 'nobody'
    when alone > 1 then 'duplicate'
    when not_offering > 0 then 'partial'
    else 'covered'
  end as finding,
  cast(live as bigint) as live_services,
  cast(joint as bigint) as joint_services,
  cast(planned as bigint) as planned_services,
  offering as offering_partners,
  missing_partners,
  case when alone > 1 then duplicate_partners end as duplicate_partners
from categories
order by position;
