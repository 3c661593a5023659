-- How many labels are recorded?
--
-- Grain: one row.
-- Data: labels
-- Columns
--   labels  BIGINT  labels of every partner and date
select cast(count(*) as bigint) as labels
from labels;
