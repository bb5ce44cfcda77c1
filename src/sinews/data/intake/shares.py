"""Rules by which a total is shared out: each number is a part of the whole, so that all follow where one weight does.

A rule is used only where it gives all numbers that are there, by the weights of all of them: so the numbers that rest
on a rule are known to be the whole, and one that is not in the case is not overlooked.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sinews.data.intake.basis import Basis, near
from sinews.data.intake.products import MONTHS, PERCENT


@dataclass(frozen=True)
class Sharing:
    """A total that is shared out: the weight of a number and the total, each from the basis of the number.

    `own`: how many of the last facts of a basis are those of its weight. `totals`: ways to work out the total, of which
    one gives the numbers that are there.
    """

    called: str
    own: int
    weight: Callable[[Basis], float | None]
    totals: Sequence[Callable[[Basis], float]]


def _spent(basis: Basis) -> float | None:
    """Defence expenditure: its share of output, and output."""
    facts = basis.values(6, "aid_by_spending")
    return None if facts is None else facts[4] * facts[5]


def _aid(basis: Basis) -> float:
    return basis.facts[0].value / MONTHS * basis.assumed.get("error_of_spending_shares", math.nan)


def _output(basis: Basis) -> float | None:
    """The last fact, if it is money."""
    return basis.facts[-1].value if basis.facts and basis.facts[-1].is_money else None


def _whole(_basis: Basis) -> float:
    return 1.0


def _grants(basis: Basis) -> float:
    """Grants less a part of them, at constant prices, and the share of the rest that counts."""
    prices = math.prod(value for name, value in basis.assumed.items() if name.startswith("deflator_"))
    share = basis.assumed.get("edip_share_for_expansion", math.nan) * PERCENT
    return (basis.facts[0].value - basis.facts[1].value) * prices * share if len(basis.facts) > 1 else math.nan


def _first(basis: Basis) -> float:
    return basis.facts[0].value


def _stock(basis: Basis) -> float:
    """Two stocks."""
    stocks = [cited.value for cited in basis.facts[:-1]]
    return sum(stocks) if len(stocks) > 1 else math.nan


def _stock_and_output(basis: Basis) -> float:
    """A stock, and the output of the months of a campaign; where only output is known, that of the months."""
    *stock, output = [cited.value for cited in basis.facts[:-1]] or [math.nan]
    return sum(stock) + output * basis.assumed.get("campaign_months", math.nan)


#: Rules by the name that the case gives them.
SHARES: Mapping[str, Sharing] = {
    "aid_by_spending": Sharing("a total, shared by expenditure", 2, _spent, (_aid,)),
    "share_of_output": Sharing("a part of the output of all", 1, _output, (_whole,)),
    "grants_by_output": Sharing("a total, shared by output", 1, _output, (_grants,)),
    "by_gdp": Sharing("a total, shared by output", 1, _output, (_stock, _stock_and_output, _first)),
}

#: Why parts stay though their rule is known.
STAYS = "a part of the total is 0, which nothing scales, or the facts that its parts would rest on give none"


def shared(
    sharing: Sharing, before: Sequence[Basis], after: Sequence[Basis], there: Sequence[float]
) -> list[float] | None:
    """How many times as large each number becomes, in their order; None if the rule gives, before, other numbers.

    No number at all if the rule is theirs and cannot say (`STAYS`).
    """
    try:
        for total in sharing.totals:
            was = _parts(sharing, total, before)
            if was and all(near(part, number) for part, number in zip(was, there, strict=True)):
                becomes = _parts(sharing, total, after)
                return [new / old for old, new in zip(was, becomes, strict=True)] if becomes else []
    except ZeroDivisionError:
        return []
    return None


def _parts(sharing: Sharing, total: Callable[[Basis], float], bases: Sequence[Basis]) -> list[float]:
    """The parts of a total; none if a weight is not known. ZeroDivisionError if all weights together are 0."""
    weights = [weight for basis in bases if (weight := sharing.weight(basis)) is not None]
    if len(weights) < len(bases):
        return []
    return [total(basis) * weight / sum(weights) for basis, weight in zip(bases, weights, strict=True)]
