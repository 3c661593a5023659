-- Exchanges counted by month and by everything that a filter or a breakdown asks for.
--
-- `exchange_as_cell` gives one exchange the columns of a cell, so that rows and cells cannot
-- disagree. Any period is exact: whole months come from the cells, the months that it covers
-- only in part from the rows.
create view exchange_as_cell as
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_country,
  host_country,
  visiting_type,
  mode,
  status,
  phase,
  state,
  reached_phase,
  cast(1 as bigint) as exchanges,
  working_days,
  lump_sum_eur,
  cast(coalesce(lump_sum_eur > 0, false) as bigint) as funded_exchanges,
  cast(ceiling_eur is not null as bigint) as with_ceiling_exchanges,
  ceiling_eur,
  cast(coalesce(lump_sum_eur > ceiling_eur, false) as bigint) as over_ceiling_exchanges,
  case when lump_sum_eur > ceiling_eur then lump_sum_eur - ceiling_eur end as over_ceiling_eur
from exchanges;

create table exchange_cells as
select
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_country,
  host_country,
  visiting_type,
  mode,
  status,
  phase,
  state,
  reached_phase,
  cast(sum(exchanges) as bigint) as exchanges,
  cast(sum(working_days) as bigint) as working_days,
  cast(sum(lump_sum_eur) as decimal(18, 2)) as lump_sum_eur,
  cast(sum(funded_exchanges) as bigint) as funded_exchanges,
  cast(sum(with_ceiling_exchanges) as bigint) as with_ceiling_exchanges,
  cast(sum(ceiling_eur) as decimal(18, 2)) as ceiling_eur,
  cast(sum(over_ceiling_exchanges) as bigint) as over_ceiling_exchanges,
  cast(sum(over_ceiling_eur) as decimal(18, 2)) as over_ceiling_eur
from exchange_as_cell
group by all
order by
  month,
  partner;

create macro exchange_cells_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with cells as (
  select *
  from exchange_cells
  where month_is_whole(month, month_end, first_day, last_day)
  union all
  select * exclude (day)
  from exchange_as_cell
  where is_at_edge(day, month, month_end, first_day, last_day)
)

select *
from cells
where
  partner_is_kept(partner, partners)
  and region_is_kept(from_region, to_region, regions, visiting_regions, host_regions)
  and type_is_kept(visiting_type, organisation_types)
  and mode_is_kept(mode, modes)
  and state_is_kept(state, states);
