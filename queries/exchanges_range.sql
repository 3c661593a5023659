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
    sum(exchanges) filter (where state = 'achieved') as achieved,
    sum(exchanges) filter (where state in ('achieved', 'closed')) as decided,
    sum(exchanges) filter (where state in ('open', 'awaiting_validation')) as under_way
  from exchange_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner, reached_phase), (reached_phase))
),

-- Of those decided that got as far as a phase, or farther, how many were achieved.
chances as (
  select
    counted.*,
    case
      when phases.position is not null
        then coalesce(sum(achieved) over got_as_far, 0)
        / nullif(cast(sum(decided) over got_as_far as double), 0)
    end as achieved_share
  from counted
  left join phases on counted.reached_phase = phases.phase
  window got_as_far as (partition by counted.partner order by phases.position desc nulls last)
),

outlooks as (
  select
    partner,
    sum(achieved) as achieved,
    sum(decided) as decided,
    coalesce(sum(achieved), 0) + coalesce(sum(under_way), 0) as possible,
    sum(under_way * achieved_share) as likely_more,
    count(*) filter (where under_way > 0 and achieved_share is null) as phases_without_evidence
  from chances
  group by partner
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
