"""The minutes clock: whether a warning reaches people, and people reach shelter, before something arrives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sinews.answers.answer import Effect as Common
from sinews.answers.buying import Purchase
from sinews.answers.means import Means
from sinews.answers.progress import Count
from sinews.answers.work import threads
from sinews.clocks.minutes.effects import Effect, Effects, of_minutes
from sinews.clocks.minutes.kept import Measured
from sinews.clocks.minutes.options import Alarm
from sinews.clocks.minutes.scope import Cities, End
from sinews.clocks.minutes.state import State
from sinews.clocks.minutes.trials import Arrivals, arrivals, safe
from sinews.clocks.minutes.why import Bottleneck, bottlenecks
from sinews.data.case import Case
from sinews.data.levers import Package

#: What can be measured beside an answer: what each lever earns.
LEVERS = "levers"


@dataclass(frozen=True)
class MinutesAnswer:
    """What the minutes clock says.

    `arrivals`: what each class comes to, the headline first. `safe`: thousand people in time for the headline class,
    with likely shares, and with all shares at their low and at their high end. `why`: links and shares that hold people
    back. `levers`: what they earn, and `bought`: the package of them, if it was asked.
    """

    scope: Cities
    arrivals: Mapping[str, Arrivals]
    safe: tuple[float, float, float]
    why: tuple[Bottleneck, ...]
    levers: tuple[Effect, ...] = ()
    bought: Purchase[Common] | None = None

    @property
    def headline(self) -> Arrivals:
        """What the headline class comes to."""
        return self.arrivals[self.scope.headline]


def run(
    case: Case, question: Alarm | None = None, means: Means | None = None, extras: Collection[str] = ()
) -> MinutesAnswer:
    """Ask the minutes clock, with `extras`. UsageError for what the case does not have."""
    means = means or Means()
    return extended(answered(Cities.of(case, question), means), extras, means)


def answered(scope: Cities, means: Means) -> MinutesAnswer:
    """The answer to a question, and which link binds."""
    with means.progress("minutes") as count, threads(means.workers) as crew:
        by_class = arrivals(scope, crew, count)
        ends = tuple(safe(scope.apart(), crew, end) for end in (End.LIKELY, End.WORST, End.BEST))
    with means.progress("confirm") as count:
        measured = Measured(means.memory)
        why = measured.limits()
        if why is None:
            why = bottlenecks(scope, means.workers, count)
            measured.keep_limits(why)
    return MinutesAnswer(scope, by_class, (ends[0], min(ends), max(ends)), why)


def extended(answer: MinutesAnswer, extras: Collection[str], means: Means) -> MinutesAnswer:
    """The answer with what each lever earns."""
    if LEVERS not in extras:
        return answer
    with means.progress("effects") as count:
        return replace(answer, levers=_effects(answer, means, count).of_levers(of_minutes(answer.scope.case)))


def together(answer: MinutesAnswer, packages: Sequence[Package], means: Means) -> list[State]:
    """What levers pulled together come to, in the order of the packages."""
    with means.progress("package") as count:
        return _effects(answer, means, count).together(packages)


def _effects(answer: MinutesAnswer, means: Means, count: Count) -> Effects:
    return Effects(answer.scope, answer.safe[0], Measured(means.memory), means.workers, count)
