-- Exchanges counted by the month in which something happened: registered, or achieved.
--
-- `last_on` is the latest such day in the cell. Achieved is the day of validation, else of
-- payment, completion, the end or the start of the stay, whichever is first known in that order.
create view exchange_as_event as
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  'achieved' as event,
  month_of(achieved_on) as event_month,
  cast(1 as bigint) as exchanges,
  achieved_on as last_on
from exchanges
where state = 'achieved'
union all
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  'registered' as event,
  month_of(registered_on) as event_month,
  cast(1 as bigint) as exchanges,
  registered_on as last_on
from exchanges
where registered_on is not null;

create table exchange_events as
select
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  event,
  event_month,
  cast(sum(exchanges) as bigint) as exchanges,
  max(last_on) as last_on
from exchange_as_event
group by all
order by
  event,
  month,
  month_end,
  partner;

create macro exchange_events_in_scope(
  wanted, first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with events as (
  select *
  from exchange_events
  where month_is_whole(month, month_end, first_day, last_day)
  union all
  select * exclude (day)
  from exchange_as_event
  where is_at_edge(day, month, month_end, first_day, last_day)
)

select *
from events
where
  event = wanted
  and partner_is_kept(partner, partners)
  and region_is_kept(from_region, to_region, regions, visiting_regions, host_regions)
  and type_is_kept(visiting_type, organisation_types)
  and mode_is_kept(mode, modes)
  and state_is_kept(state, states);
