-- Which names did somebody say are, or are not, the same organisation?
--
-- Grain: one row per pair of names, the latest answer first.
-- Data: exchanges, same_organisation
-- Columns
--   left_name   VARCHAR  one name
--   right_name  VARCHAR  the other
--   is_same     BOOLEAN  whether they are one organisation
--   decided_on  DATE     day of the answer
--   decided_by  VARCHAR  who answered, by function
--   batch       VARCHAR  batch to take back
select
  left_name,
  right_name,
  is_same,
  decided_on,
  decided_by,
  cast(batch as varchar) as batch
from same_organisation
order by
  decided_on desc,
  left_name,
  right_name;
