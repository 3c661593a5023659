-- How many new services are in the portfolio, and how many SMEs have they served?
--
-- Grain: one row per partner that provides services, and one for the partnership.
-- Data: services
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that provide them
--   $as_of      DATE       reporting day
-- Columns
--   partner           VARCHAR  null is the partnership
--   services          BIGINT   services in scope
--   new_services      BIGINT   piloted or offered, launched within the project by the reporting day
--   telling_services  BIGINT   of those, the ones that say how many SMEs they served
--   smes_served       BIGINT   by those; null where none says
--   undated_services  BIGINT   piloted or offered, but nobody says since when: not among the new
with counted as (
  select
    provider,
    count(*) as services,
    count(*) filter (where is_new) as new_services,
    count(smes_served) filter (where is_new) as telling_services,
    sum(smes_served) filter (where is_new) as smes_served,
    count(*) filter (
      where status in ('pilot', 'offered') and launched_on is null
    ) as undated_services
  from services_on($as_of, $first_day, $last_day, $partners)
  group by grouping sets ((provider), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.services, 0) as bigint) as services,
  cast(coalesce(counted.new_services, 0) as bigint) as new_services,
  cast(coalesce(counted.telling_services, 0) as bigint) as telling_services,
  cast(counted.smes_served as bigint) as smes_served,
  cast(coalesce(counted.undated_services, 0) as bigint) as undated_services
from provider_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.provider
order by each_partner.position;
