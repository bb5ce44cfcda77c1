"""Components of relief: what is lacking, what is given, what there is to give it with."""

from __future__ import annotations

from sinews.clocks.hours.components import giving, need, supply
from sinews.clocks.hours.components.base import Build

COMPONENTS: tuple[Build, ...] = (need.build, giving.build, supply.build)
