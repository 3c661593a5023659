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

-- One row per name of a visitor as it is written.
create table visitors as
select
  names.visiting_organisation,
  coalesce(merged.organisation, organisation_key(names.visiting_organisation)) as organisation
from (select distinct visiting_organisation from exchanges) as names
left join merged_organisations as merged
  on organisation_key(names.visiting_organisation) = merged.spelling
where names.visiting_organisation is not null;

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
