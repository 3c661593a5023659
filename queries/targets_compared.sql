-- Do the partners' targets add up to the partnership's?
--
-- Grain: one row per indicator of which any plan is in force.
-- Data: targets
-- Parameters
--   $as_of  DATE  reporting day: the versions in force on it
-- Columns
--   indicator         VARCHAR  the indicator
--   target            DOUBLE   the partnership's in the end; null without one
--   partners_target   DOUBLE   sum of the partners' own; null where none has one
--   planned_partners  BIGINT   partners with a target of their own
--   without           VARCHAR  partners without one, with commas between; null where all have one
with planned as (
  select
    indicator,
    max(target) filter (where partner is null) as target,
    sum(target) filter (where partner is not null) as partners_target,
    count(partner) as planned_partners
  from targets_on($as_of)
  group by indicator
),

missing as (
  select
    planned.indicator,
    string_agg(cast(partners.partner as varchar), ', ' order by partners.position) as without
  from planned
  cross join partners
  anti join targets_on($as_of) as own
    on
      planned.indicator = own.indicator
      and partners.partner = own.partner
  group by planned.indicator
)

select
  planned.indicator,
  planned.target,
  planned.partners_target,
  planned.planned_partners,
  missing.without
from planned
left join missing on planned.indicator = missing.indicator
order by planned.indicator;
