-- Exchanges counted by what they were for, what was done, what followed, and who hosted.
--
-- Each question has rows of its own, with its answer in the column of its name and null in the
-- others; null in its own column is "not given".
create view exchange_as_answer as
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  'purpose' as question,
  purpose,
  cast(null as activities_code) as activity,
  cast(null as outcomes_code) as outcome,
  cast(null as organisation_types_code) as host_type,
  cast(1 as bigint) as exchanges
from exchanges
union all by name
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  'activity' as question,
  activity,
  cast(1 as bigint) as exchanges
from exchanges
union all by name
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  'outcome' as question,
  outcome,
  cast(1 as bigint) as exchanges
from exchanges
union all by name
select
  day,
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  'host_type' as question,
  host_type,
  cast(1 as bigint) as exchanges
from exchanges;

create table exchange_answers as
select
  month,
  month_end,
  partner,
  from_region,
  to_region,
  visiting_type,
  mode,
  state,
  question,
  purpose,
  activity,
  outcome,
  host_type,
  cast(sum(exchanges) as bigint) as exchanges
from exchange_as_answer
group by all
order by
  question,
  month,
  month_end,
  partner;

create macro exchange_answers_in_scope(
  asked, first_day, last_day, partners, regions, visiting_regions, host_regions,
  organisation_types, modes, states
) as table
with answers as (
  select *
  from exchange_answers
  where month_is_whole(month, month_end, first_day, last_day)
  union all by name
  select * exclude (day)
  from exchange_as_answer
  where is_at_edge(day, month, month_end, first_day, last_day)
)

select *
from answers
where
  question = asked
  and partner_is_kept(partner, partners)
  and region_is_kept(from_region, to_region, regions, visiting_regions, host_regions)
  and type_is_kept(visiting_type, organisation_types)
  and mode_is_kept(mode, modes)
  and state_is_kept(state, states);
