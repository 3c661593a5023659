-- Every live exchange, with what follows from its own fields; newest day first.
--
-- `day` is the start of the stay, else the registration. `from_region` and `to_region` are the
-- regions of the partnership, 'other' outside them, null where not given. `reached_phase` is how
-- far an exchange came: that of its status; of a closed one what its dates tell (a date of
-- completion, validation or payment: the end; a date of the stay: building; else registration).
-- `mission_no` counts the missions from the largest: a number groups faster than a text, the first
-- ones are found without grouping, and an ENUM of a million values slows down every plan it is in.
-- `ceiling_eur` is the lump sum's ceiling: by host country, half for short or near stays.
create table mission_numbers as
select
  mission_id,
  cast(row_number() over (order by count(*) desc, mission_id) as integer) as mission_no
from accepted_exchanges
where mission_id is not null
group by mission_id;

create table exchanges as
with judged as (
  select
    accepted.*,
    statuses.phase,
    statuses.state,
    coalesce(accepted.start_date, accepted.registered_on) as day,
    case
      when accepted.visiting_region is null then null
      when visiting.region is null then 'other'
      else cast(accepted.visiting_region as varchar)
    end as from_region,
    case
      when accepted.host_region is null then null
      when host.region is null then 'other'
      else cast(accepted.host_region as varchar)
    end as to_region,
    coalesce(
      accepted.validated_on,
      accepted.paid_on,
      accepted.completed_on,
      accepted.end_date,
      accepted.start_date
    ) as achieved_on,
    case
      when statuses.state != 'closed' then cast(statuses.phase as varchar)
      when coalesce(accepted.completed_on, accepted.validated_on, accepted.paid_on) is not null
        then 'exchange_finalisation'
      when coalesce(accepted.start_date, accepted.end_date) is not null then 'exchange_building'
      else 'registration'
    end as reached_phase,
    case
      when
        coalesce(accepted.working_days < rule.halved_under_working_days, false)
        or coalesce(accepted.distance_km < rule.halved_under_km, false)
        then least(lump_sums.half_eur, rule.maximum_eur)
      else least(lump_sums.full_eur, rule.maximum_eur)
    end as rule_eur,
    lump_sums.country is not null as has_ceiling
  from accepted_exchanges as accepted
  inner join statuses on accepted.status = statuses.status
  cross join lump_sum_rule as rule
  left join regions as visiting on accepted.visiting_region = visiting.region
  left join regions as host on accepted.host_region = host.region
  left join lump_sums on accepted.host_country = lump_sums.country
)

select
  judged.* exclude (from_region, to_region, reached_phase, rule_eur, has_ceiling),
  mission_numbers.mission_no,
  cast(from_region as region_code) as from_region,
  cast(to_region as region_code) as to_region,
  cast(reached_phase as phases_code) as reached_phase,
  case when has_ceiling then rule_eur end as ceiling_eur,
  month_of(day) as month,
  last_day(day) as month_end,
  cast(validated_on - completed_on as integer) as to_validation_days,
  cast(paid_on - validated_on as integer) as to_payment_days
from judged
left join mission_numbers on judged.mission_id = mission_numbers.mission_id
order by
  day desc nulls last,
  exchange_id;
