-- The plan, month by month, in each of its versions: a straight line between the months that are
-- given, from 0 at month 0, level after the last. Increments are added up first. A version is in
-- force from the day it was set until the day the next one was, for each indicator and partner; of
-- two set on one day the one named last holds. `expected_before` is what was expected by the start
-- of the month.
create table target_versions as
select
  indicator,
  partner,
  version,
  set_on,
  lead(set_on) over (
    partition by indicator, partner
    order by set_on, version
  ) as superseded_on
from targets
group by
  indicator, partner, version, set_on;

-- Whether a version is in force on a day; without a day the last one is.
create macro is_in_force(set_on, superseded_on, as_of) as (
  coalesce(set_on <= cast(as_of as date), true)
  and coalesce(superseded_on > cast(as_of as date), superseded_on is null)
);

create table target_curves as
with totals as (
  select
    indicator,
    partner,
    month as project_month,
    version,
    set_on,
    case
      when kind = 'cumulative' then cast(value as double)
      else sum(cast(value as double)) over (
        partition by indicator, partner, version, set_on, kind
        order by month
        range between unbounded preceding and current row
      )
    end as expected
  from targets
),

given as (
  select
    indicator,
    partner,
    project_month,
    version,
    set_on,
    expected
  from totals
  union all
  select distinct
    indicator,
    partner,
    0 as project_month,
    version,
    set_on,
    0.0 as expected
  from totals
),

stretches as (
  select
    given.*,
    lead(project_month) over one_plan as next_month,
    lead(expected) over one_plan as next_expected
  from given
  window one_plan as (
    partition by indicator, partner, version, set_on
    order by project_month
  )
),

months as (
  select
    stretches.indicator,
    stretches.partner,
    calendar.project_month,
    calendar.month,
    case
      when stretches.next_month is null then stretches.expected
      when calendar.project_month = stretches.next_month then stretches.next_expected
      else
        stretches.expected
        + (stretches.next_expected - stretches.expected)
        * (calendar.project_month - stretches.project_month)
        / (stretches.next_month - stretches.project_month)
    end as expected,
    stretches.version,
    stretches.set_on
  from stretches
  inner join calendar
    on
      stretches.project_month < calendar.project_month
      and coalesce(stretches.next_month, calendar.project_month) >= calendar.project_month
)

select
  months.*,
  versions.superseded_on,
  coalesce(lag(months.expected) over one_plan, 0) as expected_before,
  last_value(months.expected) over one_plan as target,
  last_value(months.month) over one_plan as last_month
from months
inner join target_versions as versions
  on
    months.indicator = versions.indicator
    and months.partner is not distinct from versions.partner
    and months.version = versions.version
    and months.set_on = versions.set_on
window one_plan as (
  partition by months.indicator, months.partner, months.version, months.set_on
  order by months.project_month
  rows between unbounded preceding and unbounded following
);

-- The plans in force on a day.
create macro target_curve_on(as_of) as table
select *
from target_curves
where is_in_force(set_on, superseded_on, as_of);
