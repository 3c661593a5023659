-- Exchanges counted by the months of their way: registered, stay, completed, achieved, paid.
--
-- Project month 1 is the first. The stay is filed under its last day, else its first. Who gave no
-- day of registration counts from the first day known. A completed stay without that day counts
-- from its own; a validation from the day of `exchanges.achieved_on`; a payment from there.
create table exchange_courses as
with project as (
  select min(month) as first
  from calendar
),

dated as (
  select
    partner,
    phase,
    state,
    status = 'paid' as is_paid,
    reached_phase,
    coalesce(registered_on, start_date, end_date, completed_on, validated_on, paid_on)
      as registered_on,
    coalesce(end_date, start_date) as stay_on,
    case
      when phase = 'exchange_finalisation'
        then coalesce(completed_on, end_date, start_date, validated_on, paid_on)
      when state = 'closed' then completed_on
    end as completed_on,
    case when state = 'achieved' then achieved_on end as achieved_on,
    case when status = 'paid' then coalesce(paid_on, achieved_on) end as paid_on,
    lump_sum_eur
  from exchanges
)

select
  dated.partner,
  dated.phase,
  dated.state,
  dated.is_paid,
  dated.reached_phase,
  cast(datediff('month', project.first, dated.registered_on) + 1 as bigint) as registered_in,
  cast(datediff('month', project.first, dated.stay_on) + 1 as bigint) as stay_in,
  cast(datediff('month', project.first, dated.completed_on) + 1 as bigint) as completed_in,
  cast(datediff('month', project.first, dated.achieved_on) + 1 as bigint) as achieved_in,
  cast(datediff('month', project.first, dated.paid_on) + 1 as bigint) as paid_in,
  cast(count(*) as bigint) as exchanges,
  cast(count(dated.lump_sum_eur) as bigint) as with_amount_exchanges,
  cast(sum(dated.lump_sum_eur) as double) as lump_sum_eur,
  sum(cast(dated.lump_sum_eur as double) * cast(dated.lump_sum_eur as double)) as squared_eur
from dated
cross join project
group by all;

-- How many exchanges share a mission with one, itself included, on average; partner null is all.
create table exchange_companions as
with missions_of as (
  select
    partner,
    mission_id,
    cast(count(*) as double) as exchanges
  from exchanges
  group by grouping sets ((partner, mission_id), (mission_id))
)

select
  partner,
  sum(case when mission_id is null then exchanges else exchanges * exchanges end)
  / sum(exchanges) as companions
from missions_of
group by partner;

-- The day the exchanges speak of last.
create table exchange_data_day as
select greatest(max(registered_on), max(completed_on), max(validated_on), max(paid_on)) as day
from exchanges;
