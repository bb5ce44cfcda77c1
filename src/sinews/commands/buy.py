"""`sinews buy`: measure each lever, then build the best package of a budget; a list and a package for each clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sinews.answers.answer import Effect
from sinews.answers.buying import Purchase
from sinews.answers.offers import tables
from sinews.answers.progress import Meter
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.asking import Asking
from sinews.clocks.buying import most_measurements, purchased
from sinews.clocks.clock import Purchasable
from sinews.clocks.years import YEARS as CLOCK
from sinews.clocks.years import buy as of_years
from sinews.clocks.years.measuring import Workers
from sinews.commands.arguments import Arguments
from sinews.commands.asking import asking, remember
from sinews.commands.catalogue import OF_OTHERS, OF_YEARS, TABLES
from sinews.commands.measured import Tables, measured, posed, referred, shown
from sinews.data.case import Case
from sinews.data.levers import Lever, for_sale, on_sale
from sinews.data.tables.years import YEARS
from sinews.errors import UsageError
from sinews.present import buying
from sinews.present.page import Section
from sinews.present.words import counted, number, plain


@dataclass(frozen=True)
class Bought:
    """What a budget buys of a clock other than that of years."""

    asked: Asking
    found: Purchase[Effect]

    @property
    def clock(self) -> str:
        """The name of the clock."""
        return self.asked.clock.name


def run(arguments: Arguments, meter: Meter) -> int:
    """Answer what would buy time."""
    from sinews.clocks.years.page import buy
    from sinews.clocks.years.page.sentences import asked_of

    asked = posed(arguments, meter, TABLES)
    levers = on_offer(asked.scope.case)
    _require_table(arguments.table, asked.scope.case)
    reference = referred(asked, arguments, meter)
    _tell(asked, levers, arguments, meter.seconds)

    def buying_of_years(workers: Workers) -> of_years.Purchase:
        return of_years.purchase(workers, levers, arguments.budget, arguments.steps)

    bought = measured(asked, reference, arguments, "buy", buying_of_years)
    others = list(_others(asked.scope.case, arguments, meter))
    found: Tables = {"offers": buy.offers(bought), "frontier": buy.frontier(bought)}
    for one in others:
        found |= tables(one.clock, one.found)
    options = {"budget_million_EUR": arguments.budget, "steps": arguments.steps}
    page = buy.page(bought, asked_of(asked.scope))
    whole = replace(page, sections=(*page.sections, *(part for one in others for part in _sections(one))))
    stops = {CLOCK.name: bought.stop.value, **{one.clock: one.found.stop.value for one in others}}
    shown(arguments, meter, [asked, *(one.asked for one in others)], options, found, whole, {"stops": stops})
    return 0


def _selling(case: Case) -> tuple[AnyClock, ...]:
    """The other clocks that have levers for sale, and can measure them together."""
    return tuple(
        clock
        for clock in CLOCKS
        if isinstance(clock, Purchasable) and not clock.lacking(case) and on_sale(case, clock.tables)
    )


def _require_table(name: str | None, case: Case) -> None:
    """Raise UsageError, before heavy work, for a table of a clock that has nothing for sale in the case."""
    there = {*OF_YEARS, *(f"{clock.name}_{table}" for clock in _selling(case) for table in OF_OTHERS)}
    if name is not None and name not in there:
        raise UsageError(f"The case has no levers with a price for the table {name}; add rows to levers and changes.")


def _others(case: Case, arguments: Arguments, meter: Meter) -> Iterator[Bought]:
    """What the budget buys of each other clock that has levers for sale. SolveError as the solver does."""
    for clock in _selling(case):
        before = dict(meter.seconds)
        asked = asking(clock, case, arguments, meter)
        answer = asked.answer
        took = {phase: seconds for phase, seconds in meter.seconds.items() if before.get(phase) != seconds} or before
        _tell(asked, on_sale(case, clock.tables), arguments, took)
        assert isinstance(clock, Purchasable)  # noqa: S101 - it sells
        found = purchased(clock, answer, asked.means, arguments.budget, arguments.steps)
        remember(asked, arguments)
        if found is not None:
            yield Bought(asked, found)


def _tell(asked: Asking, levers: Sequence[Lever], arguments: Arguments, took: Mapping[str, float]) -> None:
    """Say what is measured next, and about how long it takes, by the longest phase of the answer itself."""
    most = most_measurements(levers, arguments.steps)
    phase = max(took, key=lambda name: took[name])
    known = f"from one to five times as long as '{phase}' ({number(took[phase], 2)} s)"
    asked.means.tell(
        f"{plain(asked.clock.name)}: {counted(len(levers), 'lever')} alone and together, at most {most} measurements, "
        f"each {known}; what is remembered takes no time."
    )


def _sections(bought: Bought) -> tuple[Section, ...]:
    name = plain(bought.clock)
    return (
        buying.levers(bought.found, f"{name}: levers and their prices"),
        buying.steps(bought.found, f"{name}: the package, step by step"),
    )


def on_offer(case: Case) -> tuple[Lever, ...]:
    """The levers that can be bought; UsageError if there are none."""
    levers = for_sale(case, YEARS)
    if not levers:
        raise UsageError("The case has no levers with a price; add rows to the tables levers and changes.")
    return levers
