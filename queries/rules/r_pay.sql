-- One payment within 10 days after completion, and after the report is validated.
--
-- Rule: R-PAY
-- Source: https://clamtex.eu/faq-page
-- Mark: C
-- Severity: error
-- Holds from: 2020-01-01
-- Reads: completed_on, validated_on, paid_on
--
-- Counted from the completion of the stay, as worded. Without a day of payment nothing is judged:
-- payments that are overdue stand under "needs attention".
select
  exchanges.*,
  case
    when paid_on > completed_on + 10 then 'not_met'
    when paid_on < completed_on or paid_on < validated_on then 'not_met'
    when paid_on is null or completed_on is null or validated_on is null then 'cannot_tell'
    else 'met'
  end as verdict
from exchanges;
