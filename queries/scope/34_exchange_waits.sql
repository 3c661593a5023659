-- Exchanges that wait for something, and since when: a completed stay for its validation, a
-- validated report for its payment, a stay that should have begun for its confirmation.
create table exchange_waits as
with waits as (
  select
    exchanges.*,
    case
      when state = 'awaiting_validation' and validated_on is null then 'validation'
      when status = 'report_validated' and paid_on is null then 'payment'
      when state = 'open' and status != 'ongoing' then 'stay'
    end as wait
  from exchanges
)

select
  day,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  wait,
  case wait
    when 'validation' then completed_on
    when 'payment' then validated_on
    else start_date
  end as since,
  lump_sum_eur
from waits
where
  wait is not null
  and since is not null
order by
  wait,
  since;

create macro exchange_waits_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
select *
from exchange_waits
where
  day_is_kept(day, first_day, last_day)
  and partner_is_kept(partner, partners)
  and region_is_kept(from_region, to_region, regions, visiting_regions, host_regions)
  and type_is_kept(visiting_type, organisation_types)
  and mode_is_kept(mode, modes)
  and state_is_kept(state, states);
