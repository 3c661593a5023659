-- What is overdue, above a ceiling or against a rule on the exchanges that the shared filters keep,
-- by issue and partner; and partners that have gone silent.
create macro issues_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states, as_of
) as table
with waiting as (
  select
    case wait
      when 'validation' then 'validation_overdue'
      when 'payment' then 'payment_overdue'
      else 'stay_not_confirmed'
    end as issue,
    partner,
    count(*) as exchanges,
    cast(as_of as date) - min(since) as longest_days,
    sum(lump_sum_eur) as amount_eur
  from exchange_waits_in_scope(
    first_day, last_day, partners, regions, visiting_regions, host_regions,
    organisation_types, modes, states
  )
  where
    since < cast(as_of as date)
    - case wait when 'validation' then 30 when 'payment' then 10 else 0 end
  group by
    wait, partner
),

broken as (
  select
    issue,
    partner,
    sum(exchanges) as exchanges,
    cast(null as bigint) as longest_days,
    sum(amount_eur) as amount_eur
  from issue_cells_in_scope(
    first_day, last_day, partners, regions, visiting_regions, host_regions,
    organisation_types, modes, states
  )
  group by
    issue, partner
)

select * from waiting
union all
select * from broken
union all
select * from silent_partners(partners, as_of);
