"""The components of the days clock: one file each, listed once, in the order in which a formation meets them."""

from sinews.clocks.days.components import arrival, capacity, journey, pool, supply
from sinews.clocks.days.components.base import Build
from sinews.clocks.days.routes import Journeys
from sinews.clocks.days.scope import Moves
from sinews.model.building import program_of
from sinews.model.ledger import Ledger
from sinews.model.program import Program

COMPONENTS: tuple[Build, ...] = (
    supply.build,
    journey.build,
    capacity.build,
    pool.build,
    arrival.build,
)


def ledger_of(scope: Moves, journeys: Journeys) -> Ledger:
    """The ledger on some routes: every component posts to it."""
    ledger = Ledger(scope.calendar, scope.sizes)
    for component in COMPONENTS:
        component(scope, journeys, ledger)
    return ledger


def build(scope: Moves, journeys: Journeys) -> Program:
    """The linear program on some routes."""
    return program_of(ledger_of(scope, journeys).journal)
