"""Rules by which numbers of a case follow facts in whose place others have come.

Each rule says what a number is by its basis. It is used only where it gives, by the facts that are there, the number
that is there: so no number follows a rule that is not its own. `WHOLE` rules give a number with its range; `SCALED`
ones give the number, and its range keeps its width in percent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sinews.data.derivation.units import money
from sinews.data.intake import products
from sinews.data.intake.basis import AT_PRICES, Basis, Cited, Ends, near

#: What is in a thousand millions, and in a whole of percent.
THOUSAND, WHOLE_PERCENT = 1e3, 100.0

#: How facts call output and growth, and the parts of expenditure that pay for what stands.
OUTPUT, GROWTH, STANDING = "annual_amount", "real_growth_rate", 3


# with their range -----------------------------------------------------------------


def alone(basis: Basis) -> Ends | None:
    """The fact alone, with its range."""
    if len(basis.facts) != 1 or basis.rules or basis.assumed:
        return None
    figure = basis.facts[0].figure
    return Ends(figure.low, figure.value, figure.high)


def without_range(basis: Basis) -> Ends | None:
    """The fact alone, as what is set: without a range."""
    ends = alone(basis)
    return None if ends is None else Ends(ends.value, ends.value, ends.value)


def over_years(basis: Basis) -> Ends | None:
    """The first fact, its range that of this and the other facts."""
    if len(basis.facts) < 2 or basis.rules or basis.assumed:
        return None
    values = [cited.figure.value for cited in basis.facts]
    return Ends(min(values), values[0], max(values))


def standing(basis: Basis) -> Ends | None:
    """What stands: personnel, other and infrastructure of the latest year, or the mean of years that are stated.

    The facts are these three of each year, and the share of equipment behind them (rule `standing_of_this_year`).
    """
    *parts, bought = basis.facts or (None,)
    if bought is None or not parts or len(parts) % STANDING or basis.rules != {"standing_of_this_year"}:
        return None
    rows = [parts[place : place + STANDING] for place in range(0, len(parts), STANDING)]
    if any(len({cited.year for cited in row}) != 1 for row in rows):
        return None
    sums = [sum(cited.figure.value for cited in row) for row in rows]
    mean = sum(sums) / len(sums)
    value = sums[-1] if rows[-1][0].year == bought.year else mean
    return Ends(min(*sums, WHOLE_PERCENT - bought.figure.value, value), value, max(value, mean))


def people_ahead(basis: Basis) -> Ends | None:
    """Population after the last year of an outlook, at the growth of that year (rule `population_beyond_outlook`)."""
    if len(basis.facts) != 2 or basis.rules != {"population_beyond_outlook"} or basis.assumed:
        return None
    last, before = basis.facts
    ahead = (last.figure.value / before.figure.value) ** (basis.year - last.year)
    return Ends(last.figure.low * ahead, last.figure.value * ahead, last.figure.high * ahead)


# scaled -----------------------------------------------------------------------------


def converted(basis: Basis) -> float | None:
    """One amount of money by rates of exchange and price levels."""
    if len(basis.facts) != 1 or basis.rules or not basis.assumed:
        return None
    [cited] = basis.facts
    return (
        None if money(AT_PRICES.sub("", cited.figure.unit)) is None else cited.value * math.prod(basis.assumed.values())
    )


def output(basis: Basis) -> float | None:
    """Output of a year, moved by real growth from the year of its level (rules `output_...`)."""
    level, *others = basis.facts or (None,)
    if level is None or not level.quantity.startswith(OUTPUT) or len(basis.rules - set(_MOVES)) > 0:
        return None
    rates = [cited for cited in others if cited.quantity == GROWTH]
    exchange = math.prod(value for name, value in basis.assumed.items() if name.startswith("exchange_"))
    value = level.figure.value * THOUSAND * exchange
    for name in sorted(basis.rules):
        value *= _MOVES[name](basis, rates, [cited for cited in others if cited.quantity != GROWTH])
    return value


def _ahead(basis: Basis, rates: list[Cited], _others: list[Cited]) -> float:
    last = max((cited.year for cited in rates), default=basis.year)
    held = _grown(rates[-1:]) ** max(0, basis.year - last)
    return _grown(rates) * held


def _back(_basis: Basis, rates: list[Cited], _others: list[Cited]) -> float:
    return 1 / _grown(rates)


def _before(_basis: Basis, _rates: list[Cited], others: list[Cited]) -> float:
    """Spending over its share of output, of a year over that of the first year with growth."""
    if len(others) != 4:
        return math.nan
    spent, share, later, of_later = (cited.figure.value for cited in others)
    return (spent / share) / (later / of_later)


def _grown(rates: list[Cited]) -> float:
    return math.prod(1 + cited.figure.value / WHOLE_PERCENT for cited in rates)


_MOVES: Mapping[str, Callable[[Basis, list[Cited], list[Cited]], float]] = {
    "output_ahead": _ahead,
    "output_beyond_outlook": _ahead,
    "output_back": _back,
    "output_from_nato": _before,
}

WHOLE: Mapping[str, Callable[[Basis], Ends | None]] = {
    "the fact alone": alone,
    "the fact alone, without a range": without_range,
    "the latest of several years, their range": over_years,
    "what stands, of the latest year": standing,
    "population at its last growth": people_ahead,
    "who serves, its range with the year before": products.strength,
    "the mean of several years": products.mean,
}

SCALED: Mapping[str, Callable[[Basis], float | None]] = {
    "the fact, converted": converted,
    "output of its year, moved by growth": output,
    "contracts by expenditure on equipment": products.contracts,
    "training by expenditure": products.training,
    "a stock by expenditure": products.stock,
    "a need by that of another, and output": products.as_another,
    "recruits for who leaves and for growth": products.recruits_for_growth,
    "recruits by the turnover of a force": products.recruits_of_a_force,
    "who leaves, which does not rest on strength": products.leave_by_growth,
    "who leaves, by who is gone": products.leave_by_outflow,
}


#: Why a number stays though its rule is known.
SILENT = "its rule gives no number: what it divides by is 0 or was, or the facts are not those that it takes"
NOTHING = "it is 0, and its range keeps its width in percent: nothing times 0 is another number"


def followed(before: Basis, after: Basis, there: Ends) -> tuple[Ends | None, str] | None:
    """What a number becomes, and by which rule; None if no rule gives, before, the number that is `there`.

    Where its rule cannot say what it becomes: None in the place of the number, and why.
    """
    silent = None
    for name in (*WHOLE, *SCALED):
        try:
            becomes = (_whole if name in WHOLE else _scaled)(name, before, after, there)
        except ArithmeticError:  # it divides by a fact of 0
            silent = silent or (None, SILENT)
        else:
            if becomes is not None:
                return becomes
    return silent


def _whole(name: str, before: Basis, after: Basis, there: Ends) -> tuple[Ends | None, str] | None:
    """What a number becomes by a rule that gives its range; ArithmeticError if this divides by nothing."""
    was = WHOLE[name](before)
    if was is None or not was.near(there):
        return None
    becomes = WHOLE[name](after)
    return (None, SILENT) if becomes is None else (becomes, name)


def _scaled(name: str, before: Basis, after: Basis, there: Ends) -> tuple[Ends | None, str] | None:
    """What a number becomes whose range keeps its width in percent; ArithmeticError if its rule divides by nothing."""
    was = SCALED[name](before)
    if was is None or not near(was, there.value):
        return None
    becomes = SCALED[name](after)
    if becomes is None:
        return None, SILENT
    if was:
        return there.times(becomes / was), name
    return (None, NOTHING) if becomes else (there, name)
