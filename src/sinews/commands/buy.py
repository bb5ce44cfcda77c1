"""`sinews buy`: measure each lever, then build the best package for a budget."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.clocks.years.buy import Purchase, purchase
from sinews.clocks.years.measuring import Workers
from sinews.commands.arguments import Arguments
from sinews.commands.measured import Tables, measured, posed, referred, shown
from sinews.data.case import Case
from sinews.data.levers import Lever, for_sale
from sinews.data.tables.years import YEARS
from sinews.errors import UsageError


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what would buy time."""
    from sinews.clocks.years.page import buy
    from sinews.clocks.years.page.sentences import asked_of

    asked = posed(arguments, meter, ("offers", "frontier"))
    levers = on_offer(asked.scope.case)
    reference = referred(asked, arguments, meter)

    def buying(workers: Workers) -> Purchase:
        return purchase(workers, levers, arguments.budget, arguments.steps)

    bought = measured(asked, reference, arguments, "buy", buying)
    tables: Tables = {"offers": buy.offers(bought), "frontier": buy.frontier(bought)}
    options = {"budget_million_EUR": arguments.budget, "steps": arguments.steps}
    shown(arguments, meter, asked, options, tables, buy.page(bought, asked_of(asked.scope)))
    return 0


def on_offer(case: Case) -> tuple[Lever, ...]:
    """The levers that can be bought; UsageError if there are none."""
    levers = for_sale(case, YEARS)
    if not levers:
        raise UsageError("The case has no levers with a price; add rows to the tables levers and changes.")
    return levers
