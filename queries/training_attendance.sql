-- How many of those who registered came, and how many got a certificate?
--
-- Grain: one row per partner that organises or has people trained, and one for the partnership.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   partner             VARCHAR  organiser; null is the partnership
--   registered_people   BIGINT   people registered for sessions that tell both, once for each
--   came_people         BIGINT   of those, people who attended
--   certificates        BIGINT   certificates issued; null where nobody tells of any
--   certifiable_people  BIGINT   people who attended sessions that tell of certificates
--   certified_people    BIGINT   of those, people who got one
select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(presence.asked, 0) as bigint) as registered_people,
  cast(coalesce(presence.people_of_asked, 0) as bigint) as came_people,
  cast(certified.people as bigint) as certificates,
  cast(coalesce(certified.asked, 0) as bigint) as certifiable_people,
  cast(coalesce(certified.people_of_asked, 0) as bigint) as certified_people
from training_partner_rows($partners) as each_partner
left join training_sums_in_scope('presence', $first_day, $last_day, $partners, $modes) as presence
  on each_partner.partner is not distinct from presence.partner
left join training_sums_in_scope('certificates', $first_day, $last_day, $partners, $modes)
  as certified
  on each_partner.partner is not distinct from certified.partner
order by each_partner.position;
