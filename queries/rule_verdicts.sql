-- What does each rule say of each exchange?
--
-- Grain: one row per exchange and rule, the newest day first.
-- Data: exchanges
-- Parameters
--   $first_day           DATE       first day of the period, inclusive
--   $last_day            DATE       last day of the period, inclusive
--   $partners            VARCHAR[]  partners that handled the visitor
--   $regions             VARCHAR[]  regions of the visitor or the host
--   $visiting_regions    VARCHAR[]  regions of the visitor
--   $host_regions        VARCHAR[]  regions of the host
--   $organisation_types  VARCHAR[]  types of the visitor
--   $modes               VARCHAR[]  physical, virtual, hybrid
--   $states              VARCHAR[]  achieved, awaiting_validation, open, closed
--   $rules               VARCHAR[]  ids of rules; null is all of them
--   $verdicts            VARCHAR[]  met, not_met, cannot_tell; null is all of them
--   $counted             BOOLEAN    true leaves out cancelled and rejected exchanges
--   $since               DATE       oldest day; null is all of them, those without a day too
--   $limit               BIGINT     most rows; null is all of them
-- Columns
--   exchange_id            VARCHAR  identifier
--   rule                   VARCHAR  id of the rule
--   severity               VARCHAR  error or warning
--   verdict                VARCHAR  met, not_met or cannot_tell
--   value                  VARCHAR  what was read, as "name = value"; ? where not given
--   missing                VARCHAR  fields that are not given, where it cannot tell
--   wording                VARCHAR  what the rule says
--   source                 VARCHAR  where it was read
--   mark                   VARCHAR  C read in the source, I inferred, U not confirmed
--   partner                VARCHAR  partner that handled the visitor
--   visiting_organisation  VARCHAR  organisation that travels
--   status                 VARCHAR  how far the exchange has come
--   lump_sum_eur           DOUBLE   for the visitor
--   source_file            VARCHAR  the partner's file
--   source_row             BIGINT   its row, the header counted
select
  judged.exchange_id,
  judged.rule,
  rules.severity,
  judged.verdict,
  judged.value,
  judged.missing,
  rules.wording,
  rules.source,
  rules.mark,
  cast(judged.partner as varchar) as partner,
  cast(judged.visiting_organisation as varchar) as visiting_organisation,
  cast(judged.status as varchar) as status,
  cast(judged.lump_sum_eur as double) as lump_sum_eur,
  judged.source_file,
  judged.source_row
from verdicts_in_scope(
  $first_day, $last_day, $partners, $regions, $visiting_regions, $host_regions,
  $organisation_types, $modes, $states
) as judged
inner join rules on judged.rule = rules.rule
where
  ($rules is null or list_contains($rules, judged.rule))
  and ($verdicts is null or list_contains($verdicts, judged.verdict))
  and (not coalesce($counted, false) or judged.state != 'closed')
  and ($since is null or judged.day >= cast($since as date))
order by
  judged.day desc nulls last,
  judged.exchange_id,
  rules.position
limit $limit;
