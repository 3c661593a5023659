-- The newest exchanges that the shared filters keep, as they are listed; up to `most`.
create macro exchange_rows_in_scope(
  most, first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with newest as (
  select *
  from exchanges_in_scope(
    first_day, last_day, partners, regions, visiting_regions, host_regions,
    organisation_types, modes, states
  )
  order by
    day desc nulls last,
    exchange_id
  limit most
)

select
  cast(exchange_id as varchar) as exchange_id,
  cast(partner as varchar) as partner,
  cast(mission_id as varchar) as mission_id,
  cast(visiting_organisation as varchar) as visiting_organisation,
  cast(visiting_type as varchar) as visiting_type,
  cast(visiting_country as varchar) as visiting_country,
  cast(visiting_region as varchar) as visiting_region,
  cast(host_organisation as varchar) as host_organisation,
  cast(host_type as varchar) as host_type,
  cast(host_country as varchar) as host_country,
  cast(host_region as varchar) as host_region,
  cast(purpose as varchar) as purpose,
  cast(activity as varchar) as activity,
  cast(mode as varchar) as mode,
  cast(status as varchar) as status,
  cast(state as varchar) as state,
  registered_on,
  start_date,
  end_date,
  completed_on,
  validated_on,
  paid_on,
  working_days,
  participants,
  cast(distance_km as double) as distance_km,
  cast(lump_sum_eur as double) as lump_sum_eur,
  cast(outcome as varchar) as outcome,
  cast(batch as varchar) as batch,
  cast(source_file as varchar) as source_file,
  cast(source_sheet as varchar) as source_sheet,
  source_row
from newest;
