"""What one question is about: the case, the group of allies, the path, the needs, how far to believe announcements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property, update_wrapper
from typing import Generic, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sinews.clocks.years import shared
from sinews.clocks.years.options import Holdings, Question
from sinews.clocks.years.spending import monthly_budget, needs
from sinews.clocks.years.threat import Threat, pool
from sinews.data.case import Case
from sinews.data.kept import Kept
from sinews.data.levers import Change, Lever, case_with
from sinews.data.months import months_between
from sinews.data.ranges import End, at_end
from sinews.data.tables import QUESTION, Holding, ItemKind, Status
from sinews.errors import UsageError, did_you_mean
from sinews.model.calendar import Array, Calendar, Indices

_Result = TypeVar("_Result")

_pooled = Kept(pool)

#: Place under which the whole group stands.
GROUP = "group"

#: Months of a tick of the tail.
TAIL_STEP = 6


@dataclass(frozen=True)
class Scope:
    """A case seen by one question; the components read their rows from here.

    `only`: the needed items that are looked at, as if the others were not needed (None: all).
    """

    case: Case
    question: Question
    calendar: Calendar
    only: tuple[str, ...] | None = None

    @classmethod
    def of(cls, case: Case, question: Question) -> Scope:
        """The scope of a question on the case's own horizon."""
        settings, tail = case.settings, round(12 * case.setting("tail_years", 0.0))
        until = settings.end if question.monthly else settings.monthly_until
        shown = Calendar.between(settings.start, settings.end, until)
        return cls(case, question, shown.lengthened(tail, TAIL_STEP) if tail else shown)

    def at(self, end: End, *columns: tuple[str, str]) -> Scope:
        """The same question where numbers lie at one end of their ranges: all, or those of (table, column) named."""
        return replace(self, case=at_end(self.case, end, *columns))

    @cached_property
    def known(self) -> int:
        """Months from the start to the first month after the day of knowledge: what is decided now begins with it."""
        settings = self.case.settings
        passed = months_between(settings.start, settings.as_of) + (settings.as_of.day > 1)
        return max(passed, 0)

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Ticks in which something may be decided, shape (ticks,): none begins before the day of knowledge."""
        return np.asarray(self.calendar.start >= self.known)

    @cached_property
    def first_open(self) -> Indices:
        """Ticks in which decisions begin, shape (ticks that are open and follow one that is not, or none,)."""
        before = np.where(self.calendar.parent >= 0, self.open[self.calendar.parent], False)
        return np.flatnonzero(self.open & ~before)

    @cached_property
    def shown(self) -> Calendar:
        """The ticks up to the end of the horizon, without the tail."""
        return self.calendar.shown

    @cached_property
    def allies(self) -> tuple[str, ...]:
        """Allies in the group, sorted (EU27, say, has members that are none). UsageError for an unknown group."""
        members = shared.members(self.case.table("groups"), self.case.table("places"), self.question.group)
        return tuple(place for place in members if place != self.without)

    @cached_property
    def without(self) -> str:
        """The state that is left out; empty for none. UsageError for one that has nothing here to be left out."""
        state, group = self.question.left_out, pl.col("group") == self.question.group
        if not state:
            return state
        there = {*self.case.table("groups").filter(group)["place"], *self.case.table("sites")["place"]}
        for name in ("deliveries", "decided"):
            there |= set(self.case.table(name)["supplier"].drop_nulls())
        if state not in there:
            raise UsageError(
                f"{state} has no line, delivers nothing and is not in {self.question.group}, so nothing can be left "
                f"out; states that have something are: {', '.join(sorted(there))}.{did_you_mean(state, there)}"
            )
        return state

    @cached_property
    def needs(self) -> pl.DataFrame:
        """Needs by ally and item: place, item, quantity and its range.

        Raises UsageError where nothing is asked of the group.
        """
        frame = needs(self.case, self.question.needs_set, self.allies)
        if self.only is not None:
            frame = shared.of_items(frame, self.only)
        if frame.is_empty():
            raise UsageError(
                f"the set of needs '{self.question.needs_set}' asks nothing of the group '{self.question.group}'; "
                "choose another set or group, or add rows to forces and scales"
            )
        return frame

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """Items that somebody in the group needs, sorted."""
        return tuple(sorted(set(self.needs["item"])))

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Needed items and all that goes into them, sorted."""
        recipes = self.case.table("recipes")["item", "input"].rows()
        items, front = set(self.needed), set(self.needed)
        while front:
            front = {part for whole, part in recipes if whole in front} - items
            items |= front
        return tuple(sorted(items))

    @cached_property
    def need_totals(self) -> dict[str, float]:
        """Need of the whole group by item."""
        return shared.totals(self.needs)

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """Needed items by family, sorted; an item without one is a family of its own."""
        needed, families = set(self.needed), dict[str, list[str]]()
        for family, item in (row for row in self.items_table["family", "item"].rows() if row[1] in needed):
            families.setdefault(family or item, []).append(item)
        return {family: tuple(sorted(families[family])) for family in sorted(families)}

    @cached_property
    def together(self) -> frozenset[str]:
        """Needed items that allies hold together: they stand in for one another."""
        if self.question.holdings is Holdings.ALONE:
            return frozenset()
        held = dict(self.items_table["item", "held"].rows())
        every = self.question.holdings is Holdings.TOGETHER
        return frozenset(item for item in self.needed if every or held[item] == Holding.TOGETHER)

    @cached_property
    def holders(self) -> pl.DataFrame:
        """Whose stocks count for which need: place (an ally, or GROUP for all), item, quantity; sorted."""
        return shared.holders(self.needs, self.together, GROUP)

    @cached_property
    def holder(self) -> tuple[str, ...]:
        """For each row of the needs the place of `holders` in which it stands."""
        return tuple(GROUP if item in self.together else place for place, item in self.needs["place", "item"].rows())

    @cached_property
    def sizes(self) -> dict[str, float]:
        """Natural size of each item for scaling: the group's need, or what goes into it.

        Money: a month's budget. People: those of an ally.
        """
        sizes = dict(self.need_totals)
        recipes = self.case.table("recipes")["item", "input", "quantity"].rows()
        for _ in self.items:  # no chain is longer than there are items
            for whole, part, quantity in recipes:
                if whole in sizes:
                    sizes[part] = max(sizes.get(part, 0.0), sizes[whole] * quantity)
        budget = float(self.budget.sum()) / self.calendar.months
        sizes |= {"money": budget, "people": _mean(self.case.table("people")["strength"])}
        return {item: size for item, size in sizes.items() if size > 0}

    @cached_property
    def budget(self) -> Array:
        """Money for the modelled items by ally and month, million EUR."""
        return monthly_budget(self.case, self.question.path, self.allies, self.calendar.months)

    @cached_property
    def threat(self) -> Threat:
        """The pooled distribution of the test."""
        settings, tail = self.case.settings, self.case.parameter("threat_tail") / 100
        return _pooled(self.case.table("threats"), settings.start, settings.as_of, tail, self.shown.months)

    @cached_property
    def weight_of_ticks(self) -> Array:
        """Probability that the test comes in each tick (and branch); shape (ticks,), zero in the tail."""
        within = self.shown.sum(self.threat.within(self.shown.months)) * self.shown.share
        return np.concatenate([within, np.zeros(self.calendar.tail)])

    @cached_property
    def weight_of_tail(self) -> Array:
        """What a tick of the tail weighs, shape (ticks,): a month as one of the last shown year; zero before the tail.

        Nobody asks what is covered there; it keeps the plan from stopping at its last month.
        """
        last = self.threat.within(self.shown.months)[-12:].mean()
        weight = last * self.calendar.length * self.calendar.share
        weight[: len(self.shown)] = 0.0
        return np.asarray(weight)

    @cached_property
    def sites(self) -> pl.DataFrame:
        """Lines that make something of use, with `available`: the part of their output that the group can have."""
        return shared.lines(self.case.table("sites"), self.items, self.allies, self.without)

    @cached_property
    def items_table(self) -> pl.DataFrame:
        """Rows of `items` for the items of the question, sorted."""
        return shared.of_items(self.case.table("items"), self.items).sort("item")

    def of_items(self, column: str, items: Sequence[str]) -> Array:
        """A number of the table `items` for each of `items`, shape (items,)."""
        values = shared.column_of(self.case.table("items"), "item", column)
        return np.array([values[item] for item in items], dtype=float)

    def of_allies(self, column: str, places: Sequence[str]) -> Array:
        """A number of the table `places` for each of `places`, shape (places,)."""
        values = shared.column_of(self.case.table("places"), "place", column)
        return np.array([values[place] for place in places], dtype=float)

    def inputs(self) -> tuple[str, ...]:
        """Items of the question that are inputs, sorted."""
        return tuple(item for item, kind in self.items_table["item", "kind"].rows() if kind == ItemKind.INPUT)

    def trusted(self, table: str, trust: Status | None = None) -> pl.DataFrame:
        """Rows of a table whose status is at least as firm as the question asks, but for those of a state left out.

        `trust`: how firm, if it is not for the question to say.
        """
        least = self.question.trust if trust is None else trust
        rows = shared.firm(self.case.table(table), least)
        return self.delivered(rows) if "supplier" in rows.columns else rows

    def delivered(self, orders: pl.DataFrame) -> pl.DataFrame:
        """Orders that count: all do, but for those of a supplier that is left out."""
        return shared.without(orders, self.without) if self.without else orders

    def months(self, spans: Iterable[tuple[date, date]]) -> Array:
        """For each span of dates the part of it that falls in each month; what is overdue falls in the first.

        The array has shape (spans, months).
        """
        origin, count = self.case.settings.start, self.calendar.months
        rows = []
        for start, end in spans:
            last = max(months_between(origin, end), 0)
            first = min(max(months_between(origin, start), 0), last)
            row = np.zeros(max(count, last + 1))
            row[first : last + 1] = 1 / (last - first + 1)
            rows.append(row[:count])
        return np.array(rows).reshape(len(rows), count)


class OfScope(Generic[_Result]):
    """A function of a scope that is worked out once for each: components ask for the same. Nobody changes it."""

    def __init__(self, function: Callable[[Scope], _Result]) -> None:
        self._function, self._name = function, f"{function.__module__}.{function.__qualname__}"
        update_wrapper(self, function)

    def __call__(self, scope: Scope) -> _Result:
        """What the function gives for this very scope; it stays with the scope, as its cached properties do."""
        worked_out = vars(scope)
        if self._name not in worked_out:
            worked_out[self._name] = self._function(scope)
        result: _Result = worked_out[self._name]
        return result


def _mean(numbers: pl.Series) -> float:
    """Their mean; zero of none."""
    return float(numbers.sum()) / len(numbers) if len(numbers) else 0.0


def pulled(scope: Scope, lever: Lever, steps: float = 1.0) -> Scope:
    """The scope with `steps` steps of a lever. Raises CaseError or UsageError if the result is no case or question."""
    question = scope.question
    for change in lever.changes:
        question = _question(question, change) if change.table == QUESTION else question
    return replace(Scope.of(case_with(scope.case, lever, steps), question), only=scope.only)


def _question(question: Question, change: Change) -> Question:
    """The question with another path, status to trust, or expansion allowed (1) or not (0)."""
    if change.column == "expansion":
        return replace(question, expansion=bool(change.amount))
    if change.column == "trust":
        return replace(question, trust=Status(str(change.text)))
    if change.column == "path":
        return replace(question, path=str(change.text))
    names = [field.name for field in fields(Question)]
    raise UsageError(f"A lever cannot change {change.column} of a question.{did_you_mean(change.column, names)}")
