"""What levers earn for their money, and the package that a budget buys: one way for every clock.

Every step is measured by solving, since levers interact. The package grows by the step that adds most for its money, as
the clock counts it; nothing is ranked or summed across clocks. Most levers earn less the more others have been pulled,
so a step that earned little when it was last measured is not measured again while a better one is at hand (the
accelerated greedy algorithm of Minoux, 1978). Where levers earn only together that can miss a step; each time the
package would stop growing, all that the budget pays for are measured again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from sinews.data.levers import Lever, Package, price_of

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)

#: What a step adds, the first part first: where no step adds anything to that, the next one counts.
Worth: TypeAlias = tuple[float, ...]

#: A step that adds less for its money than this is none: in the unit of the clock, for a million EUR.
LEAST = 1e-9

#: Part of a budget by which sums of prices may miss it: they are rounded in binary.
CENT = 1e-9

#: Steps measured side by side in a round: a number of its own, so that the number of workers changes nothing.
BATCH = 2

#: What is free counts as a thousandth of a million EUR, so that it comes first.
FREE = 1e-3

#: Part of what all levers earn that a package has to miss for it to be said: less is the tolerance of solvers.
PART = 0.01


def for_a_million(earned: float, price: tuple[float, float, float] | None) -> float:
    """What a step of a lever earns for a million EUR; what is free, or has no price, counts as `FREE`."""
    return earned / max(price[0] if price else 0.0, FREE)


class Stop(Enum):
    """Why a package grows no more: all is bought, nothing left earns, the budget, or the number of steps asked for.

    `SPENT`: steps are left, and the rest of the budget pays for none of them. `REST`: what the rest of the budget pays
    for earns nothing, and there are dearer steps.
    """

    ALL = "every step is bought"
    NOTHING = "nothing that is left earns anything on top of it"
    SPENT = "the rest of the budget pays for no further step"
    REST = "nothing that the rest of the budget pays for earns anything on top of it"
    STEPS = "no more steps were asked for"


@dataclass(frozen=True)
class Offer(Generic[Result_co]):
    """A lever alone: what its first step comes to, and what all of its steps come to.

    `rank`: what the first step earns for a million EUR.
    """

    lever: Lever
    effect: Result_co
    whole: Result_co
    rank: Worth

    @property
    def earns(self) -> bool:
        """Whether its first step earns anything."""
        return max(self.rank) > LEAST


@dataclass(frozen=True)
class Step(Generic[Result_co]):
    """One step of a package: the lever whose step is added, money spent by then, and what the package comes to."""

    lever: Lever
    money: float
    money_low: float
    money_high: float
    effect: Result_co


@dataclass(frozen=True)
class Purchase(Generic[Result_co]):
    """Offers, the best for their money first, and the frontier: the package after each step.

    `all_in`: what all steps of all levers together come to, and what they cost; `left`: money of the budget that no
    step uses (None without a budget). `stop`: why the package grows no more; `together`: whether what is left then
    would earn something, but only together.
    """

    offers: tuple[Offer[Result_co], ...]
    frontier: tuple[Step[Result_co], ...]
    all_in: Result_co
    all_in_price: float
    left: float | None
    stop: Stop
    together: bool = False


def purchase(
    levers: Sequence[Lever],
    measure: Callable[[Sequence[Package]], Sequence[Result]],
    worth: Callable[[Result, Result | None], Worth],
    budget: float | None = None,
    most: int = 10,
) -> Purchase[Result]:
    """Measure levers, then build the best package within `budget` (million EUR) and at most `most` steps.

    `measure`: what levers pulled together come to, in the order of the packages. `worth`: what a result earns beyond
    another one (None: beyond what is there without any lever). Errors as `measure`.
    """
    unranked = _offers(levers, measure, worth)
    offers = tuple(sorted(unranked, key=lambda offer: (*(-part for part in offer.rank), offer.lever.code)))
    whole: Package = tuple((lever, float(lever.most)) for lever in levers)
    all_in = measure([whole])[0]
    cart = _Cart(offers, measure, worth, budget)
    stop = cart.fill(most)
    left = None if budget is None else max(budget - cart.spent, 0.0)
    last = cart.frontier[-1].effect if cart.frontier else None
    parts = zip(worth(all_in, last), worth(all_in, None), strict=True)
    together = stop is Stop.NOTHING and any(beyond > PART * all_of_it > 0 for beyond, all_of_it in parts)
    return Purchase(offers, tuple(cart.frontier), all_in, price_of(whole)[0], left, stop, together)


def _offers(
    levers: Sequence[Lever],
    measure: Callable[[Sequence[Package]], Sequence[Result]],
    worth: Callable[[Result, Result | None], Worth],
) -> list[Offer[Result]]:
    first = measure([((lever, 1.0),) for lever in levers])
    several = [lever for lever in levers if lever.most > 1]
    whole = dict(zip(several, measure([((lever, float(lever.most)),) for lever in several]), strict=True))
    return [
        Offer(lever, effect, whole.get(lever, effect), _rank(worth(effect, None), lever))
        for lever, effect in zip(levers, first, strict=True)
    ]


def _rank(worth: Worth, lever: Lever) -> Worth:
    price = max(lever.price[0] if lever.price else 0.0, FREE)
    return tuple(round(max(part, 0.0) / price, 9) for part in worth)


class _Cart(Generic[Result]):
    """A package that grows step by step."""

    def __init__(
        self,
        offers: Sequence[Offer[Result]],
        measure: Callable[[Sequence[Package]], Sequence[Result]],
        worth: Callable[[Result, Result | None], Worth],
        budget: float | None,
    ) -> None:
        self._measure, self._worth, self._budget = measure, worth, budget
        self._levers = {offer.lever.code: offer.lever for offer in offers}
        self._ranks = {offer.lever.code: offer.rank for offer in offers}
        self._first = {offer.lever.code: offer.effect for offer in offers}
        self._steps = dict.fromkeys(self._levers, 0)
        self.frontier: list[Step[Result]] = []

    @property
    def spent(self) -> float:
        """Money spent so far, million EUR."""
        return self.frontier[-1].money if self.frontier else 0.0

    def fill(self, most: int) -> Stop:
        """Add steps until the budget is spent, nothing earns anything more, or there are `most` of them."""
        while len(self.frontier) < most:
            best = self._best()
            if best is None:
                return self._stop()
            self._add(*best)
        return Stop.STEPS if self._open() else Stop.ALL

    def _stop(self) -> Stop:
        """Why nothing can be added."""
        left, affordable = self._open(), self._affordable()
        if not left:
            return Stop.ALL
        if not affordable:
            return Stop.SPENT
        return Stop.NOTHING if len(affordable) == len(left) else Stop.REST

    def _add(self, code: str, effect: Result) -> None:
        self._steps[code] += 1
        money, low, high = price_of(tuple((self._levers[name], float(steps)) for name, steps in self._steps.items()))
        self.frontier.append(Step(self._levers[code], money, low, high, effect))

    def _open(self) -> list[str]:
        return [code for code, lever in self._levers.items() if self._steps[code] < lever.most]

    def _affordable(self) -> list[str]:
        room = float("inf") if self._budget is None else self._budget * (1 + CENT) - self.spent
        return [code for code in self._open() if (self._levers[code].price or (0.0,))[0] <= room]

    def _best(self) -> tuple[str, Result] | None:
        """The step that earns most for its money now, with what the package that has it comes to."""
        order = sorted(self._affordable(), key=self._place)
        effects: dict[str, Result] = {}
        while order:
            batch, order = order[:BATCH], order[BATCH:]
            effects |= self._measured(batch)
            best = min(effects, key=self._place)
            next_best = self._ranks[order[0]] if order else ()
            if self._ranks[best] >= next_best and max(self._ranks[best]) > LEAST:
                return best, effects[best]
        return None

    def _place(self, code: str) -> tuple[float | str, ...]:
        return (*(-part for part in self._ranks[code]), code)

    def _measured(self, codes: Sequence[str]) -> Mapping[str, Result]:
        """What the package with one step more of each comes to; what each step adds becomes its rank."""
        if not self.frontier:
            return {code: self._first[code] for code in codes}
        effects = dict(zip(codes, self._measure([self._with(code) for code in codes]), strict=True))
        now = self.frontier[-1].effect
        for code, effect in effects.items():
            self._ranks[code] = _rank(self._worth(effect, now), self._levers[code])
        return effects

    def _with(self, code: str) -> Package:
        steps = self._steps | {code: self._steps[code] + 1}
        return tuple((self._levers[name], float(count)) for name, count in sorted(steps.items()) if count)
