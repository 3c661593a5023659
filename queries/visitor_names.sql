-- What are visitors called?
--
-- Grain: one row per name as it is written, those with the latest exchange first.
-- Data: exchanges
-- Parameters
--   $limit  BIGINT  most rows; null is all of them
-- Columns
--   visiting_organisation  VARCHAR  the name
--   organisation           VARCHAR  the same for names that somebody has said are one
--   visiting_country       VARCHAR  country of the visitor; null where none or several are given
--   partner_ids            VARCHAR  partners that handled the visitor, with commas between
--   exchanges              BIGINT   exchanges under this name
select
  cast(visiting_organisation as varchar) as visiting_organisation,
  organisation,
  cast(visiting_country as varchar) as visiting_country,
  array_to_string(
    list_sort(
      list_filter(
        enum_range(cast(null as partner_code)),
        lambda partner: (
          handled_by >> cast(
            list_position(enum_range(cast(null as partner_code)), partner) - 1 as integer
          )
        ) & 1 = 1
      )
    ),
    ', '
  ) as partner_ids,
  exchanges
from visitors
order by
  latest_day desc nulls last,
  visiting_organisation
limit $limit;
