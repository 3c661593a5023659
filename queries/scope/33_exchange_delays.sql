-- Exchanges counted by the days they waited: for validation after completion, for payment after
-- validation. Whole days, so that medians stay exact; only where both dates are known.
create view exchange_as_delay as
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
  'validation' as step,
  to_validation_days as days,
  cast(1 as bigint) as exchanges
from exchanges
where to_validation_days is not null
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
  'payment' as step,
  to_payment_days as days,
  cast(1 as bigint) as exchanges
from exchanges
where to_payment_days is not null;

create table exchange_delays as
select
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  step,
  days,
  cast(sum(exchanges) as bigint) as exchanges
from exchange_as_delay
group by all
order by
  step,
  month,
  month_end,
  partner;

create macro exchange_delays_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with delays as (
  select *
  from exchange_delays
  where month_is_whole(month, month_end, first_day, last_day)
  union all
  select * exclude (day)
  from exchange_as_delay
  where is_at_edge(day, month, month_end, first_day, last_day)
)

select *
from delays
where
  partner_is_kept(partner, partners)
  and region_is_kept(from_region, to_region, regions, visiting_regions, host_regions)
  and type_is_kept(visiting_type, organisation_types)
  and mode_is_kept(mode, modes)
  and state_is_kept(state, states);

-- The same added up by partner: a second grouping of these takes no time.
create macro exchange_delays_counted(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
select
  partner,
  step,
  days,
  sum(exchanges) as exchanges
from exchange_delays_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
)
group by
  partner, step, days;
