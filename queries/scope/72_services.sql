-- Every service, and how it stands on a day. New is what is piloted or offered and was launched
-- within the project, by that day; without a day nothing is known of it.
create table services as
select *
from accepted_services
order by
  launched_on,
  service_id;

create macro services_on(as_of, first_day, last_day, partners_kept) as table
select
  services.*,
  coalesce(
    services.status in ('pilot', 'offered')
    and services.launched_on between project_period.first_day and project_period.last_day
    and services.launched_on <= cast(as_of as date),
    false
  ) as is_new
from services
cross join project_period
where
  day_is_kept(services.launched_on, first_day, last_day)
  and partner_is_kept(services.provider, partners_kept);

-- The rows of an answer "per partner": each partner that provides a service and is not filtered
-- away, and one row with partner null, the partnership.
create table partners_with_services as
select
  partner,
  position
from partners
where partner in (select services.provider from services)
union all
select
  cast(null as partner_code) as partner,
  cast(0 as bigint) as position;

create macro provider_rows(partners_kept) as table
select *
from partners_with_services
where
  partner is null
  or partner_is_kept(partner, partners_kept);
