-- What does one file say that the other does not?
--
-- Grain: one row per changed cell, and one per row that only one of them has; added, changed, gone.
-- Data: batch_rows
-- Parameters
--   $earlier  VARCHAR  the batch before
--   $later    VARCHAR  the batch after, of the same dataset
--   $limit    BIGINT   most rows; null is all of them
-- Columns
--   change        VARCHAR  added, changed or gone
--   row_name      VARCHAR  key of the row
--   field         VARCHAR  field that changed; null where the whole row is added or gone
--   before_value  VARCHAR  what stood there
--   after_value   VARCHAR  what stands there now
--   before_sheet  VARCHAR  sheet of the row in the file before
--   before_row    BIGINT   its row in that file, the header counted
--   after_sheet   VARCHAR  sheet of the row in the file after
--   after_row     BIGINT   its row in that file, the header counted
with told as (
  select
    paired.*,
    batch_fields.place,
    batch_fields.field,
    before_cells[batch_fields.place] as before_value,
    after_cells[batch_fields.place] as after_value
  from rows_paired($earlier, $later) as paired
  left join batch_fields
    on
      before_row is not null
      and after_row is not null
      and before_cells[batch_fields.place] is distinct from after_cells[batch_fields.place]
)

select
  case
    when before_row is null then 'added'
    when after_row is null then 'gone'
    else 'changed'
  end as change,
  row_name,
  field,
  before_value,
  after_value,
  nullif(before_sheet, '') as before_sheet,
  before_row,
  nullif(after_sheet, '') as after_sheet,
  after_row
from told
where before_row is null or after_row is null or field is not null
order by change, after_sheet nulls last, after_row nulls last, before_sheet, before_row, place
limit $limit;
