-- Who visited more than once, and which exchange was entered twice. Cancelled and rejected
-- exchanges do not count.
--
-- An organisation is its name without regard to case, spaces and punctuation. Accents, legal
-- forms and typing errors make another one until somebody has said that two names are the same
-- (dataset `same_organisation`).
create macro organisation_key(organisation) as (
  lower(translate(cast(organisation as varchar), ' .,;:-_/&()+''"’`´', ''))
);

create table merged_organisations as
with recursive links as (
  select
    organisation_key(left_name) as one,
    organisation_key(right_name) as other
  from same_organisation
  where is_same
  union
  select
    organisation_key(right_name) as one,
    organisation_key(left_name) as other
  from same_organisation
  where is_same
),

reached as (
  select
    one as spelling,
    one as organisation
  from links
  union
  select
    reached.spelling,
    links.other as organisation
  from reached
  inner join links on reached.organisation = links.one
)

select
  spelling,
  min(organisation) as organisation
from reached
group by spelling;

-- One row per name of a visitor as it is written. `handled_by` has a bit for each partner that
-- handled it; `visiting_country` is null where none or several are given.
create table visitors as
with names as (
  select
    visiting_organisation,
    case
      when min(visiting_country) = max(visiting_country) then min(visiting_country)
    end as visiting_country,
    bit_or(cast(1 as bigint) << cast(enum_code(partner) as integer)) as handled_by,
    count(*) as exchanges,
    max(day) as latest_day
  from exchanges
  where visiting_organisation is not null
  group by visiting_organisation
)

select
  names.*,
  coalesce(merged.organisation, organisation_key(names.visiting_organisation)) as organisation
from names
left join merged_organisations as merged
  on organisation_key(names.visiting_organisation) = merged.spelling
order by
  names.latest_day desc nulls last,
  names.visiting_organisation;

-- Known and eligible visitors who have not travelled: their stay not yet under way, or all of
-- their exchanges called off. One row per partner that handled them, and one for all.
create table visitors_left as
with organisations as (
  select
    exchanges.partner,
    visitors.organisation,
    bool_or(
      exchanges.state in ('achieved', 'awaiting_validation') or exchanges.status = 'ongoing'
    ) as has_travelled,
    bool_or(exchanges.state = 'open') as is_waiting,
    bool_or(
      exchanges.visiting_type in ('sme', 'cluster_organisation', 'scaling_up_support')
    ) as is_eligible
  from exchanges
  inner join visitors on exchanges.visiting_organisation = visitors.visiting_organisation
  group by grouping sets ((exchanges.partner, visitors.organisation), (visitors.organisation))
)

select
  partner,
  count(*) filter (where is_waiting) as waiting_visitors,
  count(*) filter (where not is_waiting) as free_visitors
from organisations
where is_eligible and not has_travelled
group by partner;

-- Exchanges of organisations with more than one. A stay at the same host on overlapping days is
-- the same exchange, entered a second time; any other that begins later is a later visit.
create table repeated_visits as
with several as (
  select visitors.organisation
  from exchanges
  inner join visitors on exchanges.visiting_organisation = visitors.visiting_organisation
  where exchanges.state != 'closed'
  group by visitors.organisation
  having count(*) > 1
),

counted as (
  select
    exchanges.exchange_id,
    visitors.organisation,
    nullif(organisation_key(exchanges.host_organisation), '') as host,
    exchanges.start_date,
    coalesce(exchanges.end_date, exchanges.start_date) as end_date,
    exchanges.day
  from exchanges
  inner join visitors on exchanges.visiting_organisation = visitors.visiting_organisation
  inner join several on visitors.organisation = several.organisation
  where exchanges.state != 'closed'
),

entries as (
  select
    *,
    coalesce(
      host is not null
      and start_date <= max(end_date) over (
        partition by organisation, host
        order by start_date nulls last, exchange_id
        rows between unbounded preceding and 1 preceding
      ),
      false
    ) as is_second_entry,
    first_value(exchange_id) over (
      partition by organisation, host
      order by start_date nulls last, exchange_id
    ) as entered_first
  from counted
),

ordered as (
  select
    *,
    row_number() over (
      partition by organisation, is_second_entry
      order by day nulls last, exchange_id
    ) as visit,
    count(*) filter (where not is_second_entry) over (partition by organisation) as stays,
    bool_or(day is null and not is_second_entry) over (partition by organisation) as has_undated,
    first_value(exchange_id) over (
      partition by organisation
      order by is_second_entry, day nulls last, exchange_id
    ) as visited_first
  from entries
)

select
  exchange_id,
  is_second_entry,
  case when is_second_entry then entered_first end as first_entry,
  host is null or start_date is null as cannot_be_told_apart,
  not is_second_entry and visit > 1 and day is not null as is_later_visit,
  not is_second_entry and stays > 1 and has_undated as is_unordered,
  case when visit > 1 and not is_second_entry then visited_first end as first_visit
from ordered;
