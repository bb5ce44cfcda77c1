"""How a claim stands: judged, or not, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sinews.evidence.claims.claim import Claim
from sinews.statements.verdict import Outcome, Verdict


class Standing(StrEnum):
    """How a claim stands."""

    HOLDS = "holds"
    IN_PART = "holds in part"
    DOES_NOT_HOLD = "does not hold"
    OPEN = "open"
    NOT_COMPUTABLE = "not computable"
    NOT_UNDERSTOOD = "not understood"


#: How a claim with a verdict stands.
OF_OUTCOME = {
    Outcome.HOLDS: Standing.HOLDS,
    Outcome.IN_PART: Standing.IN_PART,
    Outcome.DOES_NOT_HOLD: Standing.DOES_NOT_HOLD,
    Outcome.OPEN: Standing.OPEN,
}


@dataclass(frozen=True)
class Judgement:
    """A claim and how it stands. `verdict`: that of the check, if one has judged it; `reason`: why none has."""

    mark: str
    claim: Claim
    standing: Standing
    verdict: Verdict | None
    reason: str
