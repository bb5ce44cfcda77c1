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
from sinews.commands.asking import asking_of, remember
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

    asking = posed(arguments, meter, TABLES)
    levers = on_offer(asking.scope.case, asking.scope.question.crews)
    _require_table(arguments.table, asking.scope.case)
    reference = referred(asking, arguments, meter)
    _tell(asking, levers, arguments, meter.seconds)

    def buying_of_years(workers: Workers) -> of_years.Purchase:
        return of_years.purchase(workers, levers, arguments.budget, arguments.steps)

    bought = measured(asking, reference, arguments, "buy", buying_of_years)
    others = list(_others(asking.scope.case, arguments, meter))
    contents: Tables = {"offers": buy.offers(bought), "frontier": buy.frontier(bought)}
    for other in others:
        contents |= tables(other.clock, other.found)
    options = {"budget_million_EUR": arguments.budget, "steps": arguments.steps}
    page = buy.page(bought, asked_of(asking.scope))
    whole = replace(page, sections=(*page.sections, *(part for other in others for part in _sections(other))))
    stops = {CLOCK.name: bought.stop.value, **{other.clock: other.found.stop.value for other in others}}
    shown(arguments, meter, [asking, *(other.asked for other in others)], options, contents, whole, {"stops": stops})
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
        asking = asking_of(clock, case, arguments, meter)
        answer = asking.answer
        took = {phase: seconds for phase, seconds in meter.seconds.items() if before.get(phase) != seconds} or before
        _tell(asking, on_sale(case, clock.tables), arguments, took)
        assert isinstance(clock, Purchasable)  # noqa: S101 - it sells
        purchase = purchased(clock, answer, asking.means, arguments.budget, arguments.steps)
        remember(asking, arguments)
        if purchase is not None:
            yield Bought(asking, purchase)


def _tell(asking: Asking, levers: Sequence[Lever], arguments: Arguments, took: Mapping[str, float]) -> None:
    """Say what is measured next, and about how long it takes, by the longest phase of the answer itself."""
    most = most_measurements(levers, arguments.steps)
    phase = max(took, key=lambda name: took[name])
    length = f"from one to five times as long as '{phase}' ({number(took[phase], 2)} s)"
    asking.means.tell(
        f"{plain(asking.clock.name)}: {counted(len(levers), 'lever')} alone and together, at most {most} measurements, "
        f"each {length}; what is remembered takes no time."
    )


def _sections(bought: Bought) -> tuple[Section, ...]:
    name = plain(bought.clock)
    return (
        buying.levers(bought.found, f"{name}: levers and their prices"),
        buying.steps(bought.found, f"{name}: the package, step by step"),
    )


def on_offer(case: Case, crews: bool = False) -> tuple[Lever, ...]:
    """The levers that can be bought, `crews`: where people have to be found; UsageError if there are none."""
    levers = for_sale(case, YEARS, crews)
    if not levers:
        raise UsageError("The case has no levers with a price; add rows to the tables levers and changes.")
    return levers
