-- How much of one file is not as in the other?
--
-- Grain: one row.
-- Data: batch_rows
-- Parameters
--   $earlier  VARCHAR  the batch before
--   $later    VARCHAR  the batch after, of the same dataset
-- Columns
--   added_rows      BIGINT  rows that only the file after has
--   changed_rows    BIGINT  rows of both with a cell that is not the same
--   changed_values  BIGINT  cells that are not the same
--   gone_rows       BIGINT  rows that only the file before has
--   same_rows       BIGINT  rows of both that are the same in every cell
with counted as (
  select
    before_row,
    after_row,
    (
      select count(*)
      from batch_fields
      where before_cells[batch_fields.place] is distinct from after_cells[batch_fields.place]
    ) as differing
  from rows_paired($earlier, $later)
)

select
  cast(count(*) filter (where before_row is null) as bigint) as added_rows,
  cast(
    count(*) filter (where before_row is not null and after_row is not null and differing > 0)
    as bigint
  ) as changed_rows,
  cast(
    coalesce(sum(differing) filter (where before_row is not null and after_row is not null), 0)
    as bigint
  ) as changed_values,
  cast(count(*) filter (where after_row is null) as bigint) as gone_rows,
  cast(
    count(*) filter (where before_row is not null and after_row is not null and differing = 0)
    as bigint
  ) as same_rows
from counted;
