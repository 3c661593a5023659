-- The plan, month by month: a straight line between the months that are given, from 0 at month 0,
-- level after the last. Increments are added up first. Of several versions the latest holds,
-- for each indicator and partner. `expected_before` is what was expected by the start of the month.
create table target_curve as
with versions as (
  select
    indicator,
    partner,
    version,
    set_on,
    row_number() over (
      partition by indicator, partner
      order by set_on desc, version desc
    ) as age
  from targets
  group by
    indicator, partner, version, set_on
),

latest as (
  select
    targets.indicator,
    targets.partner,
    targets.month as project_month,
    targets.version,
    targets.set_on,
    case
      when targets.kind = 'cumulative' then cast(targets.value as double)
      else sum(cast(targets.value as double)) over (
        partition by targets.indicator, targets.partner, targets.kind
        order by targets.month
        range between unbounded preceding and current row
      )
    end as expected
  from targets
  inner join versions
    on
      targets.indicator = versions.indicator
      and targets.partner is not distinct from versions.partner
      and targets.version = versions.version
      and targets.set_on = versions.set_on
  where versions.age = 1
),

given as (
  select
    indicator,
    partner,
    project_month,
    version,
    set_on,
    expected
  from latest
  union all
  select distinct
    indicator,
    partner,
    0 as project_month,
    version,
    set_on,
    0.0 as expected
  from latest
),

stretches as (
  select
    given.*,
    lead(project_month) over one_plan as next_month,
    lead(expected) over one_plan as next_expected
  from given
  window one_plan as (
    partition by indicator, partner
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
  coalesce(before.expected, 0) as expected_before,
  last.expected as target,
  last.month as last_month
from months
left join months as before
  on
    months.indicator = before.indicator
    and months.partner is not distinct from before.partner
    and months.project_month = before.project_month + 1
inner join months as last
  on
    months.indicator = last.indicator
    and months.partner is not distinct from last.partner
    and (select max(calendar.project_month) from calendar) = last.project_month;
