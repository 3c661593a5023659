-- Every session of which something may be told, with the people counted: from the list of people
-- where there is one, else the totals the partner gave. In a group of few, no number of people.
create table sessions as
select
  facts.* exclude (
    registered, attended, certificates, satisfaction, satisfaction_n, listed, answers, scores,
    squares, answers_1, answers_2, answers_3, answers_4, answers_5, matched, pre_points,
    post_points, gain_squares, listed_attended, listed_registered, listed_certificates, is_told
  ),
  facts.listed is not null as has_list,
  not facts.is_told as is_small_group,
  cast(
    case
      when presence.asked is not null then presence.asked
      when not facts.is_told then null
      when facts.listed_registered is null then facts.registered
      when facts.listed_registered >= privacy.minimum_people then facts.listed_registered
    end as bigint
  ) as registered,
  cast(presence.people as bigint) as attended,
  cast(certificates.people as bigint) as certificates,
  -- What the partner's own totals say, where a list of people says something else beside them.
  cast(case when facts.is_told then facts.registered end as bigint) as registered_in_total,
  cast(case when facts.is_told then facts.attended end as bigint) as attended_in_total,
  cast(case when certificates.told is not null then facts.certificates end as bigint)
    as certificates_in_total
from session_facts as facts
cross join privacy
left join training_cells as presence
  on
    facts.session_id = presence.told
    and presence.measure = 'presence'
left join training_cells as certificates
  on
    facts.session_id = certificates.told
    and certificates.measure = 'certificates'
order by
  facts.start_date,
  facts.session_id;

create macro sessions_in_scope(first_day, last_day, partners, modes) as table
select *
from sessions
where
  day_is_kept(start_date, first_day, last_day)
  and partner_is_kept(organiser, partners)
  and mode_is_kept(mode, modes);

-- Cells of a measure (null: of all) that lie in scope whole; what has lost its organiser or mode
-- counts only where no partner or mode is chosen.
create macro training_cells_in_scope(wanted, first_day, last_day, partners, modes) as table
select *
from training_cells
where
  (wanted is null or measure = wanted)
  and (first_day is null or training_cells.first_day >= cast(first_day as date))
  and (last_day is null or training_cells.last_day <= cast(last_day as date))
  and coalesce(partner_is_kept(organiser, partners), false)
  and coalesce(mode_is_kept(mode, modes), false);

-- The same, added up for each organiser (what has lost its own is in no such row) and for all.
create macro training_sums_in_scope(wanted, first_day, last_day, partners, modes) as table
select
  organiser as partner,
  sum(people) as people,
  sum(asked) as asked,
  sum(people) filter (where asked is not null) as people_of_asked,
  sum(total) as total,
  sum(squares) as squares,
  sum(people) filter (where squares is not null) as people_with_squares,
  sum(total) filter (where squares is not null) as total_with_squares,
  sum(pre_points) as pre_points,
  sum(post_points) as post_points
from training_cells_in_scope(wanted, first_day, last_day, partners, modes)
group by grouping sets ((organiser), ())
having grouping(organiser) = 1 or organiser is not null;

-- Half the width of the interval that holds a mean with 95 %, from the count, sum and sum of
-- squares of its values; null for fewer than two. Student's t by the first three terms of its
-- expansion in the normal (Abramowitz and Stegun 26.7.5), off by less than 0.01 from 4 degrees on.
create macro half_interval(values_counted, added, squared) as (
  (
    1.959964
    + 2.372272 / nullif(values_counted - 1, 0)
    + 2.822501 / pow(nullif(values_counted - 1, 0), 2)
    + 2.555852 / pow(nullif(values_counted - 1, 0), 3)
  )
  * sqrt(
    greatest(squared - added * added / nullif(values_counted, 0), 0)
    / nullif(values_counted - 1, 0)
    / nullif(values_counted, 0)
  )
);
