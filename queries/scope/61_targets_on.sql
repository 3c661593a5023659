-- What was planned by a day, and in the end, by the versions in force on that day. By the day: a
-- straight line between the ends of the months around it, nothing before the project, the last
-- target after it; null without a day.
create macro targets_on(as_of) as table
select
  indicator,
  partner,
  case
    when cast(as_of as date) < month then 0
    when cast(as_of as date) > last_day(month) then target
    else
      expected_before
      + (expected - expected_before)
      * date_part('day', cast(as_of as date))
      / date_part('day', last_day(month))
  end as expected,
  target,
  version,
  set_on
from target_curve_on(as_of)
where
  month = greatest(least(month_of(as_of), last_month), (select min(calendar.month) from calendar));

-- Plans are made per partner and month: not for a later start, a region, a type, a mode or a state.
create macro is_planned(
  first_day, regions, visiting_regions, host_regions, organisation_types, modes, states
) as (
  first_day is null
  and coalesce(regions, visiting_regions, host_regions) is null
  and coalesce(organisation_types, modes, states) is null
);

-- Whose plan a row is compared with: its partner's; the partnership's where all partners are in it,
-- the one partner's where one was chosen, nobody's where several were.
create macro plan_is_of(row_partner, plan_partner, partners) as (
  case
    when row_partner is not null or partners is null
      then row_partner is not distinct from plan_partner
    else
      len(partners) = 1
      and coalesce(list_contains(try_cast(partners as partner_code[]), plan_partner), false)
  end
);

-- What the partners of each region are to reach in the end, in exchanges.
create macro targets_by_region(partners, as_of) as table
select
  partners_of.region,
  sum(plans.target) as target
from targets_on(as_of) as plans
inner join partners as partners_of on plans.partner = partners_of.partner
where
  plans.indicator = 'exchanges_achieved'
  and partner_is_kept(plans.partner, partners)
group by partners_of.region;
