-- Where do the list of people and the partner’s own totals differ?
--
-- Grain: one row per session with both that differ, the newest first. The list counts.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
-- Columns
--   session_id               VARCHAR  identifier
--   title                    VARCHAR  title
--   start_date               DATE     first day
--   organiser                VARCHAR  partner
--   registered               BIGINT   people registered on the list, or who came without
--   registered_in_total      BIGINT   people registered, as the partner counts
--   attended                 BIGINT   people who attended, on the list
--   attended_in_total        BIGINT   people who attended, as the partner counts
--   certificates             BIGINT   certificates on the list
--   certificates_in_total    BIGINT   certificates as the partner counts
--   source_file              VARCHAR  the partner's file of sessions
--   source_row               BIGINT   its row, the header counted
select
  session_id,
  title,
  start_date,
  cast(organiser as varchar) as organiser,
  registered,
  registered_in_total,
  attended,
  attended_in_total,
  certificates,
  certificates_in_total,
  source_file,
  source_row
from sessions_in_scope($first_day, $last_day, $partners, $modes)
where
  has_list
  and (
    registered != registered_in_total
    or attended != attended_in_total
    or certificates != certificates_in_total
  )
order by
  start_date desc,
  session_id;
