-- Which partners work together?
--
-- Grain: one row per partner and partner, in both orders and with itself, zeros included.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
-- Columns
--   partner        VARCHAR  one partner
--   other_partner  VARCHAR  the other, or the same one
--   live_actions   BIGINT   actions not dropped that both take part in; with itself, all of its own
--   led_actions    BIGINT   of those, led by the first
with kept as (
  select
    taking_part.action_id,
    taking_part.partner,
    taking_part.lead
  from actions_in_scope($first_day, $last_day, $partners) as kept_actions
  inner join action_partners as taking_part on kept_actions.action_id = taking_part.action_id
  where kept_actions.is_live
),

counted as (
  select
    one.partner,
    other.partner as other_partner,
    count(*) as live,
    count(*) filter (where one.lead = one.partner) as led
  from kept as one
  inner join kept as other on one.action_id = other.action_id
  group by
    one.partner, other.partner
)

select
  cast(one.partner as varchar) as partner,
  cast(other.partner as varchar) as other_partner,
  cast(coalesce(counted.live, 0) as bigint) as live_actions,
  cast(coalesce(counted.led, 0) as bigint) as led_actions
from partners as one
cross join partners as other
left join counted
  on
    one.partner = counted.partner
    and other.partner = counted.other_partner
order by
  one.position,
  other.position;
