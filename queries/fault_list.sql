-- Which rows were not accepted, and why?
--
-- Grain: one row per open fault, the newest file first, then in the order of the file.
-- Data: faults, exchanges, sessions, attendance, actions, services, milestones, targets
-- Parameters
--   $partners  VARCHAR[]  partners whose row or file is wrong
--   $batch     VARCHAR    batch whose faults are asked for; null is all that count
--   $limit     BIGINT     most rows; null is all of them
-- Columns
--   partner       VARCHAR  partner the row names, else that of the file; null where neither is
--   dataset       VARCHAR  dataset
--   source_file   VARCHAR  the partner's file
--   source_sheet  VARCHAR  its sheet
--   source_row    BIGINT   its row, the header counted; 0 is the file as a whole
--   field         VARCHAR  column of the file
--   value         VARCHAR  what stands there; … where it may tell a person
--   fault_rule    VARCHAR  code of the check
--   hint          VARCHAR  what is wrong and what to do
--   received_on   DATE     day the file was accepted, UTC
--   batch         VARCHAR  its batch
select
  partner,
  dataset,
  file as source_file,
  nullif(sheet, '') as source_sheet,
  row_number as source_row,
  nullif(field, '') as field,
  nullif(value, '') as value,
  rule as fault_rule,
  hint,
  received_on,
  batch
from faults
where
  is_open
  and ($batch is null or batch = $batch)
  and ($partners is null or list_contains($partners, partner))
order by
  batch_place desc,
  place,
  batch
limit $limit;
