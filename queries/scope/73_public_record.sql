-- What the partnership has published, in a period and of some partners: a row that names no partner
-- is everybody's. Nothing of it is a partner's data.
create macro public_record_in_scope(first_day, last_day, partners_kept) as table
select *
from published_events
where
  day_is_kept(published_events.first_day, first_day, last_day)
  and (
    partners_kept is null
    or (host is null and guests is null)
    or coalesce(list_contains(try_cast(partners_kept as partner_code[]), host), false)
    or coalesce(list_has_any(partners_kept, string_split(guests, ';')), false)
  );
