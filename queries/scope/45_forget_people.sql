-- Nobody is left: no query can read a person, nor a group of too few, because they are gone.
-- Whether there are such groups is known, so that answers can say that they left them out.
create table small_groups as
select
  (select coalesce(bool_or(not is_told), false) from session_facts)
  or (select coalesce(bool_or(told is null), false) from training_cells)
  or (select coalesce(bool_or(rest_is_told), false) from type_told)
  or (select count(*) from people_first) != (select coalesce(sum(people), 0) from people_cells)
    as are_there,
  -- Where people are counted in groups, none may be some.
  (select count(*) from people_first) > 0
  and (select minimum_people from privacy) = 1
    as none_is_none;

create macro none_of_them() as (
  case when (select none_is_none from small_groups) then 0 end
);

drop table attendance;
drop table session_lists;
drop table session_facts;
drop table presence_units;
drop table presence_told;
drop table training_values;
drop table training_units;
drop table training_told;
drop table people_first;
drop table people_units;
drop table people_told;
drop table people_placed;
drop table type_units;
drop table type_told;
