-- Different people who attended a session of the period, by the region of their partner.
create macro people_trained(first_day, last_day, partners) as table
select
  partners_of.region,
  count(distinct attendance.participant_key) as people
from attendance
inner join partners as partners_of on attendance.partner = partners_of.partner
inner join sessions on attendance.session_id = sessions.session_id
where
  attendance.attended
  and day_is_kept(sessions.start_date, first_day, last_day)
  and partner_is_kept(attendance.partner, partners)
group by partners_of.region;
