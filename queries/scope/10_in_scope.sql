-- What keeps a row: the conditions of the shared filters, null being everything.
--
-- A list that is null folds away when the query is planned. Values that no row has match nothing.
create macro partner_is_kept(partner, partners) as (
  partners is null
  or list_contains(try_cast(partners as partner_code[]), partner)
);

create macro region_is_kept(
  visiting_region, host_region, regions, visiting_regions, host_regions
) as (
  (
    regions is null
    or list_contains(try_cast(regions as region_code[]), visiting_region)
    or list_contains(try_cast(regions as region_code[]), host_region)
  )
  and (
    visiting_regions is null
    or list_contains(try_cast(visiting_regions as region_code[]), visiting_region)
  )
  and (
    host_regions is null
    or list_contains(try_cast(host_regions as region_code[]), host_region)
  )
);

create macro type_is_kept(organisation_type, organisation_types) as (
  organisation_types is null
  or list_contains(try_cast(organisation_types as organisation_types_code[]), organisation_type)
);

create macro mode_is_kept(mode, modes) as (
  modes is null
  or list_contains(try_cast(modes as modes_code[]), mode)
);

create macro state_is_kept(state, states) as (
  states is null
  or list_contains(try_cast(states as states_code[]), state)
);

create macro day_is_kept(day, first_day, last_day) as (
  (first_day is null or day >= cast(first_day as date))
  and (last_day is null or day <= cast(last_day as date))
);

-- Months that a period covers whole are counted from cells; of the others the days are kept one
-- by one. Together they are the period, each day once.
create macro month_is_whole(month, month_end, first_day, last_day) as (
  (first_day is null or month >= cast(first_day as date))
  and (last_day is null or month_end <= cast(last_day as date))
);

create macro month_of(day) as (
  cast(date_trunc('month', cast(day as date)) as date)
);

-- That a period of whole months has no edge is known when the query is planned: no row is read.
create macro is_at_edge(day, month, month_end, first_day, last_day) as (
  (
    coalesce(cast(first_day as date) != month_of(first_day), false)
    or coalesce(cast(last_day as date) != last_day(cast(last_day as date)), false)
  )
  and (first_day is null or day >= cast(first_day as date))
  and (last_day is null or day <= cast(last_day as date))
  and (month < cast(first_day as date) or month_end > cast(last_day as date))
);
