-- Which exchanges seem to be entered twice?
--
-- Grain: one row per second entry: the same visitor and host on overlapping days; newest first.
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
-- Columns
--   first_entry            VARCHAR  the exchange as it was entered first
--   first_partner          VARCHAR  partner that entered it
--   exchange_id            VARCHAR  the second entry
--   partner                VARCHAR  partner that entered it
--   visiting_organisation  VARCHAR  visitor, as the second entry writes it
--   host_organisation      VARCHAR  host, as the second entry writes it
--   start_date             DATE     first day of the stay, as the second entry has it
--   end_date               DATE     last day of the stay
--   lump_sum_eur           DOUBLE   of the second entry
select
  earlier.exchange_id as first_entry,
  cast(earlier.partner as varchar) as first_partner,
  later.exchange_id,
  cast(later.partner as varchar) as partner,
  cast(later.visiting_organisation as varchar) as visiting_organisation,
  later.host_organisation,
  later.start_date,
  later.end_date,
  cast(later.lump_sum_eur as double) as lump_sum_eur
from exchanges_in_scope(
  $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states
) as later
inner join repeated_visits as visits
  on
    later.exchange_id = visits.exchange_id
    and visits.first_entry is not null
inner join exchanges as earlier on visits.first_entry = earlier.exchange_id
order by
  later.day desc nulls last,
  later.exchange_id;
