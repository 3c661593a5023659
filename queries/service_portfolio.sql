-- What do we offer together?
--
-- Grain: one row per category and partner, those without a service as well.
-- Data: services
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that provide them
-- Columns
--   category          VARCHAR  category of the service
--   partner           VARCHAR  partner that provides it
--   services          BIGINT   of every status; null where the partner has sent no service at all
--   offered_services  BIGINT   offered
--   pilot_services    BIGINT   piloted
--   planned_services  BIGINT   planned
--   retired_services  BIGINT   no longer offered
--   live_services     BIGINT   piloted or offered
--   joint_services    BIGINT   of those, offered by several partners together
--   smes_served       BIGINT   by the services that say; null where none does
--   titles            VARCHAR  titles of the services
with counted as (
  select
    category,
    provider,
    count(*) as services,
    count(*) filter (where status = 'offered') as offered,
    count(*) filter (where status = 'pilot') as pilot,
    count(*) filter (where status = 'planned') as planned,
    count(*) filter (where status = 'retired') as retired,
    count(*) filter (where status in ('pilot', 'offered')) as live,
    count(*) filter (where status in ('pilot', 'offered') and is_joint) as joint,
    sum(smes_served) as smes_served,
    string_agg(title, '; ' order by service_id) as titles
  from services_on(null, $first_day, $last_day, $partners)
  group by
    category, provider
),

cells as (
  select
    codes.code as category,
    codes.position as category_position,
    partners.partner,
    partners.position,
    partners.partner in (select services.provider from services) as is_told
  from codes
  cross join partners
  where
    codes.list = 'service_categories'
    and partner_is_kept(partners.partner, $partners)
)

select
  cells.category,
  cast(cells.partner as varchar) as partner,
  case when cells.is_told then coalesce(counted.services, 0) end as services,
  case when cells.is_told then coalesce(counted.offered, 0) end as offered_services,
  case when cells.is_told then coalesce(counted.pilot, 0) end as pilot_services,
  case when cells.is_told then coalesce(counted.planned, 0) end as planned_services,
  case when cells.is_told then coalesce(counted.retired, 0) end as retired_services,
  case when cells.is_told then coalesce(counted.live, 0) end as live_services,
  case when cells.is_told then coalesce(counted.joint, 0) end as joint_services,
  cast(counted.smes_served as bigint) as smes_served,
  counted.titles
from cells
left join counted
  on
    cells.category = cast(counted.category as varchar)
    and cells.partner = counted.provider
order by
  cells.category_position,
  cells.position;
