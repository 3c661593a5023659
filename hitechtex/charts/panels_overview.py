"""The committee's first page: on target or not, will we get there, who contributes, what to do."""

from hitechtex.charts.attention import needs_attention
from hitechtex.charts.bullets import indicator_bullets
from hitechtex.charts.burn_up import exchange_burn_up
from hitechtex.charts.multiples import partner_multiples

__all__ = ["exchange_burn_up", "indicator_bullets", "needs_attention", "partner_multiples"]
