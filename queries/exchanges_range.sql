-- How many exchanges will there be in the end, from today's pipeline?
--
-- Grain: one row per partner that has exchanges, and one for the partnership.
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
--   partner             VARCHAR  null is the partnership
--   achieved_exchanges  BIGINT   achieved so far: the least
--   likely_exchanges    DOUBLE   null where no decided exchange got as far as one in the pipeline
--   possible_exchanges  BIGINT   achieved or still in the pipeline: the most
--   decided_exchanges   BIGINT   achieved or closed: the evidence
with counted as (
  select
    partner,
    reached_phase,
    state,
    sum(exchanges) as exchanges
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner, reached_phase, state), (reached_phase, state))
),

chances as (
  select
    counted.partner,
    phases.phase,
    sum(counted.exchanges) filter (where counted.state = 'achieved')
    / nullif(cast(sum(counted.exchanges) as double), 0) as achieved_share
  from counted
  inner join phases as reached on counted.reached_phase = reached.phase
  inner join phases on reached.position >= phases.position
  where counted.state in ('achieved', 'closed')
  group by
    counted.partner, phases.phase
),

outlooks as (
  select
    counted.partner,
    sum(counted.exchanges) filter (where counted.state = 'achieved') as achieved,
    sum(counted.exchanges) filter (where counted.state in ('achieved', 'closed')) as decided,
    sum(counted.exchanges) filter (where counted.state != 'closed') as possible,
    sum(counted.exchanges * coalesce(chances.achieved_share, 0))
      filter (where counted.state in ('open', 'awaiting_validation')) as likely_more,
    count(*) filter (
      where counted.state in ('open', 'awaiting_validation') and chances.phase is null
    ) as phases_without_evidence
  from counted
  left join chances
    on
      counted.partner is not distinct from chances.partner
      and counted.reached_phase = chances.phase
  group by counted.partner
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(outlooks.achieved, 0) as bigint) as achieved_exchanges,
  case
    when coalesce(outlooks.phases_without_evidence, 0) = 0
      then cast(coalesce(outlooks.achieved, 0) as double) + coalesce(outlooks.likely_more, 0)
  end as likely_exchanges,
  cast(coalesce(outlooks.possible, 0) as bigint) as possible_exchanges,
  cast(coalesce(outlooks.decided, 0) as bigint) as decided_exchanges
from partner_rows($partners) as each_partner
left join outlooks on each_partner.partner is not distinct from outlooks.partner
order by each_partner.position;
