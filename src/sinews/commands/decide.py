"""`sinews decide`: what to order now, while it is uncertain what comes; and what foresight is worth."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.asking import export, remember
from sinews.commands.measured import posed, shown
from sinews.errors import UsageError


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what to order now. UsageError for a supplier without lines, or more branches than a tree may have."""
    from sinews.clocks.years.deciding import decision
    from sinews.clocks.years.deciding.futures import Uncertain, futures, require_supplier
    from sinews.clocks.years.page import decide as view
    from sinews.clocks.years.page.sentences import asked_of

    asking = posed(arguments, meter, tuple(decision.SCHEMAS))
    if asking.scope.question.monthly:
        raise UsageError("sinews decide works on a clock of years; leave out --monthly.")
    certain, supplier = arguments.certain or (), arguments.lost or ""
    require_supplier(asking.scope, supplier)
    uncertain = Uncertain("threat" not in certain, "aid" not in certain, supplier, arguments.chance / 100)
    futures(uncertain)  # before anything is solved: they may be too many
    years = tuple(dict.fromkeys(arguments.foresight or (1, 3, 5)))
    inquiry = decision.Inquiry(uncertain, years, mean=arguments.figures == "mean")
    memory, name = asking.means.memory, decision.name(inquiry)
    export(asking, arguments, meter)
    tables = memory.get(name, decision.remembered)
    if tables is None:
        with meter("decide") as count:
            tables = decision.decided(asking.scope, inquiry, arguments.solver, arguments.workers, count)
        memory.keep(name, decision.plain(tables))
    remember(asking, arguments)
    options = {
        "years_in_sight": list(inquiry.foresight),
        "certain": sorted(certain),
        "lost": supplier,
        "chance": arguments.chance,
    }
    options |= {"figures": arguments.figures} if inquiry.mean else {}
    page = view.page(tables, inquiry, asked_of(asking.scope))
    says = {
        "sentences": list(page.sentences),
        "value_of_planning_for_branches": view.stochastic(tables),
        "value_of_knowing": view.perfect(tables),
        "fewer_points_by_planning": view.saved(tables, "as_planned", "together")["points"],
        "fewer_points_by_knowing": view.saved(tables, "together", "apart")["points"],
    }
    shown(arguments, meter, [asking], options, dict(tables), page, says)
    return 0
