-- Which exchanges are these?
--
-- Grain: one row per exchange, the newest day first.
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
--   $limit               BIGINT     most rows; null is all of them
-- Columns
--   exchange_id            VARCHAR  identifier
--   partner                VARCHAR  partner that handled the visitor
--   mission_id             VARCHAR  mission it was part of
--   visiting_organisation  VARCHAR  organisation that travels
--   visiting_type          VARCHAR  its type
--   visiting_country       VARCHAR  its country
--   visiting_region        VARCHAR  its region, as given
--   host_organisation      VARCHAR  organisation that hosts
--   host_type              VARCHAR  its type
--   host_country           VARCHAR  its country
--   host_region            VARCHAR  its region, as given
--   purpose                VARCHAR  why the visitor travels
--   activity               VARCHAR  what is done
--   mode                   VARCHAR  physical, virtual or hybrid
--   status                 VARCHAR  how far it has come
--   state                  VARCHAR  achieved, awaiting_validation, open or closed
--   registered_on          DATE     day the visitor registered
--   start_date             DATE     first day of the stay
--   end_date               DATE     last day of the stay
--   completed_on           DATE     day the stay was completed
--   validated_on           DATE     day the report was validated
--   paid_on                DATE     day the lump sum was paid
--   working_days           BIGINT   travel excluded
--   participants           BIGINT   people who travelled
--   distance_km            DOUBLE   between the two organisations
--   lump_sum_eur           DOUBLE   for the visitor
--   outcome                VARCHAR  what followed
--   batch                  VARCHAR  batch that brought the row
--   source_file            VARCHAR  the partner's file
--   source_sheet           VARCHAR  its sheet
--   source_row             BIGINT   its row, the header counted
select *
from exchange_rows_in_scope(
  $limit,
  $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states
)
order by
  coalesce(start_date, registered_on) desc nulls last,
  exchange_id;
