"""`sinews risk`: how sure is the date? Trials of the plan with all figures drawn from their ranges."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.asking import remember
from sinews.commands.measured import posed, referred, shown
from sinews.errors import UsageError, did_you_mean


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer how sure the date is. UsageError for a family that the case does not have."""
    from sinews.clocks.years.page import risk as view
    from sinews.clocks.years.page.sentences import asked_of
    from sinews.clocks.years.trials.kinds import Kind
    from sinews.clocks.years.trials.ready import ALL
    from sinews.clocks.years.trials.risk import Asked, risk
    from sinews.clocks.years.trials.trial import Plan

    asking = posed(arguments, meter, view.TABLES)
    family = arguments.family or ALL
    _require_family(asking.scope, family)
    reference = referred(asking, arguments, meter)
    held = tuple(dict.fromkeys(Kind(word) for word in arguments.known or ()))
    asked = Asked(arguments.trials, arguments.seed, held, arguments.drivers)
    with meter("share"):
        value = reference.shared.solution.value
    remember(asking, arguments)
    with meter("ranges"):
        plan = Plan.of(asking.scope, reference.journal, value)
    with meter("trials") as count:
        found = risk(plan, asked, arguments.workers, count)
    options = {
        "trials": asked.trials,
        "seed": asked.seed,
        "known": list(held),
        "drivers": asked.drivers,
        "family": family,
    }
    about = asked_of(asking.scope)
    sentences = {"sentences": list(view.sentences(found))}
    shown(arguments, meter, [asking], options, view.tables(found), view.page(found, about, family), sentences)
    return 0


def _require_family(scope: Scope, family: str) -> None:
    known = ["all", *scope.families]
    if family not in known:
        raise UsageError(f"There is no family {family}; there are: {', '.join(known)}.{did_you_mean(family, known)}")
