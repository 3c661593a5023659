-- What is most often wrong, in whose files?
--
-- Grain: one row per partner, dataset and rule with open faults, the most frequent first.
-- Data: faults, exchanges, sessions, attendance, actions, services, milestones, targets
-- Parameters
--   $partners  VARCHAR[]  partners whose row or file is wrong
-- Columns
--   partner       VARCHAR  partner the row names, else that of the file; null where neither is
--   dataset       VARCHAR  dataset
--   fault_rule    VARCHAR  code of the check
--   open_faults   BIGINT   faults of live batches that no later batch has mended
--   faulty_rows   BIGINT   rows of files that have them
--   oldest_on     DATE     day the oldest of their files was accepted, UTC
select
  partner,
  dataset,
  rule as fault_rule,
  cast(count(*) as bigint) as open_faults,
  cast(count(distinct concat_ws('|', batch, sheet, row_number)) as bigint) as faulty_rows,
  min(received_on) as oldest_on
from faults
where
  is_open
  and ($partners is null or list_contains($partners, partner))
group by
  partner, dataset, rule
order by
  open_faults desc,
  partner nulls last,
  dataset,
  fault_rule;
