"""What a state of the case comes to, in the few numbers that are remembered of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sinews.clocks.hours.lack import Lack
from sinews.clocks.hours.relief import Relieved
from sinews.model.calendar import Array


@dataclass(frozen=True)
class State:
    """What another state of the case comes to.

    `weighed`: million people-hours without, each need with its weight. `by_need`: without weights, shape (needs,).
    `first`: hour at which the share of the clock goes without each vital need, by ally, at most the horizon; shape
    (allies, vital needs).
    """

    weighed: float
    by_need: Array
    first: Array


def state(relieved: Relieved) -> State:
    """What the clock says of a state, in short."""
    homes = relieved.homes
    share = homes.case.parameter("hours_share") / 100
    first = np.minimum(Lack(homes).first(share)[:, list(homes.vital)], homes.horizon)
    return State(relieved.weighed, relieved.hours.sum(axis=0), first)
