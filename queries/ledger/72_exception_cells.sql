-- Exchanges judged, and what the rules say of them in all: one row where `rule_cells` has one per
-- rule, verdict and missing field, so that twenty-four months are answered in a moment.
create view exchange_as_exception as
select
  judged.day,
  judged.month,
  judged.month_end,
  judged.partner,
  judged.from_region,
  judged.to_region,
  judged.visiting_type,
  judged.mode,
  judged.state,
  cast(rules.position = 1 as bigint) as judged_exchanges,
  cast(judged.verdict = 'not_met' and rules.severity = 'error' as bigint) as exceptions,
  cast(judged.verdict = 'not_met' and rules.severity = 'warning' as bigint) as warnings,
  cast(judged.verdict = 'cannot_tell' as bigint) as open_questions
from exchange_as_verdict as judged
inner join rules on judged.rule = rules.rule;

create table exception_cells as
select
  cells.month,
  cells.month_end,
  cells.partner,
  cells.from_region,
  cells.to_region,
  cells.visiting_type,
  cells.mode,
  cells.state,
  cast(sum(cells.exchanges) filter (where rules.position = 1) as bigint) as judged_exchanges,
  cast(sum(cells.exchanges) filter (
    where cells.verdict = 'not_met' and rules.severity = 'error'
  ) as bigint) as exceptions,
  cast(sum(cells.exchanges) filter (
    where cells.verdict = 'not_met' and rules.severity = 'warning'
  ) as bigint) as warnings,
  cast(sum(cells.exchanges) filter (where cells.verdict = 'cannot_tell') as bigint)
    as open_questions
from rule_cells as cells
inner join rules on cells.rule = rules.rule
group by all
order by
  cells.month,
  cells.partner;

create macro exceptions_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with cells as (
  select *
  from exception_cells
  where month_is_whole(month, month_end, first_day, last_day)
  union all by name
  select * exclude (day)
  from exchange_as_exception
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
