"""A result becomes a picture."""

from hitechtex.charts import panels_about as about
from hitechtex.charts.attention import needs_attention
from hitechtex.charts.bullets import indicator_bullets
from hitechtex.charts.burn_up import exchange_burn_up
from hitechtex.charts.flows import flow_sankey
from hitechtex.charts.matrices import country_matrix, region_matrix
from hitechtex.charts.multiples import partner_multiples
from hitechtex.charts.panel import Panel
from hitechtex.metrics import Questions as Query

__all__ = [
    "Panel",
    "Query",
    "about",
    "country_matrix",
    "exchange_burn_up",
    "flow_sankey",
    "indicator_bullets",
    "needs_attention",
    "partner_multiples",
    "region_matrix",
]
