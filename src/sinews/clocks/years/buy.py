"""What would buy time, and at what price: levers measured one by one, then packages built step by step.

Every step is measured by solving, since levers interact. The package grows by the step that earns most for its money:
days of the ready date for a million EUR where any step moves the date, per cent of the expected shortfall where none
does. Most levers earn less the more others have been pulled, so a step that earned little when it was last measured is
not measured again while a better one is at hand (the accelerated greedy algorithm of Minoux, 1978). Where levers earn
only together that can miss a step; each time the package would stop growing, all are measured again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinews.clocks.years.measured import Effect, Package
from sinews.clocks.years.measuring import Workers
from sinews.data.levers import Lever

#: A step that earns less for its money than this is none: days per million EUR.
LEAST = 1e-9

#: Part of a budget by which sums of prices may miss it: they are rounded in binary.
CENT = 1e-9

#: Steps measured side by side in a round: a number of its own, so that the number of workers changes nothing.
BATCH = 2


@dataclass(frozen=True)
class Offer:
    """A lever alone: what its first step earns and what all of its steps earn."""

    lever: Lever
    effect: Effect
    whole: Effect

    @property
    def days_per_million(self) -> float:
        """Days of the ready date for a million EUR, 0 if it does not move."""
        return _ready_days(self.effect) / _price(self.lever)

    @property
    def rank(self) -> tuple[float, float]:
        """What it earns for its money: days of the ready date, then per cent of the shortfall, for a million EUR."""
        return _rank(self.effect, _price(self.lever))


@dataclass(frozen=True)
class Step:
    """One step of the package: the lever whose step is added, money spent by then, and what the package earns."""

    lever: Lever
    money: float
    money_low: float
    money_high: float
    effect: Effect


@dataclass(frozen=True)
class Purchase:
    """Offers, the dearest for their money first, and the frontier: the package after each step.

    `all_in`: what all steps of all levers together earn, and what they cost; `left`: money of the budget that no step
    uses (None without a budget).
    """

    offers: tuple[Offer, ...]
    frontier: tuple[Step, ...]
    all_in: Effect
    all_in_price: float
    left: float | None


def purchase(workers: Workers, levers: Sequence[Lever], budget: float | None = None, most: int = 10) -> Purchase:
    """Measure levers, then build the best package within `budget` (million EUR) and at most `most` steps."""
    offers = tuple(
        sorted(_offers(workers, levers), key=lambda effect: (-effect.rank[0], -effect.rank[1], effect.lever.code))
    )
    whole: Package = tuple((lever, float(lever.most)) for lever in levers)
    all_in = workers.effects([whole])[0]
    frontier = _Cart(workers, offers, budget).filled(most)
    spent = frontier[-1].money if frontier else 0.0
    price = sum(lever.most * _price(lever) for lever in levers)
    return Purchase(offers, frontier, all_in, price, None if budget is None else max(budget - spent, 0.0))


def _offers(workers: Workers, levers: Sequence[Lever]) -> list[Offer]:
    first = workers.effects([((lever, 1.0),) for lever in levers])
    several = [lever for lever in levers if lever.most > 1]
    whole = dict(zip(several, workers.effects([((lever, float(lever.most)),) for lever in several]), strict=True))
    return [Offer(lever, effect, whole.get(lever, effect)) for lever, effect in zip(levers, first, strict=True)]


def _price(lever: Lever) -> float:
    """Price of a step, million EUR; what is free counts as a thousandth of a million, so that it comes first."""
    return max(lever.price[0] if lever.price else 0.0, 1e-3)


def _ready_days(effect: Effect) -> float:
    return max(effect.days or 0.0, 0.0)


def _rank(effect: Effect, price: float) -> tuple[float, float]:
    return round(_ready_days(effect) / price, 9), round(max(effect.percent, 0.0) / price, 9)


class _Cart:
    """A package that grows step by step."""

    def __init__(self, workers: Workers, offers: Sequence[Offer], budget: float | None) -> None:
        self._workers, self._budget = workers, budget
        self._levers = {offer.lever.code: offer.lever for offer in offers}
        self._ranks = {offer.lever.code: offer.rank for offer in offers}
        self._steps = dict.fromkeys(self._levers, 0)
        self._frontier: list[Step] = []
        self._first = {offer.lever.code: offer.effect for offer in offers}

    def filled(self, most: int) -> tuple[Step, ...]:
        """Add steps until the budget is spent, nothing earns anything more, or there are `most` of them."""
        while len(self._frontier) < most:
            best = self._best()
            if best is None:
                break
            self._add(*best)
        return tuple(self._frontier)

    def _add(self, code: str, effect: Effect) -> None:
        self._steps[code] += 1
        bought = [(self._levers[code].price or (0.0, 0.0, 0.0), steps) for code, steps in self._steps.items()]
        money, low, high = (sum(steps * price[end] for price, steps in bought) for end in range(3))
        self._frontier.append(Step(self._levers[code], money, low, high, effect))

    def _affordable(self) -> list[str]:
        spent = self._frontier[-1].money if self._frontier else 0.0
        room = float("inf") if self._budget is None else self._budget * (1 + CENT) - spent
        return [
            code
            for code, lever in self._levers.items()
            if self._steps[code] < lever.most and (lever.price or (0.0,))[0] <= room
        ]

    def _best(self) -> tuple[str, Effect] | None:
        """The step that earns most for its money now, with the effect of the package that has it."""
        open_to_all = self._affordable()
        order = sorted(open_to_all, key=lambda code: (*(-part for part in self._ranks[code]), code))
        effects: dict[str, Effect] = {}
        while order:
            batch, order = order[:BATCH], order[BATCH:]
            effects |= self._measured(batch)
            best = min(effects, key=lambda code: (*(-part for part in self._ranks[code]), code))
            next_best = self._ranks[order[0]] if order else (0.0, 0.0)
            if self._ranks[best] >= next_best and max(self._ranks[best]) > LEAST:
                return best, effects[best]
        return None

    def _measured(self, codes: Sequence[str]) -> Mapping[str, Effect]:
        """Effects of the package with one step more of each; what each step adds becomes its rank."""
        if not self._frontier:
            return {code: self._first[code] for code in codes}
        packages = [self._with(code) for code in codes]
        effects = dict(zip(codes, self._workers.effects(packages), strict=True))
        now = self._frontier[-1].effect
        for code, effect in effects.items():
            self._ranks[code] = _rank(_beyond(effect, now), _price(self._levers[code]))
        return effects

    def _with(self, code: str) -> Package:
        steps = self._steps | {code: self._steps[code] + 1}
        return tuple((self._levers[one], float(count)) for one, count in sorted(steps.items()) if count)


def _beyond(effect: Effect, now: Effect) -> Effect:
    """What one package earns beyond another."""
    days = None if effect.days is None or now.days is None else effect.days - now.days
    return Effect(
        effect.objective - now.objective,
        effect.points - now.points,
        effect.percent - now.percent,
        effect.shortfall_months - now.shortfall_months,
        days,
        effect.ready,
    )
