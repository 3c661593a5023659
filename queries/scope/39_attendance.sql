-- Who attended what; a person is a number that means nothing outside.
create table attendance as
select *
from accepted_attendance
order by
  session_id,
  participant_key;
