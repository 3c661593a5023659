-- How many different people were trained?
--
-- Grain: one row per partner that organises or has people trained, and one for the partnership.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that people belong to
-- Columns
--   partner   VARCHAR  partner that people belong to; null is the partnership
--   people    BIGINT   different people, each counted once, at the first session attended;
--                     null where too few to be told, or no list of people is kept
with trained as (
  select
    partner,
    sum(people) as people
  from people_in_scope($first_day, $last_day, $partners)
  group by grouping sets ((partner), ())
  having grouping(partner) = 1 or partner is not null
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(trained.people, none_of_them()) as bigint) as people
from training_partner_rows($partners) as each_partner
left join trained on each_partner.partner is not distinct from trained.partner
order by each_partner.position;
