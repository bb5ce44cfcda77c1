"""The words that a cell of a case may hold where it holds one of a few."""

from __future__ import annotations

from enum import StrEnum


class PlaceKind(StrEnum):
    """What a place is to the alliance."""

    ALLY = "ally"
    SUPPLIER = "supplier"
    PARTNER = "partner"
    ADVERSARY = "adversary"


class ItemKind(StrEnum):
    """Whether allies need the item, or lines need it to make others."""

    NEEDED = "needed"
    INPUT = "input"


class Status(StrEnum):
    """How firm a flow is, from the least to the most.

    `estimated`: no contract is known, and what is made today says that there has to be one.
    """

    ANNOUNCED = "announced"
    BUDGETED = "budgeted"
    ESTIMATED = "estimated"
    CONTRACTED = "contracted"
    DELIVERED = "delivered"

    @property
    def rank(self) -> int:
        """0 for announced to 4 for delivered."""
        return tuple(Status).index(self)


class Holding(StrEnum):
    """Which allies' stocks of an item count for whose need; blank: each ally's own, for its own."""

    TOGETHER = "together"
    BRIGADES = "brigades"


class Purpose(StrEnum):
    """What a fund pays for."""

    ORDER = "order"
    EXPANSION = "expansion"


class Use(StrEnum):
    """Why stocks leave."""

    AID = "aid"
    TRAINING = "training"
    LOSS = "loss"


class Method(StrEnum):
    """How a need is derived: NATO's three methods for stockpiles, force goals, or a published total."""

    LEVEL_OF_EFFORT = "level_of_effort"
    TARGET_ORIENTED = "target_oriented"
    LIFETIME_ORIENTED = "lifetime_oriented"
    FORCE_GOAL = "force_goal"
    PUBLISHED = "published"


class AdversaryQuantity(StrEnum):
    """What a row on an adversary counts."""

    OUTPUT = "output"
    REFURBISHMENT = "refurbishment"
    IMPORT = "import"
    STOCK = "stock"
    LOSS = "loss"
    GDP = "gdp"
    GDP_PPP = "gdp_ppp"
    DEFENCE_EXPENDITURE = "defence_expenditure"


class Mode(StrEnum):
    """What kind of way a link is."""

    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"
    AIR = "air"


class Loading(StrEnum):
    """Where a carrier takes on loads and sets them down."""

    ANYWHERE = "anywhere"
    TRANSFER = "transfer"


class RuleKind(StrEnum):
    """Whether a rule computes a value from others, or carries one figure over to rows that lack their own."""

    COMPUTATION = "computation"
    ANALOGY = "analogy"


class Confidence(StrEnum):
    """A: official or primary; B: reputable relay; C: weak or recalled."""

    A = "A"
    B = "B"
    C = "C"


class ChangeKind(StrEnum):
    """How a lever changes a number; n steps add n amounts, or take the factor 1 + n (amount - 1)."""

    ADD = "add"
    MULTIPLY = "multiply"
    SET = "set"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
