-- Which rules are not met, by whom, and what does it cost?
--
-- Grain: one row per rule and partner that has exchanges, and one per rule for the partnership.
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
--   rule                   VARCHAR  id of the rule
--   wording                VARCHAR  what it says
--   source                 VARCHAR  where it was read
--   mark                   VARCHAR  C read in the source, I inferred, U not confirmed
--   severity               VARCHAR  error or warning
--   holds_from             DATE     the day from which it holds; null is always
--   partner                VARCHAR  null is the partnership
--   not_met_exchanges      BIGINT   neither cancelled nor rejected, and breaking the rule
--   not_met_eur            DOUBLE   their lump sums
--   cannot_tell_exchanges  BIGINT   of which something is missing
--   met_exchanges          BIGINT   meeting the rule
with counted as (
  select
    rule,
    partner,
    sum(exchanges) filter (where verdict = 'not_met') as not_met_exchanges,
    sum(lump_sum_eur) filter (where verdict = 'not_met') as not_met_eur,
    sum(exchanges) filter (where verdict = 'cannot_tell') as cannot_tell_exchanges,
    sum(exchanges) filter (where verdict = 'met') as met_exchanges
  from rule_cells_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((rule, partner), (rule))
)

select
  rules.rule,
  rules.wording,
  rules.source,
  rules.mark,
  rules.severity,
  rules.holds_from,
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.not_met_exchanges, 0) as bigint) as not_met_exchanges,
  cast(counted.not_met_eur as double) as not_met_eur,
  cast(coalesce(counted.cannot_tell_exchanges, 0) as bigint) as cannot_tell_exchanges,
  cast(coalesce(counted.met_exchanges, 0) as bigint) as met_exchanges
from partner_rows($partners) as each_partner
cross join rules
left join counted
  on
    rules.rule = counted.rule
    and each_partner.partner is not distinct from counted.partner
order by
  rules.position,
  each_partner.position;
