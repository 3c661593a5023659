-- What was planned by a day, and in the end. By the day: a straight line between the ends of the
-- months around it, nothing before the project, the last target after it.
create macro targets_on(as_of) as table
with plans as (
  select
    indicator,
    partner,
    version,
    set_on,
    min(month) as first_month,
    max(month) as last_month,
    max_by(expected, project_month) as target
  from target_curve
  group by
    indicator, partner, version, set_on
),

around as (
  select
    this.indicator,
    this.partner,
    this.expected as by_end,
    coalesce(before.expected, 0) as by_start,
    date_part('day', cast(as_of as date)) / date_part('day', last_day(this.month)) as passed
  from target_curve as this
  left join target_curve as before
    on
      this.indicator = before.indicator
      and this.partner is not distinct from before.partner
      and this.project_month = before.project_month + 1
  where this.month = month_of(as_of)
)

select
  plans.indicator,
  plans.partner,
  case
    when cast(as_of as date) < plans.first_month then 0
    when cast(as_of as date) > last_day(plans.last_month) then plans.target
    else around.by_start + (around.by_end - around.by_start) * around.passed
  end as expected,
  plans.target,
  plans.version,
  plans.set_on
from plans
left join around
  on
    plans.indicator = around.indicator
    and plans.partner is not distinct from around.partner;
