"""A claim as the grammar understands it, and why it may not be judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from sinews.data.tables import Side
from sinews.evidence.grammar.quantity import Quantity


class ClaimKind(StrEnum):
    """What a claim is about."""

    SHARE_OF_GDP = "share_of_gdp"
    SHARE_ENOUGH = "share_enough"
    THREAT_DATE = "threat_date"
    FLIGHT_MINUTES = "flight_minutes"
    STORES_HOURS = "stores_hours"
    MOVEMENT_DAYS = "movement_days"
    STOCK_LEVEL = "stock_level"
    NEED_LEVEL = "need_level"
    GAP_LEVEL = "gap_level"
    OUTPUT_RATE = "output_rate"
    OUTPUT_RATIO = "output_ratio"
    GROWTH = "growth"
    SPENDING_GROWTH = "spending_growth"
    MEMBERS = "members"
    MONEY = "money"
    SUPPLIES = "supplies"
    STOCK_COVER = "stock_cover"
    CONTRACT_MONTHS = "contract_months"
    INCIDENTS = "incidents"
    DECISIONS = "decisions"


class Doubt(StrEnum):
    """Why a claim that was recognised is not judged: what the grammar is not sure of."""

    DENIES = "it denies something, and the grammar turns no claim around"
    WHO = "it does not say whom it is about"
    DEMAND = "it says what should be, not what is"
    NO_DATE = "it does not say by when"
    EARLIER = "it tells of an earlier time that it does not name"
    ELSEWHERE = "it is about an attack elsewhere"
    WARNING = "it is about the time of warning, not of flight"
    PERMISSION = "it is about the time of a permission, which the case does not know"
    THING = "it does not say of which thing, as the case knows them"
    UNIT = "its unit is not said beside the number"
    SHARES = "the sentence compares several shares"
    PURPOSE = "it does not say that it is for defence"
    BEFORE = "whom it is about was named before, if at all"
    PRICES = "it does not say that prices are taken out, as the check does"
    MARK = "it names a mark, not what somebody spends"
    UNDATED = "the document does not say when it was published"
    PARTIES = "it does not name both sides"
    ONE_YEAR = "it does not say in which one year so much is spent"
    BUDGET = "it is about a budget, a fund or a need, not about what is spent"
    CHANGE = "it tells of a change or a part, not of all that is spent"
    AMOUNTS = "the sentence has several amounts"
    SUPPOSED = "it says what could be, not what is"
    LATER = "it is about another time than that of the stocks that the case counts"
    YEARS = "it does not name the two years that it compares"


#: Doubts that leave no doubt what is meant: the claim is understood, and no check can judge it.
UNDERSTOOD = frozenset({
    Doubt.DEMAND, Doubt.NO_DATE, Doubt.ELSEWHERE, Doubt.WARNING, Doubt.PERMISSION, Doubt.PRICES, Doubt.BUDGET,
    Doubt.LATER,
})  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """A claim in a sentence.

    `about`, `against`: codes of places, groups and cities. `item`, `owner`: of what, made by whom. `value`: its figure
    in the unit of its check, with low and high end; None for a claim in words. `side`: on which side of it the claim
    holds. `first`, `last`: the months that it is about. `quantity`: the figure as it is said. `denied`: it says that
    something is not enough. `pledged`: it is about what will be. `each`: about each state of a group.
    `dated`: it names its period. `output`: about what is made, not about what is there. `warned`: its minutes are those
    of warning, not of flight.
    """

    kind: ClaimKind
    about: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    item: str = ""
    owner: str = ""
    value: tuple[float, float, float] | None = None
    side: Side | None = None
    first: date | None = None
    last: date | None = None
    quantity: Quantity | None = None
    denied: bool = False
    pledged: bool = False
    each: bool = False
    dated: bool = True
    output: bool = False
    warned: bool = False
    doubts: tuple[Doubt, ...] = field(default=())

    def doubted(self, *doubts: Doubt | None) -> Claim:
        """The claim with more doubts; None is none."""
        more = (doubt for doubt in doubts if doubt is not None)
        return replace(self, doubts=tuple(dict.fromkeys([*self.doubts, *more])))
