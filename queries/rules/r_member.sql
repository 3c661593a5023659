-- A visiting SME is a member of a cluster on the European Cluster Collaboration Platform.
--
-- Rule: R-MEMBER
-- Source: https://clamtex.eu/faq-page
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: visiting_type, visitor_is_member
select
  exchanges.*,
  case
    when visiting_type != 'sme' then 'met'
    when visiting_type is null or visitor_is_member is null then 'cannot_tell'
    when not visitor_is_member then 'not_met'
    else 'met'
  end as verdict
from exchanges;
