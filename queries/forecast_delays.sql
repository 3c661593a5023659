-- How many months did each step take, and how long do others wait for it, as known on a day?
--
-- Grain: one row per partner (and one for the partnership), step and months.
-- Data: exchanges
-- Parameters
--   $partners  VARCHAR[]  partners that handled the visitor
--   $as_of     DATE       reporting day; before the data date, the end of the month before it
-- Columns
--   partner            VARCHAR  null is the partnership
--   step               VARCHAR  stay (registration to completion), stay_due (from the stay to
--                               completion), signature (registration to commitment), report
--                               (completion to validation), payment (validation to payment)
--   months             BIGINT   calendar months between the two; 0 is the same month
--   passed_exchanges   BIGINT   took so many months
--   waiting_exchanges  BIGINT   have waited so many months: open, and no failures
-- Method
--   A commitment has no date of its own: the month of the stay stands for it, or the present one
--   if that is earlier.
select
  cast(steps.partner as varchar) as partner,
  steps.step,
  greatest(steps.months, 0) as months,
  cast(coalesce(sum(steps.exchanges) filter (where steps.is_passed), 0) as bigint)
    as passed_exchanges,
  cast(coalesce(sum(steps.exchanges) filter (where not steps.is_passed), 0) as bigint)
    as waiting_exchanges
from exchange_steps_on($as_of, $partners) as steps
where steps.months is not null
group by
  grouping sets (
    (steps.partner, steps.step, greatest(steps.months, 0)),
    (steps.step, greatest(steps.months, 0))
  )
order by
  steps.partner nulls first,
  steps.step,
  months;
