-- The pairs of regions that each partner's visitors may travel: from its own region to those of
-- other countries. Partner null is the partnership: all pairs, or those of the partners chosen.
create macro eligible_pairs_of(partners, regions, visiting_regions, host_regions) as table
select
  each_partner.partner,
  region_pairs.visiting_region,
  region_pairs.host_region
from partner_rows(partners) as each_partner
inner join region_pairs
  on
    each_partner.region = region_pairs.visiting_region
    or (
      each_partner.partner is null
      and (
        partners is null
        or region_pairs.visiting_region in (select own.region from partner_rows(partners) as own)
      )
    )
where
  region_pairs.is_eligible
  and region_is_kept(
    region_pairs.visiting_region, region_pairs.host_region, regions, visiting_regions, host_regions
  );
