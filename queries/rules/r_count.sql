-- An exchange counts once, and only for the partnership that organises it and pays the visitor.
--
-- Rule: R-COUNT
-- Source: https://clamtex.eu/faq-page
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: vop, host_organisation, start_date, first_entry
select
  exchanges.*,
  visits.first_entry,
  case
    when
      exchanges.vop != project_period.project
      and organisation_key(exchanges.vop) != organisation_key(project_period.project)
      then 'not_met'
    when visits.is_second_entry then 'not_met'
    when exchanges.vop is null or visits.cannot_be_told_apart then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges
cross join project_period
left join repeated_visits as visits on exchanges.exchange_id = visits.exchange_id;
