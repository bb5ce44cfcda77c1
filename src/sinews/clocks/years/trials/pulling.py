"""A plan that is kept while a lever is pulled: the same orders and expansions, in the journal of the changed case.

What the lever changes of coefficients, delays and bounds holds from its first month on, as where a plan is made anew
(`sinews.clocks.years.measuring`). What is drawn stays what it was: each figure has the same error as before, as a part
of what it now is. What the lever adds (surge, plants that are converted) has no ranges here; lines make what is asked
of them with it, though the plan has none of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from sinews.clocks.years.components.base import CAPACITY, LINE, STOCK
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Scope, pulled
from sinews.clocks.years.trials.drawing import Drawing
from sinews.clocks.years.trials.ends import Ends, Part, about, heading
from sinews.clocks.years.trials.sheet import Effect
from sinews.clocks.years.trials.trial import Plan
from sinews.data.levers import Lever, Package
from sinews.data.months import months_between
from sinews.model.calendar import Array, Indices
from sinews.model.journal import Decision, Entry, Journal, Posting

_Key = tuple[object, ...]

#: Balances into which comes late what was decided; money and offices follow signatures, at one price throughout.
_COMING = (STOCK, CAPACITY, LINE)


def with_levers(plan: Plan, package: Package) -> Plan:
    """The plan with its decisions as they are, in the case with levers pulled; of those that act as soon, as they come.

    Raises CaseError if what a lever makes of it is no case.
    """
    for lever, steps in sorted(package, key=lambda pair: _first_tick(plan.scope, pair[0])):
        plan = with_lever(plan, lever, steps)
    return plan


def with_lever(plan: Plan, lever: Lever, steps: float = 1.0) -> Plan:
    """The plan with its decisions as they are, in the case with steps of a lever. CaseError if that is no case."""
    base, scope = plan.book.journal, replace(pulled(plan.scope, lever, steps), calendar=plan.scope.calendar)
    match = _Match(base, ledger_of(scope).journal, _first_tick(scope, lever))
    journal, origins = match.spliced()
    value = _carried(base, plan.book.value, journal)
    return Plan.kept(
        scope, journal, value, Drawing(journal, plan.drawing.figures, match.effects(plan, journal, origins))
    )


def _first_tick(scope: Scope, lever: Lever) -> int:
    """The first tick in which a lever acts: none before the day of knowledge, but for what was there at the start."""
    later = months_between(scope.calendar.origin, lever.earliest) if lever.earliest else 0
    month = later if "stocks" in lever.tables else max(later, scope.known)
    return int(np.searchsorted(scope.calendar.start, month))


@dataclass(frozen=True)
class _Match:
    """The journal before and after, and the tick from which on what is after holds."""

    before: Journal
    after: Journal
    tick: int

    def spliced(self) -> tuple[Journal, Mapping[int, list[int]]]:
        """The journal that holds, and where in it stands each posting of the one before, by number.

        What is late by other months from a tick on is two postings: what is decided earlier, and the rest.
        """
        earlier = {key: (number, posting) for number, key, posting in _keyed(self.before.postings)}
        decided = {decision.variable.name: decision for decision in self.before.decisions}
        postings: list[Posting] = []
        origins: dict[int, list[int]] = {}
        for _, key, posting in _keyed(self.after.postings):
            number, old = earlier.get(key, (-1, None))
            parts = self._parts(old, posting)
            origins.setdefault(number, []).extend(range(len(postings), len(postings) + len(parts)))
            postings += parts
        others: list[Entry] = [entry for entry in self.after.entries if not isinstance(entry, Posting | Decision)]
        decisions = [self._bounded(decided.get(new.variable.name), new) for new in self.after.decisions]
        return replace(self.after, entries=(*decisions, *postings, *others)), origins

    def _parts(self, old: Posting | None, new: Posting) -> list[Posting]:
        if old is None:
            return [replace(new, coefficient=self._from(np.zeros_like(new.coefficient), new.coefficient))]
        rows = _rows(about(old), about(new))
        before = _taken(old.coefficient, rows, np.zeros_like(new.coefficient))
        new = replace(new, coefficient=self._from(before, new.coefficient))
        if old.delay is None or new.delay is None or new.balance not in _COMING:
            return [new]
        late = [(old.delay, new.delay), (_months(old), _months(new))]
        delay, spread = (_taken(months, rows, now) for months, now in late)
        if np.array_equal(delay, new.delay) and np.array_equal(spread, _months(new)):
            return [new]
        nothing = np.zeros_like(new.coefficient)
        first = replace(new, coefficient=self._from(new.coefficient, nothing), delay=delay, spread=spread)
        return [first, replace(new, coefficient=self._from(nothing, new.coefficient))]

    def _bounded(self, old: Decision | None, new: Decision) -> Decision:
        if old is None:
            return replace(new, upper=self._from(np.zeros_like(new.upper), new.upper))
        rows = _rows(_labels(old), _labels(new))
        return replace(new, upper=self._from(_taken(old.upper, rows, np.zeros_like(new.upper)), new.upper))

    def _from(self, before: Array, after: Array) -> Array:
        """The one before the tick, the other from then on; shape (subjects, ticks)."""
        return np.concatenate([before[:, : self.tick], after[:, self.tick :]], axis=1)

    def effects(self, plan: Plan, journal: Journal, origins: Mapping[int, list[int]]) -> tuple[Effect, ...]:
        """What is drawn, in the places of the journal that holds."""
        decided = {decision.variable.name: number for number, decision in enumerate(journal.decisions)}
        moved = []
        for effect in plan.drawing.effects:
            ends = effect.ends
            if ends.part is Part.UPPER:
                old = self.before.decisions[ends.entry]
                if old.variable.name in decided:
                    number = decided[old.variable.name]
                    moved.append(_moved(effect, number, _rows(_labels(old), _labels(journal.decisions[number])), None))
                continue
            for number in origins.get(ends.entry, ()):
                posting = journal.postings[number]
                rows = _rows(about(self.before.postings[ends.entry]), about(posting))
                months = {Part.DELAY: posting.delay, Part.SPREAD: _months(posting)}.get(ends.part)
                moved.append(_moved(effect, number, rows, months))
        return tuple(moved)


def _moved(effect: Effect, entry: int, rows: Indices, months: Array | None) -> Effect:
    """An effect on other rows, by number (-1: nothing is drawn); on months it adds what it added before."""
    ends, there = effect.ends, sparse.diags((rows >= 0).astype(np.float64))
    likely, low, high = (values[rows] for values in (ends.likely, ends.low, ends.high))
    if months is not None:
        likely, low, high = months, months + low - likely, months + high - likely
    weights = sparse.csr_matrix(there @ effect.weights[np.maximum(rows, 0)])
    return Effect(Ends(ends.column, ends.part, entry, likely, low, high), weights)


def _keyed(postings: Sequence[Posting]) -> Iterator[tuple[int, _Key, Posting]]:
    """Postings with their numbers and what tells them apart."""
    seen: Counter[_Key] = Counter()
    for number, posting in enumerate(postings):
        name = heading(posting)
        seen[name] += 1
        yield number, (*name, seen[name]), posting


def _labels(decision: Decision) -> list[tuple[str, ...]]:
    return list(zip(*decision.variable.subjects.columns.values(), strict=True))


def _rows(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> Indices:
    """Where each of the new subjects stands among the old ones, -1 for nowhere; those of one name in their order."""
    number = {label: row for row, label in enumerate(_told_apart(old))}
    return np.array([number.get(label, -1) for label in _told_apart(new)], dtype=np.int64)


def _told_apart(labels: Sequence[tuple[str, ...]]) -> Iterator[tuple[object, ...]]:
    seen: Counter[tuple[str, ...]] = Counter()
    for label in labels:
        seen[label] += 1
        yield (*label, seen[label])


def _taken(values: Array, rows: Indices, otherwise: Array) -> Array:
    """Values of the old subjects in the places of the new ones; `otherwise` where there was none."""
    there = (rows >= 0).reshape((-1,) + (1,) * (otherwise.ndim - 1))
    return np.where(there, values[rows], otherwise) if len(values) else otherwise


def _months(posting: Posting) -> Array:
    return np.zeros(len(posting.items)) if posting.spread is None else posting.spread


def _carried(before: Journal, value: Array, after: Journal) -> Array:
    """The values of the plan in the columns of another journal; nothing of variables that it did not have."""
    carried = np.zeros(after.columns)
    old = {decision.variable.name: decision for decision in before.decisions}
    for decision in after.decisions:
        earlier = old.get(decision.variable.name)
        if earlier is not None:
            rows = _rows(_labels(earlier), _labels(decision))
            column = decision.variable.column
            carried[column] = _taken(value[earlier.variable.column], rows, np.zeros(column.shape))
    return carried
