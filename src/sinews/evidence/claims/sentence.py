"""A document to what is said in it: each sentence with figures or claims, who says it, and where it stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from sinews.evidence.claims import affairs, horizons, money, things
from sinews.evidence.claims.claim import Claim
from sinews.evidence.claims.view import Context, View
from sinews.evidence.grammar.quantities import quantities
from sinews.evidence.grammar.quantity import Measure, Quantity
from sinews.evidence.grammar.sentences import Sentence, quoted, sentences
from sinews.evidence.grammar.speakers import Speaker, office_of, speaker
from sinews.evidence.lexicon import Kind
from sinews.evidence.reading.document import Document, Paragraph
from sinews.evidence.registers import Registers

Rule = Callable[[View], Iterator[Claim]]

#: The rules in the order in which their claims stand.
RULES: tuple[Rule, ...] = (
    horizons.threat, horizons.flight, horizons.stores, horizons.movement, money.enough, money.share,
    money.growth_of_spending, money.amount, money.members, things.ratio, things.rate, things.level, things.growth,
    things.supplies, affairs.cover, affairs.contracting, affairs.incidents, affairs.decisions,
)  # fmt: skip

#: Paragraphs among which, and letters in which, a document that says no date elsewhere may name its day.
DATELINES, DATELINE = 5, 80

#: Letters of the mark of a claim.
DIGITS = 10


@dataclass(frozen=True)
class Said:
    """A sentence that has figures or claims.

    `paragraph`: number of its paragraph from 0; `start`: where it begins there; `place`: that in words. `speaker`: as
    the document names them, empty for the document itself; `office`: what they are by the table of words. `marks`: one
    for each claim, the same for the same words wherever they stand. `hedged`, `conditional`: it says `could` or `if`.
    """

    text: str
    paragraph: int
    start: int
    place: str
    speaker: str
    office: str
    said: date
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]
    marks: tuple[str, ...]
    hedged: bool
    conditional: bool

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """Its quantities but for dates, which are no figures."""
        return tuple(quantity for quantity in self.quantities if quantity.measure is not Measure.DATE)


@dataclass(frozen=True)
class Spoken:
    """A document with the sentences in which something is claimed or counted, in their order, and how many it has."""

    document: Document
    said: tuple[Said, ...]
    sentences: int


def claims_of(view: View) -> tuple[Claim, ...]:
    """The claims of a sentence, in the order of the rules; a question claims nothing."""
    if view.text.rstrip("\"”\u2019' ").endswith("?"):
        return ()
    return tuple(claim for rule in RULES for claim in rule(view))


def spoken(document: Document, registers: Registers, today: date) -> Spoken:
    """What is said in a document; `today`: the day from which periods are counted where it does not say its own."""
    day = document.published
    said: list[Said] = []
    count, last = 0, ""
    for number, paragraph in enumerate(document.paragraphs):
        parts = sentences(paragraph.text)
        count += len(parts)
        speakers = _speakers(paragraph, parts, registers, last)
        last = next((name for name in reversed(speakers) if name), last)
        said += _said(paragraph, number, parts, speakers, registers, day, today)
    return Spoken(document, _unique(said), count)


def dated(document: Document, registers: Registers) -> Document:
    """The document with the day that a short line near its beginning names, if it says no other."""
    for paragraph in document.paragraphs[:DATELINES]:
        if document.published is None and len(paragraph.text) <= DATELINE:
            figures = quantities(registers.lexicon, paragraph.text)
            days = [quantity for quantity in figures if quantity.measure is Measure.DATE]
            if len(days) == 1 and len(days[0].days[0]) == len("2025-01-01"):
                with suppress(ValueError):
                    return replace(document, published=date.fromisoformat(days[0].days[0]))
    return document


def _said(
    paragraph: Paragraph,
    number: int,
    parts: list[Sentence],
    speakers: list[str],
    registers: Registers,
    day: date | None,
    today: date,
) -> Iterator[Said]:
    context = Context()
    lexicon = registers.lexicon
    for part, name in zip(parts, speakers, strict=True):
        view = View(part.text, registers, day or today, context, dated=day is not None)
        claims = claims_of(view)
        if claims or any(quantity.measure is not Measure.DATE for quantity in view.quantities):
            yield Said(
                part.text, number, part.start, paragraph.place, name, office_of(lexicon, name) if name else "",
                day or today,
                tuple(view.quantities), claims, tuple(_mark(part.text, claim) for claim in claims),
                lexicon.has(Kind.HEDGE, part.text), lexicon.has(Kind.CONDITION, part.text),
            )  # fmt: skip
        context = _after(context, view)


def _after(context: Context, view: View) -> Context:
    """What the next sentence of the paragraph may refer to."""
    codes = [span.code for span in view.places]
    adversary = next((code for code in codes if view.registers.is_adversary(code)), context.adversary)
    things = [span.code for span in view.items if span.code in view.registers.items]
    return Context(
        adversary,
        tuple(codes) or context.places,
        things[-1] if things else context.item,
        context.missiles or view.has(Kind.MISSILE),
    )


def _mark(text: str, claim: Claim) -> str:
    """The mark of a claim: a digest of its words, its kind and its figure, which no place changes."""
    figure = claim.quantity.written if claim.quantity else ""
    content = "\n".join([" ".join(text.casefold().split()), claim.kind.value, figure])
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:DIGITS]


def _unique(sentences: list[Said]) -> tuple[Said, ...]:
    """Sentences whose marks are all different within the document: one that is there again gets a number."""
    seen: Counter[str] = Counter()
    result = []
    for said in sentences:
        marks = []
        for mark in said.marks:
            seen[mark] += 1
            marks.append(mark if seen[mark] == 1 else f"{mark}-{seen[mark]}")
        result.append(replace(said, marks=tuple(marks)))
    return tuple(result)


# who says it --------------------------------------------------------------------------------


def _speakers(paragraph: Paragraph, parts: list[Sentence], registers: Registers, last: str) -> list[str]:
    """Who says each sentence of a paragraph; within a quotation it is whoever the quotation is ascribed to."""
    inside = quoted(paragraph.text)
    own = [
        speaker(registers.lexicon, part.text, [(a - part.start, b - part.start) for a, b in inside]) for part in parts
    ]
    names = [_named(speaker, own[:place], last) for place, speaker in enumerate(own)]
    for place, part in enumerate(parts):
        middle = part.start + len(part.text) // 2
        within = next(((begin, end) for begin, end in inside if begin <= middle < end), None)
        if own[place] is None and within is not None:
            closing = next(
                (other for other, part in enumerate(parts) if part.start < within[1] <= part.start + len(part.text)),
                place,
            )
            names[place] = names[closing] if own[closing] else _ascribed(names, own, place, last)
    return names


def _named(speaker: Speaker | None, before: list[Speaker | None], last: str) -> str:
    """The name of a speaker; a pronoun stands for whoever spoke last."""
    if speaker is None or not speaker.is_pronoun:
        return speaker.name if speaker else ""
    return (
        next((earlier.name for earlier in reversed(before) if earlier and not earlier.is_pronoun), last) or speaker.name
    )


def _ascribed(names: list[str], own: list[Speaker | None], place: int, last: str) -> str:
    """Whom a quotation without a name of its own is ascribed to: who was named before it, or else right behind it."""
    behind = next((names[other] for other in range(place + 1, min(place + 3, len(names))) if own[other]), "")
    before = next((names[other] for other in range(place - 1, -1, -1) if names[other]), "")
    return before or behind or last
