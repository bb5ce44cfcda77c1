"""The hours clock: people on their own stores when mains fail, the first 72 hours, until relief comes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from sinews.answers.answer import Effect as Common
from sinews.answers.buying import Purchase
from sinews.answers.means import Means
from sinews.answers.progress import Count
from sinews.answers.work import run_all, threads
from sinews.clocks.hours.effects import Effect, Effects, of_hours
from sinews.clocks.hours.kept import Measured
from sinews.clocks.hours.lack import Lack
from sinews.clocks.hours.options import Blackout
from sinews.clocks.hours.relief import Relieved, people_hours, relieved
from sinews.clocks.hours.scope import End, Homes
from sinews.clocks.hours.state import State
from sinews.clocks.hours.why import Bottleneck, bottlenecks
from sinews.data.case import Case
from sinews.data.levers import Package
from sinews.model.calendar import Array

#: What can be measured beside an answer: what each lever earns.
LEVERS = "levers"

#: Shares at which the hour is told, percent, beside that of the case.
SHARES = (1.0, 10.0, 25.0)


@dataclass(frozen=True)
class HoursAnswer:
    """What the hours clock says.

    `first`: share in percent -> hour at which so many go without (inf: not within the horizon), shape (allies, needs).
    `early`, `late`: the same for the share of the case, with all ranges at their worst and at their best end.
    `relieved`: people without, hour by hour, before relief and with it. `why`: limits that leave people without.
    `levers`: what they earn, and `bought`: the package of them, if it was asked.
    """

    relieved: Relieved
    first: Mapping[float, Array]
    early: Array
    late: Array
    why: tuple[Bottleneck, ...]
    levers: tuple[Effect, ...] = ()
    bought: Purchase[Common] | None = None

    @property
    def homes(self) -> Homes:
        """Case and question."""
        return self.relieved.homes

    @property
    def share(self) -> float:
        """Part of the people without a need at which its time is up, percent."""
        return self.homes.case.parameter("hours_share")

    @property
    def own(self) -> Array:
        """Million people-hours without, before relief; shape (allies, needs)."""
        return people_hours(self.homes, self.relieved.lacking)


def run(
    case: Case, question: Blackout | None = None, means: Means | None = None, extras: Collection[str] = ()
) -> HoursAnswer:
    """Ask the hours clock, with `extras`. UsageError for what the case does not have, SolveError as the solver does."""
    means = means or Means()
    return extended(answered(Homes.of(case, question), means), extras, means)


def answered(homes: Homes, means: Means) -> HoursAnswer:
    """The answer to a question, and what leaves people without. SolveError as the solver does."""
    with means.progress("relief"), threads(1) as crew:  # an interrupt of the wait for it ends it
        [made] = run_all([partial(relieved, homes, means.solver)], crew)
    with means.progress("hours"):
        share = homes.case.parameter("hours_share")
        first = {part: Lack(homes).first(part / 100) for part in sorted({*SHARES, share})}
        early, late = (Lack(homes, end).first(share / 100) for end in (End.WORST, End.BEST))
    with means.progress("confirm") as count:
        measured = Measured(means.memory)
        why = measured.limits()
        if why is None:
            why = bottlenecks(made, means.solver, means.workers, count)
            measured.keep_limits(why)
    return HoursAnswer(made, first, np.minimum(early, first[share]), np.maximum(late, first[share]), why)


def extended(answer: HoursAnswer, extras: Collection[str], means: Means) -> HoursAnswer:
    """The answer with what each lever earns. SolveError as the solver does."""
    if LEVERS not in extras:
        return answer
    with means.progress("effects") as count:
        return replace(answer, levers=_effects(answer, means, count).of_levers(of_hours(answer.homes.case)))


def together(answer: HoursAnswer, packages: Sequence[Package], means: Means) -> list[State]:
    """What levers pulled together come to, in the order of the packages. SolveError as the solver does."""
    with means.progress("package") as count:
        return _effects(answer, means, count).together(packages)


def _effects(answer: HoursAnswer, means: Means, count: Count) -> Effects:
    return Effects(answer.relieved, means.solver, Measured(means.memory), means.workers, count)
