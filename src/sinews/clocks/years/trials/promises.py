"""What of the years program is promised, and how it slips in trials.

On promises rest the order book, what was approved and not signed, and the rates that lines are to reach. Lead times of
new orders and lags of new lines do not slip: what was observed from order to delivery has slipped already. Months are
counted from the day of knowledge, since the order book does not say when a date was promised. What a state has on order
slips as that state's promises have: it has one contracting office, so what is unknown of it is one draw in each trial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from sinews.clocks.years.components.base import KNOWN_RATE, LINE
from sinews.clocks.years.components.contract import DECIDED_ORDERS
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.trials.draws import HELD
from sinews.clocks.years.trials.terms import Terms
from sinews.data.tables import Status
from sinews.data.tables.slips import SlipKind
from sinews.model.calendar import Array
from sinews.model.journal import Journal, Names
from sinews.model.pairs import pairs_of
from sinews.model.parties import Slips, by_party
from sinews.model.slips import Slip
from sinews.model.streams import Streams

#: The table under whose name promises are drawn.
TABLE = "slips"


@dataclass(frozen=True)
class Promises:
    """What is promised in a scope; `slips`: how, by kind (none: promises are kept).

    `approved`: by variable what its subjects are about; an approval slips as one, whichever lines it is ordered from.
    `promised`: what lines are to make beyond what was observed, shape (lines, ticks).
    """

    known: float
    booked: tuple[str, ...]
    approved: Mapping[str, tuple[str, ...]]
    lines: tuple[str, ...]
    promised: Array
    slips: Mapping[SlipKind, Slips]

    @classmethod
    def of(cls, scope: Scope, journal: Journal) -> Promises:
        """What the journal of a scope holds of promises, with the pairs of the case."""
        slips = by_party(pairs_of(scope.case)) if "slips" in scope.case.tables else {}
        observed = _known(ledger_of(replace(scope, question=replace(scope.question, trust=Status.DELIVERED))).journal)
        lines = tuple(journal.decision("output").variable.subjects.columns["site"])
        return cls(
            float(scope.known),
            _subjects(journal, "booked_deliveries"),
            {name: names for name in DECIDED_ORDERS if (names := _subjects(journal, name))},
            lines,
            np.maximum(_known(journal) - observed, 0.0),
            slips,
        )

    def terms(self, streams: Streams) -> Terms:
        """The factors of trials."""
        approved = {
            variable: self._factors(streams, SlipKind.PROCUREMENT, names, "approved")
            for variable, names in self.approved.items()
        }
        return Terms(
            self.known,
            self.promised,
            self._factors(streams, SlipKind.PROCUREMENT, self.booked, "book"),
            {variable: factors for variable, factors in approved.items() if factors is not None},
            self._factors(streams, SlipKind.FACTORY, self.lines, "rise"),
            self._factors(streams, SlipKind.RATE, self.lines, "rate"),
        )

    def kept(self) -> Terms:
        """All promises are kept."""
        return Terms(self.known, self.promised)

    def _factors(self, streams: Streams, kind: SlipKind, names: Names, what: str) -> Array | None:
        """Factors of promises of a kind, shape (names, trials); None where it does not slip, or nothing is promised."""
        slips = self.slips.get(kind)
        if slips is None or not names:
            return None
        common = _inside(streams.uniform(TABLE, "", kind.value))
        factors = np.empty((len(names), streams.trials))
        for party in dict.fromkeys(map(_party, names)):
            mine = [number for number, name in enumerate(names) if _party(name) == party]
            own = np.stack([streams.uniform(TABLE, names[number], what) for number in mine])
            factors[mine] = _drawn(slips.of(party), common, own, streams.uniform(TABLE, party, kind.value))
        return factors


def _party(name: str) -> str:
    """Whose promise it is: of what is ordered, the state before the item."""
    return name.split("/", maxsplit=1)[0]


def _drawn(slip: Slip, common: Array, own: Array, party: Array) -> Array:
    """Factors of the promises of a party, shape of `own` (promises, trials); the others are one for each trial."""
    even = slip.joined(common, _inside(own), _inside(party))
    least, most = (1 - HELD) / 2, (1 + HELD) / 2  # what lies beyond the ends of ranges is put on the ends
    return slip.quantile(np.clip(even, least, most))


def _inside(uniform: Array) -> Array:
    return np.clip(uniform, 1e-12, 1 - 1e-12)


def _subjects(journal: Journal, name: str) -> tuple[str, ...]:
    variable = next((decision.variable for decision in journal.decisions if decision.variable.name == name), None)
    if variable is None:
        return ()
    columns = variable.subjects.columns
    return tuple(f"{place}/{item}" for place, item in zip(columns["place"], columns["item"], strict=True))


def _known(journal: Journal) -> Array:
    """What lines can make without the plan, shape (lines, ticks)."""
    return next(
        posting.coefficient for posting in journal.postings if posting.balance == LINE and posting.heading == KNOWN_RATE
    )
