-- Who has not told anything for long?
--
-- Grain: one row per partner of the project and dataset that holds rows, the longest silent first.
-- Data: exchanges, sessions, attendance, actions, services, milestones, targets
-- Parameters
--   $partners  VARCHAR[]  partners of the rows
--   $as_of     DATE       reporting day
-- Columns
--   partner           VARCHAR  partner of the project
--   dataset           VARCHAR  dataset
--   told_rows         BIGINT   live rows of the partner; 0 where it has told none, null where the
--                              rows are people, whose number is told in large groups alone
--   last_row_on       DATE     latest day that they speak of, up to the reporting day
--   last_received_on  DATE     day the latest of their files was accepted, UTC
--   silent_days       BIGINT   from the latest day of its rows to the reporting day; null where no
--                              row has a day
--   is_late           BOOLEAN  longer than data/rules/health.toml allows, or no row at all
with datasets as (
  select distinct dataset
  from arrivals
),

told as (
  select
    partners.partner,
    partners.position,
    datasets.dataset,
    case when arrivals.dataset is null then 0 else arrivals.told_rows end as told_rows,
    case
      when arrivals.last_row_on is not null
        then least(arrivals.last_row_on, cast($as_of as date))
    end as last_row_on,
    arrivals.last_received_on
  from partners
  cross join datasets
  left join arrivals
    on
      cast(partners.partner as varchar) = arrivals.partner
      and datasets.dataset = arrivals.dataset
  where partner_is_kept(partners.partner, $partners)
)

select
  cast(told.partner as varchar) as partner,
  told.dataset,
  cast(told.told_rows as bigint) as told_rows,
  told.last_row_on,
  told.last_received_on,
  cast(cast($as_of as date) - told.last_row_on as bigint) as silent_days,
  coalesce(
    told.told_rows = 0
    or cast($as_of as date) - told.last_row_on > late_after.days,
    false
  ) as is_late
from told
left join late_after on told.dataset = late_after.dataset
order by
  is_late desc,
  silent_days desc nulls last,
  told.position,
  told.dataset;
