-- The rows of an answer "per partner": each partner that has exchanges in the store and is not
-- filtered away, and one row with partner null, the partnership. In the order of the project.
create table partners_with_exchanges as
select
  partner,
  region,
  position
from partners
where partner in (select exchange_cells.partner from exchange_cells)
union all
select
  cast(null as partner_code) as partner,
  cast(null as region_code) as region,
  cast(0 as bigint) as position;

create macro partner_rows(partners) as table
select
  partner,
  region,
  position
from partners_with_exchanges
where
  partner is null
  or partner_is_kept(partner, partners);
