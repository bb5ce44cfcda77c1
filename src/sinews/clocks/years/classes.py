"""Which allies are one class: they wait as long for a contract, and their stocks stand alike against their needs.

Allies that wait as long see the same prices, lines and market (and where people are counted, who leaves and is trained
and paid alike), and what counts is what the group lacks, not who lacks it. What tells them apart is whose stock exceeds
a need, or half of it: what one has too much of is of no use to another. So the class of an ally and an item is its
wait, and how high its stock and all that is on order can come: never above half of the need, never above the need, or
else in which quarter of it. Lines are one if they make the same at the same cost and take as long to build. Alone stays
whose money, office or people are short, who trains with an item or loses it, and a line that was promised more than it
has.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sinews.clocks.years.ageing import held_at_start
from sinews.clocks.years.components.contract import approved, order_book
from sinews.clocks.years.components.use import rates
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import PERSONS, staff
from sinews.data.tables import Purpose
from sinews.model.calendar import Array
from sinews.model.program import Block, Program

#: Width of a band of coverage, as a part of the need, and the bands of stocks that stay below half of it and below it.
BAND, BELOW_HALF, BELOW = 0.25, -2, -1

#: A place or line, and an item, as the rows of a block name them.
Pair = tuple[str, str]

#: What the rows of a block are about; those of other blocks are each alone.
_ABOUT = dict.fromkeys(("money", "fund", "office", "running"), "allies")
_ABOUT |= dict.fromkeys(("capacity", "line", "surge"), "lines")
_ABOUT |= dict.fromkeys(("people", "crews", "payroll"), "people")
_ABOUT |= dict.fromkeys(("stock", "ordered", "held", "upkeep", "manning"), "pairs")


@dataclass(frozen=True)
class Looks:
    """How allies, allies with items, and lines look in one program: what looks the same is alike."""

    allies: Mapping[Pair, Hashable]
    people: Mapping[Pair, Hashable]
    pairs: Mapping[Pair, Hashable]
    lines: Mapping[Pair, Hashable]

    @classmethod
    def of(cls, scope: Scope, program: Program, short: frozenset[str]) -> Looks:
        """Read from a scope and the ceilings of its program; `short`: allies whose money, office or people are."""
        waits = zip(scope.allies, scope.of_allies("contracting_delay", scope.allies).tolist(), strict=True)
        terms = _terms(scope)
        allies = {ally: ally if ally in short else (wait, terms.get(ally)) for ally, wait in waits}
        money, people = ({(ally, item): look for ally, look in allies.items()} for item in ("money", PERSONS))
        return cls(money, people, _pairs(scope, allies), _lines(scope, program, allies))

    def look(self, block: str, pair: Pair) -> Hashable:
        """The look of a subject of a block of rows; what is none of these looks like nothing else."""
        looks: Mapping[Pair, Hashable] = getattr(self, _ABOUT[block]) if block in _ABOUT else {}
        return looks.get(pair, pair)


@dataclass(frozen=True)
class Likeness:
    """Alike is what looks the same in each of some programs; `scope`: by whose needs a class shares its values."""

    looks: tuple[Looks, ...]
    scope: Scope

    def __call__(self, block: Block) -> Sequence[Hashable]:
        """The class of each subject of a block of rows."""
        pairs = zip(block.subjects["place"], block.subjects["item"], strict=True)
        return [tuple(looks.look(block.name, pair) for looks in self.looks) for pair in pairs]

    def weights(self, block: Block) -> Array:
        """By what subjects of a block of variables share: the need of an ally for an item; evenly where there is none.

        Shape (subjects,).
        """
        need = {(place, item): need for place, item, need in self.scope.needs["place", "item", "quantity"].iter_rows()}
        subjects = block.subjects
        if "site" in subjects or "place" not in subjects or "item" not in subjects:
            return np.ones(len(block))
        return np.array([need.get(pair, 1.0) for pair in zip(subjects["place"], subjects["item"], strict=True)])


def _terms(scope: Scope) -> dict[str, Hashable]:
    """On what terms people serve in each ally whose people are counted: how they leave, are trained and paid."""
    people = staff(scope)
    return {
        place: (people.stay[row].tobytes(), people.joining[row], people.training[row], people.pay[row])
        for row, place in enumerate(people.places)
    }


def _pairs(scope: Scope, allies: Mapping[str, Hashable]) -> dict[Pair, Hashable]:
    """The look of each ally with each item that it needs."""
    pairs = scope.needs.select("place", "item").rows()
    alone = [bool(uses.any()) for uses in rates(scope, aid=False)]
    looks: dict[Pair, Hashable] = {}
    for pair, band, apart in zip(pairs, _bands(scope), alone, strict=True):
        place, item = pair
        looks[pair] = pair if apart else (item, allies[place], 0 if item in scope.together else band)
    return looks


def _bands(scope: Scope) -> list[int]:
    """How high the stock of an ally and all that is on order come against its need, for each row of the needs."""
    stocks = held_at_start(scope.case)
    held = np.array([stocks.get(pair, 0.0) for pair in scope.needs["place", "item"].iter_rows()])
    coming = order_book(scope).sum(axis=1) + approved(scope).sum(axis=1)
    highest = (held + coming) / scope.needs["quantity"].to_numpy()
    bands = np.where(highest <= 0.5, BELOW_HALF, np.where(highest <= 1, BELOW, np.floor(highest / BAND)))
    return [int(band) for band in bands]


def _lines(scope: Scope, program: Program, allies: Mapping[str, Hashable]) -> dict[Pair, Hashable]:
    """The look of each line: what it makes, who can pay for more of it, and at what cost and when it comes."""
    if scope.sites.is_empty():
        return {}
    most = program.upper[program.numbers(program.variable("output"))]
    capped = [bool(np.isfinite(upper).any()) for upper in most]
    funds = scope.trusted("funds").filter(pl.col("purpose") == Purpose.EXPANSION.value)["place"]
    funded, looks = set(funds), dict[Pair, Hashable]()
    rows = scope.sites.select("site", "item", "place", "capex", "build_lag", "ramp", "lead_time").iter_rows()
    for (site, item, place, *terms), alone in zip(rows, capped, strict=True):
        look = (item, allies.get(place), place in funded, *terms)
        looks[site, item] = (site, item) if alone else look
    return looks
