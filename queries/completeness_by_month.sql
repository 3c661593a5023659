-- How complete is what each partner has told of each month?
--
-- Grain: one row per partner and month of the project up to the reporting day, silent ones too.
-- Data: exchanges
-- Parameters
--   $first_day           DATE       first day of the period, inclusive
--   $last_day            DATE       last day of the period, inclusive
--   $partners            VARCHAR[]  partners that handled the visitor
--   $regions             VARCHAR[]  regions of the visitor or the host
--   $visiting_regions    VARCHAR[]  regions of the visitor
--   $host_regions        VARCHAR[]  regions of the host
--   $organisation_types  VARCHAR[]  types of the visitor
--   $modes               VARCHAR[]  physical, virtual, hybrid
--   $states              VARCHAR[]  achieved, awaiting_validation, open, closed
--   $as_of               DATE       reporting day
-- Columns
--   partner          VARCHAR  partner of the project
--   month            DATE     first day of the month in which the stay starts, else registered
--   told_exchanges   BIGINT   exchanges of the month that are neither cancelled nor rejected
--   expected_values  BIGINT   fields that their statuses expect to be filled
--   filled_values    BIGINT   those of them that are
--   filled_share     DOUBLE   filled over expected; null where nothing is expected
with counted as (
  select
    partner,
    month,
    sum(exchanges) as exchanges,
    sum(expected_values) as expected_values,
    sum(filled_values) as filled_values
  from completeness_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by
    partner, month
)

select
  cast(partners.partner as varchar) as partner,
  calendar.month,
  cast(coalesce(counted.exchanges, 0) as bigint) as told_exchanges,
  cast(coalesce(counted.expected_values, 0) as bigint) as expected_values,
  cast(coalesce(counted.filled_values, 0) as bigint) as filled_values,
  counted.filled_values / cast(nullif(counted.expected_values, 0) as double) as filled_share
from partners
inner join calendar
  on calendar.month <= cast($as_of as date) and day_is_kept(calendar.month, $first_day, $last_day)
left join counted
  on partners.partner = counted.partner and calendar.month = counted.month
where partner_is_kept(partners.partner, $partners)
order by
  partners.position,
  calendar.month;
