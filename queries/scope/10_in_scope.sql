-- What keeps a row: the conditions of the shared filters, null being everything.
--
-- A list that is null folds away when the query is planned. Values that no row has match nothing.
-- Whole months are read from tables by month; `first_whole_month` and `after_whole_months` are
-- their bounds, the first included and the second not.
create macro partner_is_kept(partner, partners) as (
  partners is null
  or coalesce(list_contains(try_cast(partners as partner_code[]), partner), false)
);

create macro region_is_kept(visiting_region, host_region, regions) as (
  regions is null
  or coalesce(list_contains(try_cast(regions as region_code[]), visiting_region), false)
  or coalesce(list_contains(try_cast(regions as region_code[]), host_region), false)
);

create macro type_is_kept(organisation_type, organisation_types) as (
  organisation_types is null
  or coalesce(
    list_contains(try_cast(organisation_types as organisation_types_code[]), organisation_type),
    false
  )
);

create macro mode_is_kept(mode, modes) as (
  modes is null
  or coalesce(list_contains(try_cast(modes as modes_code[]), mode), false)
);

create macro state_is_kept(state, states) as (
  states is null
  or coalesce(list_contains(try_cast(states as states_code[]), state), false)
);

create macro day_is_kept(day, first_day, last_day) as (
  (first_day is null or coalesce(day >= cast(first_day as date), false))
  and (last_day is null or coalesce(day <= cast(last_day as date), false))
);

create macro month_of(day) as (
  cast(date_trunc('month', cast(day as date)) as date)
);

create macro first_whole_month(first_day) as (
  month_of(cast(first_day as date) + interval 1 month - interval 1 day)
);

create macro after_whole_months(last_day) as (
  month_of(cast(last_day as date) + interval 1 day)
);

create macro month_is_whole(month, first_day, last_day) as (
  (first_day is null or coalesce(month >= first_whole_month(first_day), false))
  and (last_day is null or coalesce(month < after_whole_months(last_day), false))
);

-- The part of the first month that a period begins in, where it is not the whole month …
create macro is_in_first_part(day, first_day, last_day) as (
  day >= cast(first_day as date)
  and day < first_whole_month(first_day)
  and (last_day is null or day <= cast(last_day as date))
);

-- … and the part of the last month, where that is another one.
create macro is_in_last_part(day, first_day, last_day) as (
  day <= cast(last_day as date)
  and day >= after_whole_months(last_day)
  and (first_day is null or day >= first_whole_month(first_day))
);
