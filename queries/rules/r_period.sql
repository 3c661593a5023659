-- The stay lies within the months of the project.
--
-- Rule: R-PERIOD
-- Source: data/project.toml
-- Mark: I
-- Severity: error
-- Holds from: always
-- Reads: start_date, end_date
select
  exchanges.*,
  case
    when exchanges.start_date < project_period.first_day then 'not_met'
    when exchanges.start_date > project_period.last_day then 'not_met'
    when exchanges.end_date < project_period.first_day then 'not_met'
    when exchanges.end_date > project_period.last_day then 'not_met'
    when exchanges.start_date is null or exchanges.end_date is null then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges
cross join project_period;
