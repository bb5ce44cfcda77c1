"""`sinews buy`: measure each lever, then build the best package for a budget."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.clocks.years.buy import Purchase, purchase
from sinews.clocks.years.measuring import Workers
from sinews.commands.arguments import Arguments
from sinews.commands.measured import Tables, referred, scoped, shown, with_workers
from sinews.data.case import Case
from sinews.data.levers import Lever, for_sale
from sinews.data.tables.years import YEARS
from sinews.errors import UsageError


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what would buy time."""
    from sinews.clocks.years.page import buy
    from sinews.clocks.years.page.sentences import asked_of

    scope = scoped(arguments, meter, ("offers", "frontier"))
    levers = on_offer(scope.case)
    reference = referred(scope, arguments, meter)

    def buying(workers: Workers) -> Purchase:
        return purchase(workers, levers, arguments.budget, arguments.steps)

    found = with_workers(reference, arguments, meter, "buy", buying)
    tables: Tables = {"offers": buy.offers(found), "frontier": buy.frontier(found)}
    options = {"budget_million_EUR": arguments.budget, "steps": arguments.steps}
    shown(arguments, meter, reference, options, tables, buy.page(found, asked_of(scope)))
    return 0


def on_offer(case: Case) -> tuple[Lever, ...]:
    """The levers that can be bought; UsageError if there are none."""
    levers = for_sale(case, YEARS)
    if not levers:
        raise UsageError("The case has no levers with a price; add rows to the tables levers and changes.")
    return levers
