-- For what kinds of organisation do the people trained work?
--
-- Grain: one row per partner that has people trained (and one for the partnership) and type.
-- Data: sessions, attendance
-- Parameters
--   $partners  VARCHAR[]  partners that people belong to
-- Columns
--   partner            VARCHAR  partner that people belong to; null is the partnership
--   organisation_type  VARCHAR  null is not given, or of too few people to be told
--   people             BIGINT   different people who attended, over all dates
with counted as (
  select
    partner,
    organisation_type,
    sum(people) as people
  from people_by_type
  where coalesce(partner_is_kept(partner, $partners), false)
  group by grouping sets ((partner, organisation_type), (organisation_type))
  having grouping(partner) = 1 or partner is not null
)

select
  cast(counted.partner as varchar) as partner,
  cast(counted.organisation_type as varchar) as organisation_type,
  cast(counted.people as bigint) as people
from counted
left join partners as partners_of on counted.partner = partners_of.partner
left join codes
  on
    codes.list = 'organisation_types'
    and codes.code = cast(counted.organisation_type as varchar)
order by
  partners_of.position nulls first,
  codes.position nulls last,
  counted.organisation_type;
