"""The table of pairs: what was promised of a date, a rate or a cost, and what came of it.

It is optional. What slips is what is promised: a plan that takes promises at their word needs none of it, trials of a
plan do.
"""

from __future__ import annotations

from enum import StrEnum

from sinews.data.schema import Basis, Choice, Code, Month, Number, Table, Text


class SlipKind(StrEnum):
    """What was promised: each kind slips in its own way."""

    PROCUREMENT = "procurement"
    FACTORY = "factory"
    RATE = "rate"
    COST = "cost"


class PromiseKind(StrEnum):
    """When a promise was made: with the contract or the start of works, without one, or again after an earlier one."""

    CONTRACT = "contract"
    PLAN = "plan"
    RESTATED = "restated"


class OutcomeKind(StrEnum):
    """What is known of what came: it is there, it is expected by now, or it is not there and takes at least so long."""

    OBSERVED = "observed"
    EXPECTED = "expected"
    BOUND = "bound"


class LookedUp(StrEnum):
    """Why a pair was found: a report on its slip, one on its being in time or early, or two reports apart."""

    LATE = "late"
    EARLY = "early"
    APART = "apart"


#: Kinds of promises that are dates: they slip by a factor on the months from promise to date.
DATED = frozenset({SlipKind.PROCUREMENT, SlipKind.FACTORY})

SLIPS = Table(
    "slips",
    "Pairs of promised and observed: dates, rates and costs.",
    (
        Code("pair", "code of the pair"),
        Code("programme", "programme that it belongs to; its pairs may share their causes"),
        Text("party", "state or works that the promise is about"),
        Choice("kind", "procurement or factory (dates), rate or cost", choices=SlipKind),
        Month("signed", "day of the promise, as of the signature; the middle of a year if no more is known"),
        Month("due", "promised date, or date by which a rate or a cost was promised", after="signed"),
        Month("came", "date on which it came, or on which a rate or a cost was counted", after="signed"),
        Number("promised", "promised rate or cost, in the unit of the row; blank for a date", blank=True),
        Number("observed", "observed rate or cost, in the unit of the row; blank for a date", blank=True),
        Text("unit", "unit of promised and observed; blank for a date", blank=True),
        Choice("promise", "contract, plan (without one) or restated (after an earlier promise)", choices=PromiseKind),
        Choice("outcome", "observed, expected by now, or bound (not there: at least so much)", choices=OutcomeKind),
        Choice(
            "looked_up",
            "late or early (a report on how it came out) or apart (promise and outcome in reports of their own)",
            choices=LookedUp,
        ),
        Basis("basis", "facts that state the promise and what came of it"),
    ),
    ("pair",),
)
