-- Values expected and filled on exchanges that the shared filters keep, by field; the row with
-- field null counts the exchanges. Months that a period covers whole come from cells.
create macro completeness_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with cells as (
  select *
  from completeness_cells
  where month_is_whole(month, month_end, first_day, last_day)
  union all by name
  select *
  from completeness_at_edge(first_day, last_day)
)

select *
from cells
where
  partner_is_kept(partner, partners)
  and region_is_kept(from_region, to_region, regions, visiting_regions, host_regions)
  and type_is_kept(visiting_type, organisation_types)
  and mode_is_kept(mode, modes)
  and state_is_kept(state, states);
