"""Units of facts: what each is in its base unit, and amounts of money in any currency."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sinews.data.derivation.figures import DerivationError

#: Half-width of the range of a fact that states none, by its confidence (assumption `spread_of_facts`).
SPREAD = {"A": 0.02, "B": 0.10, "C": 0.30}

#: unit -> (base unit, factor). Currencies stand apart: they need a rate (see `Money`).
UNITS: dict[str, tuple[str, float]] = {
    "units/month": ("units/month", 1.0),
    "units/year": ("units/month", 1 / 12),
    "units/quarter": ("units/month", 1 / 3),
    "units/day": ("units/month", 365.25 / 12),
    "full_charges/year": ("units/month", 1 / 12),
    "tonnes/year": ("tonnes/month", 1 / 12),
    "tonnes/month": ("tonnes/month", 1.0),
    "units": ("units", 1.0),
    "persons": ("persons", 1.0),
    "thousand_persons": ("persons", 1e3),
    "million_persons": ("persons", 1e6),
    "months": ("months", 1.0),
    "years": ("months", 12.0),
    "weeks": ("months", 12 / 52.18),
    "days": ("months", 12 / 365.25),
    "percent": ("percent", 1.0),
    "tonnes": ("tonnes", 1.0),
    "kg": ("tonnes", 1e-3),
    "million_EUR": ("million_EUR", 1.0),
    "EUR": ("million_EUR", 1e-6),
    "EUR/year": ("million_EUR", 1e-6),
    "billion_EUR": ("million_EUR", 1e3),
    "billion_EUR/year": ("million_EUR", 1e3),
    "million_EUR/year": ("million_EUR", 1.0),
    "rounds/day": ("rounds/day", 1.0),
}

#: The units that facts have in rules. Assumptions are stated in the unit that they are needed in.
BASES = frozenset(base for base, _ in UNITS.values())

_MONEY = re.compile(r"(?:(thousand|million|billion)_)?([A-Z]{3})(?:/year)?")
_MILLIONS = {None: 1e-6, "thousand": 1e-3, "million": 1.0, "billion": 1e3}


@dataclass(frozen=True)
class Money:
    """A unit of money: its currency, and what turns an amount into millions of it."""

    currency: str
    millions: float


def money(unit: str) -> Money | None:
    """The unit as money at prices of its own year; nothing if it is none."""
    match = _MONEY.fullmatch(unit)
    return Money(match[2], _MILLIONS[match[1]]) if match else None


def base(unit: str) -> str:
    """The unit in which rules see a figure that was stated in `unit`."""
    return UNITS.get(unit, (unit, 1.0))[0]


def factor(unit: str, wanted: str, what: str) -> float:
    """What turns a number in `unit` into one in `wanted`; DerivationError if nothing does."""
    if unit == wanted:
        return 1.0
    if unit not in UNITS or wanted not in UNITS or base(unit) != base(wanted):
        raise DerivationError(f"{what} is in {unit}, which does not convert to {wanted}")
    return UNITS[unit][1] / UNITS[wanted][1]
