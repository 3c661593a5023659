-- Every joint action, with who takes part in it: the lead, whether or not it is listed among the
-- partners, and whoever else is listed, each once, in the order of the project. Latest start
-- first, those without a day last.
--
-- `is_started` is running or done; `is_live` is anything but dropped.
create table actions as
with listed as (
  select
    *,
    list_transform(
      string_split(coalesce(partners, ''), ';'), lambda name: try_cast(trim(name) as partner_code)
    ) as named
  from accepted_actions
)

select
  listed.* exclude (named, partners),
  list_prepend(
    lead, list_sort(list_distinct(list_filter(named, lambda name: name != lead)))
  ) as partners,
  status in ('running', 'done') as is_started,
  status != 'dropped' as is_live,
  month_of(start_date) as month
from listed
order by
  start_date desc nulls last,
  action_id;

-- Days since a planned action should have begun, or one that runs should have ended.
create macro action_late_days(status, start_date, end_date, as_of) as (
  case
    when status = 'planned' and start_date < cast(as_of as date)
      then cast(as_of as date) - start_date
    when status = 'running' and end_date < cast(as_of as date)
      then cast(as_of as date) - end_date
  end
);

-- One row per action and partner taking part.
create view action_partners as
select
  actions.* exclude (partners),
  unnest(actions.partners) as partner
from actions;

-- Actions that the shared filters keep. An action is filed under its first day, and it is kept
-- where one of the partners takes part.
create macro actions_in_scope(first_day, last_day, partners_kept) as table
select *
from actions
where
  day_is_kept(start_date, first_day, last_day)
  and (
    partners_kept is null
    or list_has_any(actions.partners, try_cast(partners_kept as partner_code[]))
  );

-- The rows of an answer "per partner" about actions: each partner that takes part in any and is
-- not filtered away, and one row with partner null, the partnership.
create table partners_in_actions as
select
  cast(null as partner_code) as partner,
  0 as position
union all
select
  partner,
  position
from partners
where partner in (select taking_part.partner from action_partners as taking_part);

create macro action_partner_rows(partners_kept) as table
select *
from partners_in_actions
where
  partner is null
  or partner_is_kept(partner, partners_kept);
