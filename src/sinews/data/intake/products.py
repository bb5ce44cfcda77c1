"""Rules of the packaged case that are products of facts and assumptions: offices, people, uses and stocks.

Each gives a number from its basis, or None where that is not its own. Facts are in the order in which the rule takes
them; those behind it are named by its assumptions alone. `docs/data.md` says what each rule is, table `rules` why.
"""

from __future__ import annotations

import math

from sinews.data.intake.basis import Basis, Ends

#: Months of a year, and the parts of a whole that a percent is.
MONTHS, PERCENT = 12, 0.01


def contracts(basis: Basis) -> float | None:
    """What an office signs: output, the share of it for defence, that for equipment, and how much more is signed."""
    facts = basis.values(3, "contracts_by_equipment")
    return None if facts is None else facts[0] * math.prod(basis.assumed.values()) * facts[1] * facts[2] * PERCENT**2


def training(basis: Basis) -> float | None:
    """Rounds fired in training in a month: those of another, by spending over that of this other."""
    facts = basis.values(5, "training_by_spending")
    if facts is None or "training_for_each_euro" not in basis.assumed:
        return None
    rounds, *spent = facts
    return rounds / MONTHS * _ratio(spent) * basis.assumed["training_for_each_euro"]


def stock(basis: Basis) -> float | None:
    """A stock: that of another, carried forward, by spending over that of this other."""
    facts = basis.values(5, "german_stock_carried_forward", "stocks_by_spending")
    if facts is None or not {"german_stock_since_2023", "german_stock_over_others"} <= basis.assumed.keys():
        return None
    held, *spent = facts
    since, over_others = (basis.assumed[name] for name in ("german_stock_since_2023", "german_stock_over_others"))
    return held * since * _ratio(spent) / over_others


def as_another(basis: Basis) -> float | None:
    """A need: that of another, by output over that of this other; of the other itself its own."""
    facts = basis.values(3, "as_germany", "by_gdp")
    if facts is None or "error_of_gdp_ratios" not in basis.assumed:
        return None
    ratio = basis.facts[-1].value / facts[2]
    return facts[0] * ratio * basis.assumed["error_of_gdp_ratios"]


def _ratio(spent: list[float]) -> float:
    """Spending over that of another: the share of output and output, of the one and of the other."""
    share, output, of_other, other = spent
    return share * output / (of_other * other)


def recruits_for_growth(basis: Basis) -> float | None:
    """Persons taken in a year, so that who leaves is replaced and the force grows."""
    facts = basis.values(1, "strength_of_two_years", "recruits_for_growth")
    names = ("leave_of_others", "growth_of_others", "dropout_in_training")
    if facts is None or not basis.assumed.keys() >= set(names):
        return None
    leave, growth, dropout = (basis.assumed[name] * PERCENT for name in names)
    return facts[0] * (leave + growth) / (1 - dropout)


def recruits_of_a_force(basis: Basis) -> float | None:
    """Persons taken in a year: those of a force by its own count over its own strength, times its strength here."""
    facts = basis.values(4, "strength_of_two_years", "turnover_of_a_force")
    if facts is None or "dropout_in_training" in basis.assumed:
        return None
    intake, own, _, strength = facts
    return intake / own * strength * basis.assumed.get("turnover_of_other_years", math.nan)


def leave_by_growth(basis: Basis) -> float | None:
    """Percent that leaves in a year: who finishes training, less the growth that is published; strength is no part."""
    return _leave(basis, by_outflow=False)


def leave_by_outflow(basis: Basis) -> float | None:
    """Percent that leaves in a year: who finishes training, less who came beyond those that left."""
    return _leave(basis, by_outflow=True)


def _leave(basis: Basis, *, by_outflow: bool) -> float | None:
    facts = basis.values(4, "strength_of_two_years", "turnover_of_a_force")
    if facts is None or not {"dropout_in_training", "turnover_of_other_years"} <= basis.assumed.keys():
        return None
    intake, own, gone, _ = facts
    stays = intake * (1 - basis.assumed["dropout_in_training"] * PERCENT)
    grown = intake - gone if by_outflow else gone
    return (stays - grown) / own / PERCENT * basis.assumed["turnover_of_other_years"]


def strength(basis: Basis) -> Ends | None:
    """Who serves: the count of the year, its range widened to that of the year before."""
    if len(basis.facts) != 2 or basis.rules != {"strength_of_two_years"} or basis.assumed:
        return None
    now, before = (cited.figure for cited in basis.facts)
    return Ends(min(now.low, before.low), now.value, max(now.high, before.high))


def mean(basis: Basis) -> Ends | None:
    """The mean of several years, without a range."""
    if not basis.facts or basis.rules != {"share_of_the_cold_war"} or basis.assumed:
        return None
    value = sum(cited.value for cited in basis.facts) / len(basis.facts)
    return Ends(value, value, value)
