-- The verdicts on exchanges that the shared filters keep, one row per rule and exchange.
create macro verdicts_in_scope(
  first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
select *
from verdicts
where
  day_is_kept(day, first_day, last_day)
  and partner_is_kept(partner, partners)
  and region_is_kept(from_region, to_region, regions, visiting_regions, host_regions)
  and type_is_kept(visiting_type, organisation_types)
  and mode_is_kept(mode, modes)
  and state_is_kept(state, states);
