-- How many times is a rule not met?
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
--   partner           VARCHAR  null is the partnership
--   judged_exchanges  BIGINT   exchanges in scope that are neither cancelled nor rejected
--   exceptions        BIGINT   exchanges breaking a rule, counted once for every rule they break
--   warnings          BIGINT   the same for rules that only warn; not among the exceptions
--   open_questions    BIGINT   times that a rule cannot be judged, because something is missing
with counted as (
  select
    partner,
    sum(judged_exchanges) as judged_exchanges,
    sum(exceptions) as exceptions,
    sum(warnings) as warnings,
    sum(open_questions) as open_questions
  from exceptions_in_scope(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner), ())
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(counted.judged_exchanges, 0) as bigint) as judged_exchanges,
  cast(coalesce(counted.exceptions, 0) as bigint) as exceptions,
  cast(coalesce(counted.warnings, 0) as bigint) as warnings,
  cast(coalesce(counted.open_questions, 0) as bigint) as open_questions
from partner_rows($partners) as each_partner
left join counted on each_partner.partner is not distinct from counted.partner
order by each_partner.position;
