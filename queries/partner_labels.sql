-- Which labels of cluster excellence has each partner held, and until when?
--
-- Grain: one row per label, and one for each partner without any, in the order of the project.
-- Data: labels
-- Parameters
--   $partners  VARCHAR[]  partners
--   $as_of     DATE       reporting day
-- Columns
--   partner      VARCHAR  partner
--   label        VARCHAR  bronze, silver or gold; null where the partner has had none
--   awarded_on   DATE     day of the award
--   valid_until  DATE     last day on which it holds: as given, else two years after the award
--   holds        BOOLEAN  whether it holds on the reporting day
--   source_url   VARCHAR  where the award is published
select
  cast(partners_of.partner as varchar) as partner,
  cast(labels.label as varchar) as label,
  labels.awarded_on,
  cast(coalesce(labels.valid_until, labels.awarded_on + interval 2 year) as date) as valid_until,
  cast($as_of as date) between labels.awarded_on
  and coalesce(labels.valid_until, labels.awarded_on + interval 2 year) as holds,
  labels.source_url
from partners as partners_of
left join labels on partners_of.partner = labels.partner
where partner_is_kept(partners_of.partner, $partners)
order by
  partners_of.position,
  labels.awarded_on,
  labels.label_id;
