-- How many pilot actions run or are done, and how many SMEs are involved in joint actions?
--
-- Grain: one row per partner that takes part in an action, and one for the partnership.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
-- Columns
--   partner             VARCHAR  null is the partnership
--   actions             BIGINT   actions it takes part in, of any kind and status
--   led_actions         BIGINT   of those, led by it; for the partnership all of them
--   pilots              BIGINT   pilot actions, in any status
--   started_pilots      BIGINT   of those, running or done; null where no action is known at all
--   done_pilots         BIGINT   of those, done; null where no action is known at all
--   started_actions     BIGINT   actions of any kind that are running or done
--   with_smes_actions   BIGINT   of those, giving the number of SMEs involved
--   smes                BIGINT   SMEs involved in them; null where none gives it
with told as (
  select
    *,
    unnest(list_append(partners, null)) as partner
  from actions_in_scope($first_day, $last_day, $partners)
),

counted as (
  select
    partner,
    count(*) as actions,
    count(*) filter (where coalesce(partner = lead, true)) as led,
    count(*) filter (where kind = 'pilot_action') as pilots,
    count(*) filter (where kind = 'pilot_action' and is_started) as started_pilots,
    count(*) filter (where kind = 'pilot_action' and status = 'done') as done_pilots,
    count(*) filter (where is_started) as started,
    count(smes_involved) filter (where is_started) as with_smes,
    sum(smes_involved) filter (where is_started) as smes
  from told
  group by partner
),

known as (
  select count(*) > 0 as has_any
  from actions
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.actions, 0) as bigint) as actions,
  cast(coalesce(counted.led, 0) as bigint) as led_actions,
  cast(coalesce(counted.pilots, 0) as bigint) as pilots,
  cast(case when known.has_any then coalesce(counted.started_pilots, 0) end as bigint)
    as started_pilots,
  cast(case when known.has_any then coalesce(counted.done_pilots, 0) end as bigint)
    as done_pilots,
  cast(coalesce(counted.started, 0) as bigint) as started_actions,
  cast(coalesce(counted.with_smes, 0) as bigint) as with_smes_actions,
  cast(counted.smes as bigint) as smes
from action_partner_rows($partners) as each_partner
cross join known
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
