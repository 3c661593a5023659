-- Exchanges that break a rule, as cells: the lump sum above its ceiling, visitor and host in the
-- same country, money paid on a virtual stay.
create macro issue_cells_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with cells as (
  select *
  from exchange_cells_in_scope(
    first_day, last_day, partners, regions, visiting_regions, host_regions,
    organisation_types, modes, states
  )
)

select
  'over_ceiling' as issue,
  partner,
  over_ceiling_exchanges as exchanges,
  over_ceiling_eur as amount_eur
from cells
where
  over_ceiling_exchanges > 0
  and phase in ('exchange_building', 'exchange_finalisation')
union all
select
  'same_country' as issue,
  partner,
  exchanges,
  lump_sum_eur as amount_eur
from cells
where
  visiting_country = host_country
  and state != 'closed'
union all
select
  'virtual_paid' as issue,
  partner,
  funded_exchanges as exchanges,
  lump_sum_eur as amount_eur
from cells
where
  mode = 'virtual'
  and status = 'paid'
  and funded_exchanges > 0;

-- Partners with exchanges of which none was registered in the three months before a day. Who never
-- told a day of registration cannot be judged. It concerns the partner as a whole: no other filter.
create macro silent_partners(partners, as_of) as table
with registered as (
  select
    partner,
    max(last_on) as last_on
  from exchange_events
  where
    event = 'registered'
    and event_month < month_of(as_of)
    and partner_is_kept(partner, partners)
  group by partner
  union all
  select
    partner,
    max(registered_on) as last_on
  from exchanges
  where
    registered_on >= month_of(as_of)
    and registered_on <= cast(as_of as date)
    and partner_is_kept(partner, partners)
  group by partner
)

select
  'silent_partner' as issue,
  partner,
  cast(0 as bigint) as exchanges,
  cast(as_of as date) - max(last_on) as longest_days,
  cast(null as decimal(18, 2)) as amount_eur
from registered
group by partner
having max(last_on) < cast(as_of as date) - interval 3 month;
