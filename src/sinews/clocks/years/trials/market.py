"""The market of a tick in trials: what is made of each item, of what inputs, and which line makes it.

Lines make what is asked of their item, as far as capacity and inputs go. Each makes its share of the plan's output, and
what one cannot make is made by others of the same item that have room. Lines of inputs make what is used, and what the
plan keeps in store; where an input is short, items have the share of it that they have in the plan, and what an item
does not use goes to the others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sinews.clocks.years.components.base import AT_START, MARKET
from sinews.clocks.years.trials.book import Book, Groups, Pair, constants
from sinews.clocks.years.trials.lines import Lines
from sinews.data.tables import MARKET as EVERYWHERE
from sinews.model.calendar import Array
from sinews.model.journal import CARRIED_IN


class Market:
    """Stocks of inputs, and what is made of every item; `items`: all that are made or used, wholes before parts."""

    def __init__(self, book: Book, needed: Sequence[str], lines: Lines) -> None:
        self._lines, self._trials = lines, book.sheet.trials
        self._recipes = self._lines.recipes
        self.items = _ordered({*self._lines.items, *needed}, list(self._recipes))
        self._number = {item: number for number, item in enumerate(self.items)}
        self._makers = Groups(
            np.array([self._number[item] for item in self._lines.items], dtype=np.int64), len(self.items)
        )
        stored = book.column("market_stock", "item")
        nodes: list[Pair] = [(EVERYWHERE, item) for item in stored]
        self._stored = [self._number[item] for item in stored]
        self._start = list(book.entries(MARKET, nodes, AT_START))
        self._kept = list(book.entries(MARKET, nodes, CARRIED_IN))
        self._stock = np.zeros((len(stored), 1))
        self._target = np.maximum(book.plan("market_stock"), 0.0)
        self._use = self._planned_use()
        self.made = np.zeros((len(self._lines.items), 1))

    @property
    def makers(self) -> Lines:
        """What makes things."""
        return self._lines

    def make(self, tick: int, demand: Array) -> Array:
        """What is made of each item in a tick, where `demand` is; both of shape (items, trials or 1)."""
        capacity = self._lines.capacity(tick)
        able = self._makers.sum(capacity)
        demand, able = (np.broadcast_to(part, (len(self.items), self._trials)).copy() for part in (demand, able))
        there = np.zeros_like(demand)
        there[self._stored] = self._carried(tick)
        target = np.zeros(len(self.items))
        target[self._stored] = self._target[:, tick]
        want = self._wanted(tick, demand, able, there, target)
        made = self._granted(tick, want, there)
        self._stock = there[self._stored]
        self.made = self._shared(tick, made, capacity)
        return made

    def _carried(self, tick: int) -> Array:
        stock = constants(self._start, tick, len(self._stored))
        for entry in self._kept:
            if tick:
                stock = stock + entry.at(tick) * self._stock
        return stock

    def _wanted(self, tick: int, demand: Array, able: Array, there: Array, target: Array) -> Array:
        """What is to be made of each item if inputs are no limit; parts after the wholes that take them."""
        want = np.zeros_like(demand)
        for number, item in enumerate(self.items):
            fill = target[number] - there[number]
            want[number] = np.clip(demand[number] + fill, 0.0, able[number])
            for (whole, part), quantity in self._taken(tick, item):
                assert whole == item  # noqa: S101 - it is the whole's recipe
                demand[self._number[part]] += quantity * want[number]
        return want

    def _granted(self, tick: int, want: Array, there: Array) -> Array:
        """What is made of each item with the inputs that there are; parts first. Changes what is `there`."""
        made = want.copy()
        for number in reversed(range(len(self.items))):
            item = self.items[number]
            users = [(whole, part) for whole, part in self._recipes if part == item]
            there[number] += made[number]  # its own inputs were shared out before
            if not users:
                continue
            rows = [self._number[whole] for whole, _ in users]
            quantity = np.stack([np.broadcast_to(self._quantity(tick, pair), self._trials) for pair in users])
            requests = quantity * made[rows]
            granted = _rationed(requests, np.maximum(there[number], 0.0), self._use[item][:, tick])
            made[rows] = np.minimum(made[rows], _over(granted, quantity))
        for number, item in enumerate(self.items):
            for (_, part), quantity in self._taken(tick, item):
                there[self._number[part]] -= quantity * made[number]
        return made

    def _taken(self, tick: int, item: str) -> list[tuple[tuple[str, str], Array]]:
        return [(pair, self._quantity(tick, pair)) for pair in self._recipes if pair[0] == item]

    def _quantity(self, tick: int, pair: tuple[str, str]) -> Array:
        entry, subject = self._recipes[pair]
        return np.asarray(-entry.at(tick)[subject])

    def _planned_use(self) -> dict[str, Array]:
        """What the items that use an input take of it in the plan, by input; shape (users, ticks)."""
        made = np.zeros((len(self.items), self._lines.plan.shape[1]))
        np.add.at(made, self._makers.of, self._lines.plan)
        use: dict[str, list[Array]] = {}
        for (whole, part), (entry, subject) in self._recipes.items():
            use.setdefault(part, []).append(-entry.posting.coefficient[subject] * made[self._number[whole]])
        return {part: np.array(rows) for part, rows in use.items()}

    def _shared(self, tick: int, made: Array, capacity: Array) -> Array:
        """What each maker makes, shape (makers, trials)."""
        plan = self._lines.plan[:, [tick]]
        total = self._makers.spread(self._makers.sum(plan))
        wanted = self._makers.spread(made) * np.divide(plan, total, out=np.zeros_like(plan), where=total > 0)
        first = np.minimum(wanted, capacity)
        left, room = self._makers.spread(made - self._makers.sum(first)), capacity - first
        whole = self._makers.spread(self._makers.sum(room))
        rest = np.divide(left * room, whole, out=np.zeros(np.broadcast_shapes(left.shape, room.shape)), where=whole > 0)
        return np.asarray(first + np.maximum(rest, 0.0))


def _rationed(requests: Array, there: Array, use: Array) -> Array:
    """What each user has of an input: all that it asks for, or its share in the plan and then of what others leave."""
    demand = _total(requests)
    weight = use / use.sum() if use.sum() > 0 else np.full(len(use), 1 / len(use))
    first = np.minimum(requests, there * weight[:, None])
    left, lacking = there - _total(first), requests - first
    whole = _total(lacking)
    more = lacking * np.minimum(np.divide(left, whole, out=np.zeros_like(whole), where=whole > 0), 1.0)
    return np.where(demand <= there, requests, first + more)


def _total(amounts: Array) -> Array:
    """The sum over users, row by row, so that it is the same for any number of trials; shape (trials,)."""
    return np.asarray(sum(amounts[1:], start=amounts[0]))


def _over(granted: Array, quantity: Array) -> Array:
    return np.asarray(np.divide(granted, quantity, out=np.full(granted.shape, np.inf), where=quantity > 0))


def _ordered(items: set[str], recipes: list[tuple[str, str]]) -> list[str]:
    """Items in an order in which each stands before what goes into it; by code where there is none."""
    left, order = sorted(items | {part for pair in recipes for part in pair}), list[str]()
    while left:
        free = [item for item in left if not any(part == item and whole in left for whole, part in recipes)]
        order += free
        left = [item for item in left if item not in free]
    return order
