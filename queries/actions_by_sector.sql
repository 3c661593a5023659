-- Into which sectors do joint actions cross?
--
-- Grain: one row per sector, those without any as well, and one for not given where it occurs.
-- Data: actions
-- Parameters
--   $first_day  DATE       first day of the period, inclusive
--   $last_day   DATE       last day of the period, inclusive
--   $partners   VARCHAR[]  partners that lead or take part
-- Columns
--   cross_sector     VARCHAR  null is not given
--   live_actions     BIGINT   actions in scope that are not dropped
--   started_actions  BIGINT   of those, running or done
with counted as (
  select
    cast(cross_sector as varchar) as cross_sector,
    count(*) as live,
    count(*) filter (where is_started) as started
  from actions_in_scope($first_day, $last_day, $partners)
  where is_live
  group by cast(cross_sector as varchar)
),

sectors as (
  select
    code as cross_sector,
    position
  from codes
  where list = 'sectors'
  union all
  select
    cross_sector,
    1000 as position
  from counted
  where cross_sector is null
)

select
  sectors.cross_sector,
  cast(coalesce(counted.live, 0) as bigint) as live_actions,
  cast(coalesce(counted.started, 0) as bigint) as started_actions
from sectors
left join counted on sectors.cross_sector is not distinct from counted.cross_sector
order by sectors.position;
