-- What asks a partner for something besides its exchanges: rows that were not accepted, milestones
-- in its charge that are past their day, and the part of its target that is still to come.
create macro rows_to_mend(partners) as table
select
  'fault' as issue,
  partner,
  count(*) as cases,
  min(received_on) as since,
  cast(null as double) as needed_monthly_exchanges
from faults
where
  is_open
  and partner is not null
  and (partners is null or list_contains(partners, partner))
group by partner;

create macro milestones_overdue(partners_kept, as_of) as table
select
  'milestone_overdue' as issue,
  cast(owner as varchar) as partner,
  count(*) as cases,
  min(planned_end) as since,
  cast(null as double) as needed_monthly_exchanges
from milestones
where
  planned_end < cast(as_of as date)
  and coalesce(actual_end > cast(as_of as date), true)
  and coalesce(percent_done < 100, true)
  and owner is not null
  and partner_is_kept(owner, partners_kept)
group by owner;

-- Behind the plan of the reporting day; `cases` are the exchanges still to come until the end.
create macro targets_behind(partners_kept, to_day, as_of) as table
with achieved as (
  select
    partner,
    sum(exchanges) as exchanges
  from exchange_cells_in_scope(
    null, to_day, partners_kept, null, null, null, null, null, null
  )
  where state = 'achieved'
  group by partner
),

months_left as (
  select count(*) as months
  from calendar
  where last_day(month) > cast(as_of as date)
)

select
  'target_gap' as issue,
  cast(plans.partner as varchar) as partner,
  ceil(plans.target - coalesce(achieved.exchanges, 0)) as cases,
  plans.set_on as since,
  (plans.target - coalesce(achieved.exchanges, 0))
  / cast(nullif(months_left.months, 0) as double) as needed_monthly_exchanges
from targets_on(as_of) as plans
cross join months_left
left join achieved on plans.partner = achieved.partner
where
  plans.indicator = 'exchanges_achieved'
  and plans.partner is not null
  and partner_is_kept(plans.partner, partners_kept)
  and coalesce(achieved.exchanges, 0) < plans.expected
  and coalesce(achieved.exchanges, 0) < plans.target;
