"""`sinews buy`: measure each lever, then build the best package for a budget."""

from __future__ import annotations

from sinews.buy import Purchase, purchase
from sinews.commands.arguments import Arguments
from sinews.commands.measured import Tables, referred, shown, with_workers
from sinews.errors import UsageError
from sinews.levers import for_sale
from sinews.measuring import Reference, Workers
from sinews.progress import Meter
from sinews.tables.years import YEARS


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what would buy time."""
    from sinews.views import buy
    from sinews.views.phrases import asked_of

    reference = referred(arguments, meter)
    found = bought(reference, arguments, meter)
    tables: Tables = {"offers": buy.offers(found), "frontier": buy.frontier(found)}
    options = {"budget_million_EUR": arguments.budget, "steps": arguments.steps}
    shown(arguments, meter, reference, options, tables, buy.page(found, asked_of(reference.scope)))
    return 0


def bought(reference: Reference, arguments: Arguments, meter: Meter) -> Purchase:
    """The purchase that the arguments ask for. UsageError if the case has nothing to buy."""
    levers = for_sale(reference.scope.case, YEARS)
    if not levers:
        raise UsageError("The case has no levers with a price; add rows to the tables levers and changes.")

    def buy(workers: Workers) -> Purchase:
        return purchase(workers, levers, arguments.budget, arguments.steps)

    return with_workers(reference, arguments, meter, "buy", buy)
