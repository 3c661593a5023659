-- How long do validation and payment take?
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
--   partner                      VARCHAR  null is the partnership
--   validated_exchanges          BIGINT   both days known
--   shortest_to_validation_days  BIGINT   from completion
--   median_to_validation_days    DOUBLE   from completion
--   longest_to_validation_days   BIGINT   from completion
--   paid_exchanges               BIGINT   both days known
--   shortest_to_payment_days     BIGINT   from validation
--   median_to_payment_days       DOUBLE   from validation
--   longest_to_payment_days      BIGINT   from validation
with counted as (
  select
    partner,
    step,
    days,
    sum(exchanges) as exchanges
  from exchange_delays_counted(
    $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
    $organisation_types, $modes, $states
  )
  group by grouping sets ((partner, step, days), (step, days))
),

lined_up as (
  select
    counted.*,
    sum(exchanges) over (partition by partner, step) as all_of_them,
    sum(exchanges) over (
      partition by partner, step
      order by days
      range between unbounded preceding and current row
    ) as so_far
  from counted
),

measured as (
  select
    partner,
    step,
    sum(exchanges) as exchanges,
    min(days) as shortest,
    (
      min(days) filter (where 2 * so_far >= all_of_them)
      + min(days) filter (where 2 * so_far > all_of_them)
    ) / 2.0 as median,
    max(days) as longest
  from lined_up
  group by partner, step
)

select
  cast(each_partner.partner as varchar) as partner,
  cast(coalesce(validation.exchanges, 0) as bigint) as validated_exchanges,
  cast(validation.shortest as bigint) as shortest_to_validation_days,
  cast(validation.median as double) as median_to_validation_days,
  cast(validation.longest as bigint) as longest_to_validation_days,
  cast(coalesce(payment.exchanges, 0) as bigint) as paid_exchanges,
  cast(payment.shortest as bigint) as shortest_to_payment_days,
  cast(payment.median as double) as median_to_payment_days,
  cast(payment.longest as bigint) as longest_to_payment_days
from partner_rows($partners) as each_partner
left join measured as validation
  on each_partner.partner is not distinct from validation.partner and validation.step = 'validation'
left join measured as payment
  on each_partner.partner is not distinct from payment.partner and payment.step = 'payment'
order by each_partner.position;
