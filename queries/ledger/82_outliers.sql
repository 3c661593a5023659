-- Values of exchanges that look unlike the others of their kind: working days by mode, distance by
-- corridor, against median and spread; a lump sum against its ceiling. Asked about, never changed.
-- Each with what the filters ask for.
create table values_asked_about as
with given as (
  select
    exchange_id,
    'working_days' as field,
    cast(working_days as double) as value,
    cast(mode as varchar) as alike
  from exchanges
  where state != 'closed' and working_days is not null
  union all
  select
    exchange_id,
    'distance_km' as field,
    cast(distance_km as double) as value,
    cast(from_region as varchar) || '>' || cast(to_region as varchar) as alike
  from exchanges
  where state != 'closed' and distance_km is not null
),

kinds as (
  select
    field,
    alike,
    count(*) as alike_values,
    median(value) as typical_value,
    1.4826 * mad(value) as spread
  from given
  group by
    field, alike
),

asked as (
  select
    given.exchange_id,
    given.field,
    given.value,
    kinds.typical_value,
    abs(given.value - kinds.typical_value) / kinds.spread as distance_ratio,
    given.alike,
    kinds.alike_values
  from given
  inner join kinds on given.field = kinds.field and given.alike = kinds.alike
  cross join health_rule as rule
  where
    kinds.spread > 0
    and kinds.alike_values >= rule.least_exchanges
    and abs(given.value - kinds.typical_value) > rule.spread * kinds.spread
  union all
  select
    exchange_id,
    'lump_sum_eur' as field,
    cast(lump_sum_eur as double) as value,
    cast(ceiling_eur as double) as typical_value,
    cast(lump_sum_eur as double) / cast(nullif(ceiling_eur, 0) as double) as distance_ratio,
    null as alike,
    null as alike_values
  from exchanges
  cross join health_rule as rule
  where
    state != 'closed'
    and lump_sum_eur > 0
    and not distance_ratio between rule.ceiling_below and rule.ceiling_above
)

select
  asked.*,
  exchanges.day,
  exchanges.partner,
  exchanges.from_region,
  exchanges.to_region,
  exchanges.visiting_type,
  exchanges.mode,
  exchanges.state,
  exchanges.source_file,
  exchanges.source_row
from asked
inner join exchanges on asked.exchange_id = exchanges.exchange_id;
