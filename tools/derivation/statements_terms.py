"""How a claim is written down, and the thresholds that claims in words are held against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """An assumption that says what a word means in figures (fields as in `Book.assume`)."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    reason: str
    role: str = "judgement"


@dataclass(frozen=True)
class Claim:
    """One row of `statements`: the fact that states it, whose claim it is, and the cells that its check reads.

    `figure`: whether the fact's number is the claim's; `factor`: what turns it into the unit of the row; `over`: the
    fact that it is divided by, where the claim is a multiple of what there is.
    """

    fact: str
    check: str
    claim: str
    office: str = "Secretary General of NATO"
    place: str = "NATO"
    code: str = ""
    date: str = ""
    subject: str = ""
    quantity: str = ""
    figure: bool = False
    factor: float = 1.0
    over: str = ""
    unit: str = ""
    side: str = ""
    start: str = ""
    end: str = ""
    about: str = ""
    against: str = ""
    item: str = ""
    owner: str = ""
    force: str = ""
    path: str = ""
    step: float = 0.0
    evidence: str = ""
    against_words: Threshold | None = None


NO_CHANGE = Threshold(
    "no_change",
    0.0,
    0.0,
    0.0,
    "percent",
    "What has risen is above what it was, what has fallen is below: the zero of a change, not a claim about the world.",
    "setting",
)

A_FRACTION = Threshold(
    "a_fraction_of_the_alliance",
    25.0,
    15.0,
    40.0,
    "percent",
    "Called a fraction, a quantity is far below a half of the other; a quarter is the middle of what the word covers.",
)

FAST_GROWTH = Threshold(
    "fast_growth",
    5.0,
    3.0,
    7.0,
    "percent",
    "Real growth in a year that doubles a quantity in about fourteen years; economies grow by one to five, so three is "
    "the least and seven, a doubling in ten years, beyond doubt.",
)

WAR_FOOTING = Threshold(
    "economy_on_a_war_footing",
    6.0,
    4.0,
    8.0,
    "percent",
    "Share of output for the military: allies at peace spend two to four percent, states in the large wars of the last "
    "century a quarter and more; six is about twice what was usual in the Cold War's later years.",
)

EVEN_RATE = Threshold(
    "no_change_of_rate",
    1.0,
    1.0,
    1.0,
    "ratio",
    "A rate that has not changed is once what it was: no claim about the world.",
    "setting",
)

MATTERS = Threshold(
    "effect_that_matters",
    0.05,
    0.01,
    0.1,
    "percent",
    "Part of the expected shortfall that a change has to take off to count: one in two thousand. Below one in ten "
    "thousand nothing counts; the figures of the case are not known as well as that.",
)

MATTERS_ON_THE_WAY = Threshold(
    "effect_on_lateness_that_matters",
    1.0,
    0.5,
    2.0,
    "percent",
    "Part of the mean lateness that relief has to take off to count. A tenth more of what alone made all of it would "
    "take off about a tenth; what takes off a hundredth is a tenth of the cause. The ends are half and twice of that.",
)
