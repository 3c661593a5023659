-- Exchanges counted by rule and verdict, by month and by everything that a filter asks for.
--
-- Closed exchanges (cancelled, rejected) count nowhere and can break nothing: they are left out.
create view exchange_as_verdict as
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  rule,
  verdict,
  missing,
  cast(1 as bigint) as exchanges,
  lump_sum_eur
from verdicts
where state != 'closed';

create table rule_cells as
select
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  rule,
  verdict,
  missing,
  cast(sum(exchanges) as bigint) as exchanges,
  cast(sum(lump_sum_eur) as decimal(18, 2)) as lump_sum_eur
from exchange_as_verdict
group by all
order by
  rule,
  month,
  partner;

create macro rule_cells_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with cells as (
  select *
  from rule_cells
  where month_is_whole(month, month_end, first_day, last_day)
  union all by name
  select * exclude (day)
  from exchange_as_verdict
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
