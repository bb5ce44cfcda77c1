"""What reading gives: documents in the order of their dates, each with its sentences judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sinews.data.case import Case
from sinews.evidence.claims.sentence import Spoken, dated, spoken
from sinews.evidence.judging.judged import Judged, judged
from sinews.evidence.judging.judgement import Judgement, Standing
from sinews.evidence.reading.document import Document
from sinews.evidence.registers import Registers

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

#: How claims stand that a check has judged.
VERDICTS = (Standing.HOLDS, Standing.IN_PART, Standing.DOES_NOT_HOLD, Standing.OPEN)


@dataclass(frozen=True)
class Article:
    """A document, its sentences with figures or claims, and how many sentences it has."""

    document: Document
    judged: tuple[Judged, ...]
    sentences: int

    @property
    def unread(self) -> tuple[Judged, ...]:
        """Sentences with figures of which no claim was understood, and that have no claim that is not computable."""
        return tuple(sentence for sentence in self.judged if sentence.said.figures and not _understood(sentence))

    @property
    def silent(self) -> int:
        """How many sentences have neither figure nor claim."""
        return self.sentences - len(self.judged)


def _understood(sentence: Judged) -> bool:
    return any(judgement.standing is not Standing.NOT_UNDERSTOOD for judgement in sentence.judgements)


@dataclass(frozen=True)
class Result:
    """Documents that were read for a case."""

    case: Case
    articles: tuple[Article, ...]

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """All claims that were understood, in the order of documents and sentences."""
        return tuple(
            judgement
            for article in self.articles
            for sentence in article.judged
            for judgement in sentence.judgements
            if judgement.standing is not Standing.NOT_UNDERSTOOD
        )

    def count(self, *standings: Standing) -> int:
        """How many claims stand so."""
        return sum(judgement.standing in standings for judgement in self.judgements)


def in_order(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Documents by the days on which they were published, those without one last; no other order matters."""
    return tuple(
        sorted(
            documents,
            key=lambda document: (
                document.published or date.max,
                document.name,
                document.called,
                [p.text for p in document.paragraphs],
            ),
        )
    )


def heard(documents: Iterable[Document], registers: Registers, case: Case) -> tuple[Spoken, ...]:
    """What is said in each document, in their order."""
    named = [dated(document, registers) for document in documents]
    return tuple(spoken(document, registers, case.settings.as_of) for document in in_order(named))


def result(case: Case, said: Sequence[Spoken], plans: Plans | None) -> Result:
    """Each document judged. SolveError as the solver does."""
    return Result(
        case, tuple(Article(speech.document, judged(case, speech, plans), speech.sentences) for speech in said)
    )


def summary(result: Result) -> str:
    """The answer in one sentence: how many claims were understood and how they stand, and what was not."""
    understood = result.count(*VERDICTS)
    numbers = [(result.count(standing), standing) for standing in VERDICTS]
    words = {
        Standing.HOLDS: ("holds", "hold"),
        Standing.IN_PART: ("in part", "in part"),
        Standing.DOES_NOT_HOLD: ("does not", "do not"),
        Standing.OPEN: ("is open", "are open"),
    }
    parts = [f"{number} {words[standing][number != 1]}" for number, standing in numbers if number]
    first = f"{understood} claim{'s' * (understood != 1)} understood{': ' * bool(parts)}{', '.join(parts)}"
    unread = sum(len(article.unread) for article in result.articles)
    silent = sum(article.silent for article in result.articles)
    rest = [
        f"{result.count(Standing.NOT_COMPUTABLE)} not computable",
        f"{unread} with figures, not understood",
        f"{silent} sentence{'s' * (silent != 1)} without a figure or claim",
    ]
    return f"{first}; {'; '.join(rest)}."
