-- Which sessions are these?
--
-- Grain: one row per session, the newest first.
-- Data: sessions, attendance
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that organised the session
--   $modes      VARCHAR[]  physical, virtual, hybrid
--   $limit      BIGINT     most rows; null is all of them
-- Columns
--   session_id    VARCHAR  identifier
--   title         VARCHAR  title
--   topic         VARCHAR  topic
--   kind          VARCHAR  training, coaching, workshop, webinar or learning_visit
--   start_date    DATE     first day
--   end_date      DATE     last day
--   hours         DOUBLE   length
--   mode          VARCHAR  physical, virtual or hybrid
--   organiser     VARCHAR  partner
--   language      VARCHAR  ISO 639-1
--   country       VARCHAR  where it took place
--   city          VARCHAR  where it took place
--   registered    BIGINT   people registered; null in a group of few
--   attended      BIGINT   people who attended; null in a group of few
--   certificates  BIGINT   certificates issued; null in a group of few
--   small_group   BOOLEAN  whether too few people attended to be told
--   batch         VARCHAR  batch that brought the row
--   source_file   VARCHAR  the partner's file
--   source_row    BIGINT   its row, the header counted
with newest as (
  select *
  from sessions_in_scope($first_day, $last_day, $partners, $modes)
  order by
    start_date desc,
    session_id
  limit $limit
)

select
  session_id,
  title,
  topic,
  cast(kind as varchar) as kind,
  start_date,
  end_date,
  cast(hours as double) as hours,
  cast(mode as varchar) as mode,
  cast(organiser as varchar) as organiser,
  language,
  cast(country as varchar) as country,
  city,
  registered,
  attended,
  certificates,
  is_small_group as small_group,
  cast(batch as varchar) as batch,
  source_file,
  source_row
from newest
order by
  start_date desc,
  session_id;
