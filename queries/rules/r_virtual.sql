-- No money is paid on a virtual exchange; whether 2022-24 supports any is not confirmed.
--
-- Rule: R-VIRTUAL
-- Source: https://spi.pt/en.noticias.g/not/991
-- Mark: U
-- Severity: warning
-- Holds from: 2022-01-01
-- Reads: mode, lump_sum_eur
select
  exchanges.*,
  case
    when mode is null then 'cannot_tell'
    when mode != 'virtual' then 'met'
    when lump_sum_eur is null then 'cannot_tell'
    when lump_sum_eur > 0 then 'not_met'
    else 'met'
  end as verdict
from exchanges;
