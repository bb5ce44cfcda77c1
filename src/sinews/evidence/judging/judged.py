"""The claims of a document, judged: each by its check, or with the reason why none judges it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sinews.data.case import Case
from sinews.data.tables import Side, StatementCheck
from sinews.evidence.claims.claim import UNDERSTOOD, Claim, ClaimKind
from sinews.evidence.claims.sentence import Said, Spoken
from sinews.evidence.judging.judgement import OF_OUTCOME, Judgement, Standing
from sinews.evidence.judging.mapping import Asked, Unjudged, statement_of
from sinews.statements.by_tables import TABLED, Kind, kind_of
from sinews.statements.reading import unasked
from sinews.statements.verdict import ClaimCheck, Outcome, Statement, Verdict

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

#: What becomes of a verdict where the claim says the opposite of what the check asks.
TURNED = {
    Outcome.HOLDS: Outcome.DOES_NOT_HOLD,
    Outcome.DOES_NOT_HOLD: Outcome.HOLDS,
    Outcome.IN_PART: Outcome.IN_PART,
    Outcome.OPEN: Outcome.OPEN,
}


@dataclass(frozen=True)
class Judged:
    """A sentence with how each of its claims stands."""

    said: Said
    judgements: tuple[Judgement, ...]


def wanted(case: Case, spoken: Sequence[Spoken]) -> set[Kind]:
    """What the claims of documents take: tables of the case, or plans of clocks."""
    kinds = set()
    for document in spoken:
        for said in document.said:
            for claim, mark in zip(said.claims, said.marks, strict=True):
                statement, _ = _mapped(case, said, claim, mark)
                if statement is not None:
                    kinds.add(kind_of(statement.check))
    return kinds


def judged(case: Case, spoken: Spoken, plans: Plans | None) -> tuple[Judged, ...]:
    """Each sentence with figures or claims, judged; claims that take a plan are open without `plans`.

    SolveError as the solver does.
    """
    return tuple(
        Judged(said, tuple(_one(case, said, c, m, plans) for c, m in zip(said.claims, said.marks, strict=True)))
        for said in spoken.said
    )


def _mapped(case: Case, said: Said, claim: Claim, mark: str) -> tuple[Statement | None, str]:
    """The statement of a claim; None, and why, where there is none."""
    if claim.doubts:
        return None, "; ".join(doubt.value for doubt in claim.doubts)
    try:
        return statement_of(Asked(case, said, claim, mark)), ""
    except Unjudged as error:
        return None, str(error)


def _one(case: Case, said: Said, claim: Claim, mark: str, plans: Plans | None) -> Judgement:
    statement, reason = _mapped(case, said, claim, mark)
    if statement is None:
        unsure = any(doubt not in UNDERSTOOD for doubt in claim.doubts)
        standing = Standing.NOT_UNDERSTOOD if unsure else Standing.NOT_COMPUTABLE
        return Judgement(mark, claim, standing, None, reason)
    verdict = _verdict(case, plans, statement)
    if claim.kind is ClaimKind.SHARE_ENOUGH and not claim.denied:
        verdict = _turned(verdict)
    verdict = _within_range(verdict)
    return Judgement(mark, claim, OF_OUTCOME[verdict.outcome], verdict, "")


def _verdict(case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """The verdict of the check of a claim; clocks are loaded only where one is asked."""
    if statement.check in TABLED:
        return TABLED[statement.check].run(case, plans, statement)
    if plans is None:
        return unasked(statement)
    from sinews.statements.checks import FOR_CLAIMS

    return FOR_CLAIMS[statement.check].run(case, plans, statement)


#: Checks whose figures have a range within which a figure that is claimed can neither be confirmed nor refuted.
RANGED = frozenset({
    StatementCheck.STOCK_GOAL, StatementCheck.EVIDENCE_LEVEL, StatementCheck.EXPENDITURE_GROWTH,
    ClaimCheck.AMOUNT_SPENT, ClaimCheck.STOCK_COVER, ClaimCheck.CONTRACT_MONTHS, ClaimCheck.INCIDENTS_RATIO,
    ClaimCheck.MINUTES_OF_WARNING,
})  # fmt: skip


def _within_range(verdict: Verdict) -> Verdict:
    """A bare figure that is not the most likely one, but lies within its range, stays open."""
    statement, figure, mark = verdict.statement, verdict.figure, verdict.against
    if statement.check not in RANGED or statement.side is not Side.WITHIN or figure is None or mark is None:
        return verdict
    apart = mark.high < figure.low or figure.high < mark.low
    if verdict.outcome is not Outcome.DOES_NOT_HOLD or apart:
        return verdict
    because = f"{verdict.because} What is claimed lies within this range: the case can neither confirm nor refute it."
    return replace(verdict, outcome=Outcome.OPEN, because=because)


def _turned(verdict: Verdict) -> Verdict:
    """The verdict on the opposite of what the check asks."""
    because = f"The check asks whether it falls short; this says that it does not. {verdict.because}"
    return replace(
        verdict, outcome=TURNED[verdict.outcome], because=because, change=f"Of the opposite: {verdict.change}"
    )
