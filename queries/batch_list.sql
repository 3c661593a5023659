-- Which files came in, from whom, and what became of them?
--
-- Grain: one row per batch that the ledger knows, the newest first.
-- Data: batches, exchanges, sessions, attendance, actions, services, milestones, targets
-- Parameters
--   $partners  VARCHAR[]  partners that sent the file; files of several partners stay in
--   $limit     BIGINT     most rows; null is all of them
-- Columns
--   batch            VARCHAR  identifier of the batch
--   dataset          VARCHAR  dataset
--   partner          VARCHAR  partner whose rows it holds; null where they are of several
--   file             VARCHAR  the partner's file
--   received_on      DATE     day it was accepted, UTC
--   received_by      VARCHAR  function of the person who brought it
--   rows_read        BIGINT   rows of the file; this and the next three null where rows are people
--   accepted_rows    BIGINT   rows that were accepted
--   set_aside_rows   BIGINT   rows that were not
--   repaired_values  BIGINT   values that were repaired
--   batch_state      VARCHAR  live, undone, replaced or stepped_aside
--   is_sample        BOOLEAN  whether it is sample data
--   review           VARCHAR  submitted, returned or approved
--   reviewed_by      VARCHAR  function of the person who said so last; null where nobody did
--   reviewed_on      DATE     day it was said, UTC
--   review_comment   VARCHAR  what was said to the partner, or why it was reopened
--   replaces         VARCHAR  batch whose place it took
select
  batch,
  dataset,
  partner,
  file,
  received_on,
  received_by,
  rows_read,
  accepted_rows,
  set_aside_rows,
  repaired_values,
  state as batch_state,
  is_sample,
  review,
  reviewed_by,
  reviewed_on,
  review_comment,
  replaces
from batches
where $partners is null or partner is null or list_contains($partners, partner)
order by place desc
limit $limit;
