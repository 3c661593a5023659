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
  cast(exchanges.visiting_organisation as varchar) as visiting_organisation,
  visitors.organisation,
  case
    when count(distinct exchanges.visiting_country) = 1
      then cast(min(exchanges.visiting_country) as varchar)
  end as visiting_country,
  array_to_string(
    list_sort(list(distinct cast(exchanges.partner as varchar))), ', '
  ) as partner_ids,
  count(*) as exchanges
from exchanges
inner join visitors on exchanges.visiting_organisation = visitors.visiting_organisation
group by
  exchanges.visiting_organisation,
  visitors.organisation
order by
  max(exchanges.day) desc nulls last,
  visiting_organisation
limit $limit;
