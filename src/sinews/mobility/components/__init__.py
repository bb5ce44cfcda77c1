"""The components of the days clock: one file each, listed once, in the order in which a formation meets them."""

from sinews.mobility.components import arrival, capacity, journey, pool, supply
from sinews.mobility.components.base import Build

COMPONENTS: tuple[Build, ...] = (
    supply.build,
    journey.build,
    capacity.build,
    pool.build,
    arrival.build,
)
