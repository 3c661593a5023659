-- The rows of two batches side by side, by key; of a key given twice, the first with the first.
--
-- `before_row` is null for a row that only the later batch has, `after_row` for one that only the
-- earlier has. `batch_rows` is empty but while a question about batches is answered.
create macro rows_paired(earlier, later) as table
with numbered as (
  select
    *,
    row_number() over (partition by batch, row_key order by source_sheet, source_row) as occurrence
  from batch_rows
),

earlier_rows as (
  select * from numbered
  where batch = earlier
),

later_rows as (
  select * from numbered
  where batch = later
)

select
  coalesce(after_row.row_name, before_row.row_name) as row_name,
  before_row.source_sheet as before_sheet,
  before_row.source_row as before_row,
  after_row.source_sheet as after_sheet,
  after_row.source_row as after_row,
  before_row.cells as before_cells,
  after_row.cells as after_cells
from earlier_rows as before_row
full join later_rows as after_row
  on
    before_row.row_key = after_row.row_key
    and before_row.occurrence = after_row.occurrence;
