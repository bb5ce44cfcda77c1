"""`sinews risk`: how sure is the date? Trials of the plan with all figures drawn from their ranges."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sinews.answers.progress import Meter
from sinews.clocks.asking import Asking
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.asking import export, remember
from sinews.commands.measured import posed, referred, shown
from sinews.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from sinews.clocks.years.trials.risk import Inquiry
    from sinews.clocks.years.trials.told import Told


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer how sure the date is. UsageError for a family that the case does not have."""
    from sinews.clocks.years.page import risk as view
    from sinews.clocks.years.page.sentences import asked_of
    from sinews.clocks.years.trials import told
    from sinews.clocks.years.trials.kinds import Kind
    from sinews.clocks.years.trials.ready import ALL
    from sinews.clocks.years.trials.risk import Inquiry

    asking = posed(arguments, meter, tuple(told.SCHEMAS))
    scope, family = asking.scope, arguments.family or ALL
    _require_family(scope, family)
    held = tuple(dict.fromkeys(Kind(word) for word in arguments.known or ()))
    question = Inquiry(arguments.trials, arguments.seed, held, arguments.drivers)
    memory, name = asking.means.memory, told.name(question)
    risks = memory.get(name, partial(told.remembered, question))
    if risks is None:
        risks = _tried(asking, question, arguments, meter)
        memory.keep(name, told.plain(risks))
    else:
        export(asking, arguments, meter)
    remember(asking, arguments)
    options = {"trials": question.trials, "seed": question.seed, "known": list(held), "family": family}
    page = view.page(risks, scope, asked_of(scope), family)
    more = {"sentences": list(page.sentences), "certain": risks.certain, "points": risks.points}
    shown(arguments, meter, [asking], options, dict(risks.tables), page, more)
    return 0


def _tried(asking: Asking, question: Inquiry, arguments: Arguments, meter: Meter) -> Told:
    """Solve the plan, and roll its trials forward. SolveError as the solver does."""
    from sinews.clocks.years.trials.risk import risk
    from sinews.clocks.years.trials.told import told
    from sinews.clocks.years.trials.trial import Plan

    reference = referred(asking, arguments, meter)
    with meter("share"):
        value = reference.shared.solution.value
    with meter("ranges"):
        plan = Plan.of(asking.scope, reference.journal, value)
    with meter("trials") as count:
        return told(risk(plan, question, arguments.workers, count))


def _require_family(scope: Scope, family: str) -> None:
    """Raise UsageError, before heavy work, for a family that the question does not have."""
    families = ["all", *scope.families]
    if family not in families:
        there = f"there are: {', '.join(families)}.{did_you_mean(family, families)}"
        raise UsageError(f"There is no family {family}; {there}")
