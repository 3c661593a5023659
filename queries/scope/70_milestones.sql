-- Every milestone, and what it waits for: one link for each milestone that it names after another
-- semicolon. A link may name a milestone that nobody sent, or lead round in a circle.
create table milestones as
select *
from accepted_milestones
order by
  planned_end,
  milestone_id;

create table milestone_links as
with named as (
  select
    milestone_id,
    unnest(string_split(depends_on, ';')) as waits_for
  from milestones
)

select distinct
  milestone_id,
  trim(waits_for) as waits_for,
  trim(waits_for) in (select milestones.milestone_id from milestones) as is_known
from named
where trim(waits_for) != '';

-- Links that are followed. Of more than 2 000 none is: a roadmap has a few dozen, and a file that
-- links everything with everything would keep every page waiting.
create table followed_links as
select
  milestone_id,
  waits_for
from milestone_links
where is_known
qualify count(*) over () <= 2000;

-- Milestones that wait for themselves, through twenty others at most.
create table circular_milestones as
with recursive reached as (
  select
    milestone_id,
    waits_for,
    1 as step
  from followed_links
  union
  select
    reached.milestone_id,
    followed_links.waits_for,
    reached.step + 1 as step
  from reached
  inner join followed_links on reached.waits_for = followed_links.milestone_id
  where reached.step < 20
)

select distinct milestone_id
from reached
where milestone_id = waits_for;

-- The links of a milestone as text: all it waits for, and those of them that nobody sent.
create table milestone_waits as
select
  milestone_id,
  string_agg(waits_for, '; ' order by waits_for) as waits_for,
  string_agg(waits_for, '; ' order by waits_for) filter (where not is_known) as unknown_links
from milestone_links
group by milestone_id;

-- The rows of an answer "per partner": each partner that owns a milestone and is not filtered
-- away, and one row with partner null, the partnership.
create macro owner_rows(partners_kept) as table
select
  partner,
  position
from partners
where
  partner in (select milestones.owner from milestones)
  and partner_is_kept(partner, partners_kept)
union all
select
  cast(null as partner_code) as partner,
  cast(0 as bigint) as position;
