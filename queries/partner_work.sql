-- What did each partner organise, offer and take charge of?
--
-- Grain: one row per partner of the project.
-- Data: sessions, services, milestones
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organise, provide or are in charge
--   $modes      VARCHAR[]  physical, virtual, hybrid; of sessions
--   $as_of      DATE       reporting day
-- Columns
--   partner                   VARCHAR  partner of the project
--   organised_sessions        BIGINT   sessions of the period that it organised
--   provided_services         BIGINT   services that it provides, whatever their status and date
--   current_services          BIGINT   those of them that are offered or piloted
--   owned_milestones          BIGINT   milestones in its charge
--   owned_overdue_milestones  BIGINT   those of them past their day and not done
with held as (
  select
    organiser,
    count(*) as sessions
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
  group by organiser
),

provided as (
  select
    provider,
    count(*) as services,
    count(*) filter (where status in ('offered', 'pilot')) as current_services
  from services
  group by provider
),

owned as (
  select
    owner,
    count(*) as milestones
  from milestones
  group by owner
)

select
  cast(partners.partner as varchar) as partner,
  cast(coalesce(held.sessions, 0) as bigint) as organised_sessions,
  cast(coalesce(provided.services, 0) as bigint) as provided_services,
  cast(coalesce(provided.current_services, 0) as bigint) as current_services,
  cast(coalesce(owned.milestones, 0) as bigint) as owned_milestones,
  cast(coalesce(overdue.cases, 0) as bigint) as owned_overdue_milestones
from partners
left join held on partners.partner = held.organiser
left join provided on partners.partner = provided.provider
left join owned on partners.partner = owned.owner
left join milestones_overdue($partners, $as_of) as overdue
  on cast(partners.partner as varchar) = overdue.partner
where partner_is_kept(partners.partner, $partners)
order by partners.position;
