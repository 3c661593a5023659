-- What was said of the files that count when they were read?
--
-- Grain: one row per sentence on a file, the newest file first, its sentences in their order. Files
--   of datasets that know people are left out.
-- Data: batches, exchanges, sessions, actions, services, milestones, targets
-- Parameters
--   $partners  VARCHAR[]  partners that sent the file; files of several partners stay in
--   $limit     BIGINT     most rows; null is all of them
-- Columns
--   batch        VARCHAR  identifier of the batch
--   dataset      VARCHAR  dataset
--   partner      VARCHAR  partner whose rows it holds; null where they are of several
--   file         VARCHAR  the partner's file
--   received_on  DATE     day it was accepted, UTC
--   remark       VARCHAR  rows and columns left out, and totals that its rows do not add up to
select
  batch,
  dataset,
  partner,
  file,
  received_on,
  remark
from file_remarks
where $partners is null or partner is null or list_contains($partners, partner)
order by
  batch_place desc,
  place
limit $limit;
