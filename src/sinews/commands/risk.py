"""`sinews risk`: how sure is the date? Trials of the plan with all figures drawn from their ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sinews.answers.progress import Meter
from sinews.clocks.asking import Asking
from sinews.clocks.years.scope import Scope
from sinews.commands.arguments import Arguments
from sinews.commands.asking import export, remember
from sinews.commands.buy import on_offer
from sinews.commands.measured import posed, referred, shown
from sinews.data.levers import Lever
from sinews.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from sinews.clocks.years.trials.gained import Tables
    from sinews.clocks.years.trials.risk import Inquiry
    from sinews.clocks.years.trials.told import Told
    from sinews.clocks.years.trials.trial import Plan


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer how sure the date is. UsageError for a family that the case does not have, or plans without levers."""
    from sinews.clocks.years.page import risk as view
    from sinews.clocks.years.page.sentences import asked_of
    from sinews.clocks.years.trials import gained, told
    from sinews.clocks.years.trials.kinds import Kind
    from sinews.clocks.years.trials.ready import ALL
    from sinews.clocks.years.trials.risk import Inquiry

    if arguments.anew and not arguments.levers:
        raise UsageError("--anew makes a plan for each lever: say --levers as well.")
    more = tuple(gained.SCHEMAS) if arguments.levers else ()
    asking = posed(arguments, meter, (*told.SCHEMAS, *more))
    scope, family = asking.scope, arguments.family or ALL
    _require_family(scope, family)
    held = tuple(dict.fromkeys(Kind(word) for word in arguments.known or ()))
    question = Inquiry(arguments.trials, arguments.seed, held, arguments.drivers)
    levers = on_offer(scope.case, scope.question.crews) if arguments.levers else ()
    plan = _Planned(asking, arguments, meter)
    risks = _risks(plan, question)
    gains = _gains(plan, question, levers) if levers else {}
    if not plan.made:
        export(asking, arguments, meter)
    remember(asking, arguments)
    options = {"trials": question.trials, "seed": question.seed, "known": list(held), "family": family}
    options |= {"anew": True} if arguments.anew else {}
    page = view.page(risks, scope, asked_of(scope), family)
    if gains:
        page = replace(page, sections=(*page.sections, view.pulls(gains, question, family, anew=arguments.anew)))
    says = {"sentences": list(page.sentences), "certain": risks.certain, "points": risks.points}
    shown(arguments, meter, [asking], options, {**risks.tables, **gains}, page, says)
    return 0


@dataclass
class _Planned:
    """The plan of a question, solved when it is first asked for; `made`: whether it was."""

    asking: Asking
    arguments: Arguments
    meter: Meter
    made: bool = False

    @cached_property
    def plan(self) -> Plan:
        """The plan, and what is drawn. SolveError as the solver does."""
        from sinews.clocks.years.trials.trial import Plan

        self.made = True
        reference = referred(self.asking, self.arguments, self.meter)
        with self.meter("share"):
            value = reference.shared.solution.value
        with self.meter("ranges"):
            return Plan.of(self.asking.scope, reference.journal, value)


def _risks(planned: _Planned, question: Inquiry) -> Told:
    """What trials say, as remembered or tried now. SolveError as the solver does."""
    from sinews.clocks.years.trials import told
    from sinews.clocks.years.trials.risk import risk

    memory, name = planned.asking.means.memory, told.name(question)
    risks = memory.get(name, partial(told.remembered, question))
    if risks is None:
        plan = planned.plan
        with planned.meter("trials") as count:
            risks = told.told(risk(plan, question, planned.arguments.workers, count))
        memory.keep(name, told.plain(risks))
    return risks


def _gains(planned: _Planned, question: Inquiry, levers: Sequence[Lever]) -> Tables:
    """What levers do to the chance, as remembered or tried now. SolveError as the solver does."""
    from sinews.clocks.years.trials import gained
    from sinews.clocks.years.trials.levers import pulled

    arguments, memory = planned.arguments, planned.asking.means.memory
    name = gained.name(question, levers, anew=arguments.anew)
    gains = memory.get(name, gained.remembered)
    if gains is None:
        plans = _plans(planned, levers)
        with planned.meter("levers") as count:
            gains = gained.tables(pulled(planned.plan, plans, question, arguments.workers, count))
        memory.keep(name, gained.plain(gains))
    return gains


def _plans(planned: _Planned, levers: Sequence[Lever]) -> Mapping[Lever, Plan]:
    """The plan of each lever: the one that stands, or one made anew. SolveError as the solver does."""
    from sinews.clocks.years.trials.anew import anew
    from sinews.clocks.years.trials.pulling import with_lever

    plan, arguments = planned.plan, planned.arguments
    if not arguments.anew:
        return {lever: with_lever(plan, lever) for lever in levers}
    with planned.meter("plans") as count:
        plans = anew(plan, levers, arguments.solver, arguments.workers, count)
    return dict(zip(levers, plans, strict=True))


def _require_family(scope: Scope, family: str) -> None:
    """Raise UsageError, before heavy work, for a family that the question does not have."""
    families = ["all", *scope.families]
    if family not in families:
        there = f"there are: {', '.join(families)}.{did_you_mean(family, families)}"
        raise UsageError(f"There is no family {family}; {there}")
