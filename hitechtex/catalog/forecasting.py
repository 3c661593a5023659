"""How forecasts are made: what may be assumed, and under how much evidence nothing is said."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA, Code

Share = Annotated[float, Field(gt=0, lt=1)]
Step = Literal["stay", "report", "payment", "signature"]
Clock = Literal["stay", "stay_due", "report", "payment", "signature"]


class Conversion(Declared):
    """How the share that passes a step is estimated; cases are counted, shares are 0-1."""

    prior_share: dict[Step, Share]
    prior_cases: float = Field(gt=0)
    partner_cases: float = Field(gt=0)
    mission_correlation: float = Field(ge=0, le=1)
    kept_open: tuple[Share, Share]


class Arrivals(Declared):
    """How new cases are expected; `drift` and `growth` are of the logarithm, per month."""

    half_life_months: float = Field(gt=0)
    dispersion: float = Field(ge=1)
    dispersion_months: float = Field(gt=0)
    drift: float = Field(ge=0)
    growth: float = Field(gt=0)
    growth_fades: float = Field(gt=0, lt=1)
    follows: tuple[float, float]
    follows_alone: tuple[float, float]
    profile: tuple[Annotated[float, Field(gt=0)], ...] = Field(min_length=2)


class Delays(Declared):
    """How months to pass a step are estimated: shares of those who wait, month by month."""

    prior_cases: float = Field(gt=0)
    partner_cases: float = Field(gt=0)
    usual: dict[Clock, tuple[Share, ...]]


class Way(Declared):
    """The steps a case takes before it counts for an indicator, and whether its amount counts."""

    indicator: Code
    steps: tuple[Step, ...] = Field(min_length=1)
    amount: bool = False


class ForecastRules(Declared):
    """Everything a forecast assumes; the same for every indicator and partner."""

    least_months: int = Field(ge=1)
    least_decided: int = Field(ge=1)
    draws: int = Field(ge=100, le=100_000)
    least_odds: Share
    conversion: Conversion
    arrivals: Arrivals
    delays: Delays
    ways: tuple[Way, ...] = ()

    @model_validator(mode="after")
    def _every_step_has_its_usual_delay(self) -> ForecastRules:
        needed: set[str] = {step for way in self.ways for step in way.steps}
        needed |= {"stay_due"} & {f"{step}_due" for step in needed}
        for step in sorted(needed - set(self.delays.usual)):
            raise ValueError(f"the usual delay of the step {step} is missing")
        for step in sorted(needed - {"stay_due", *self.conversion.prior_share}):
            raise ValueError(f"the prior share of the step {step} is missing")
        return self

    def way(self, indicator: str) -> Way | None:
        """Return the way to an indicator; None where it is forecast from arrivals alone."""
        return next((way for way in self.ways if way.indicator == indicator), None)


def read_forecast_rules(path: Path = DATA / "forecast.toml") -> ForecastRules:
    """Return what is declared in `path`; raise DeclarationError naming file and key."""
    return declare(ForecastRules, read_toml(path), where=str(path))
