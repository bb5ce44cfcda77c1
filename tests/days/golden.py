"""What one component of the days clock writes into the ledger for a tiny network, as text.

Renew the texts after a change that is meant, and read the difference: `python -m tests.days.golden`.
"""

from __future__ import annotations

from pathlib import Path

from sinews.clocks.days.components import COMPONENTS
from sinews.clocks.days.components.base import Build
from sinews.clocks.days.routes import Journeys, shortest
from sinews.clocks.days.scope import Moves
from sinews.model.building import program_of
from sinews.model.ledger import Ledger
from tests.days.network import railway
from tests.golden.text import listed

FOLDER = Path(__file__).parent / "golden"


def tiny_scope() -> Moves:
    """Three ticks; a railway of half a day with wagons at its far end, limits, civil traffic, two tiers."""
    sketch = railway("A", "B", quantity=60, home="B", notice=0.5)
    sketch.rows["links"][0].update(length=60, capacity=8, civil_share=25)
    sketch.rows["transfers"][0].update(throughput=2)
    sketch.add("tiers", tier="two", day=1, weight=2)
    sketch.add("arrivals", tier="two", area="flank", load="heavy", quantity=50)
    sketch.rows["tiers"][0].update(day=0.25)
    sketch.parameters.update(days_fine=1, days_coarse=1, days_horizon=2, days_distance=1000)
    return Moves.of(sketch.case())


def journeys(scope: Moves) -> Journeys:
    """The routes of the text."""
    return shortest(scope)


def name(component: Build) -> str:
    """The file of a component is called as its module."""
    return str(component.__module__).rsplit(".", 1)[-1]  # type: ignore[attr-defined]


def written(component: Build, scope: Moves) -> str:
    """The text of a component."""
    ledger = Ledger(scope.calendar, scope.sizes)
    component(scope, journeys(scope), ledger)
    return listed(program_of(ledger.journal))


def main() -> None:
    """Write one file for each component."""
    scope = tiny_scope()
    for component in COMPONENTS:
        (FOLDER / f"{name(component)}.txt").write_text(written(component, scope), encoding="utf-8")


if __name__ == "__main__":
    main()
