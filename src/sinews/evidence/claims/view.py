"""A sentence as the rules see it: its quantities, the places and things that it names, and what was said before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sinews.evidence.claims.claim import Doubt
from sinews.evidence.grammar.quantities import quantities
from sinews.evidence.grammar.quantity import Bound, Measure, Quantity
from sinews.evidence.lexicon import Kind, Span
from sinews.evidence.registers import Registers

_AND = re.compile(r"(?:'s?)?\s*(?:,|and|,\s*and|&|as well as)\s*(?:the\s+)?", re.IGNORECASE)
_OF = re.compile(r"^[^,;]*\b(?:in|of|by)\s+(?:the\s+)?$", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:than|compared|since|from|before|when)\b[^,;]{0,45}$", re.IGNORECASE)

#: Letters between a number and the thing that it counts.
NEAR = 60


@dataclass
class Context:
    """What was named before in the same paragraph or document: places, adversaries, and things that are made."""

    adversary: str = ""
    places: tuple[str, ...] = ()
    item: str = ""
    missiles: bool = False


@dataclass(frozen=True)
class View:
    """A sentence. `said`: the day on which it was said, from which periods count; `dated`: whether it is known."""

    text: str
    registers: Registers
    said: date
    context: Context = field(default_factory=Context)
    dated: bool = True
    _found: dict[Kind, list[Span]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """All quantities."""
        return quantities(self.registers.lexicon, self.text)

    @cached_property
    def places(self) -> list[Span]:
        """Places and groups that it names."""
        return self.registers.places(self.text)

    @cached_property
    def cities(self) -> list[Span]:
        """Cities that it names."""
        return self.registers.cities.spans(Kind.OFFICE, self.text)

    @cached_property
    def firms(self) -> list[Span]:
        """Owners of lines that it names."""
        return self.registers.firms.spans(Kind.OFFICE, self.text)

    @cached_property
    def items(self) -> list[Span]:
        """Things that it names."""
        return self.registers.lexicon.spans(Kind.ITEM, self.text)

    def spans(self, kind: Kind) -> list[Span]:
        """Words of a kind."""
        if kind not in self._found:
            self._found[kind] = self.registers.lexicon.spans(kind, self.text)
        return self._found[kind]

    def has(self, *kinds: Kind) -> bool:
        """Whether it has a word of each of the kinds."""
        return all(self.spans(kind) for kind in kinds)

    def measured(self, measure: Measure, *units: str) -> list[Quantity]:
        """Quantities of a measure, and of one of the units if any are named."""
        return [
            figure for figure in self.quantities if figure.measure is measure and (not units or figure.unit in units)
        ]

    # what belongs to a quantity --------------------------------------------------------

    def clause(self, quantity: Quantity) -> str:
        """What stands before a quantity, from the last comma, stop or `but` on."""
        before = self.text[: quantity.start]
        begin = max(before.rfind(sign) + len(sign) for sign in (", ", "; ", ": ", "—", " but ", "“", "\u2018"))
        return (
            before[max(begin, 0) :]
            if any(sign in before for sign in (", ", "; ", ": ", "—", " but ", "“", "\u2018"))
            else before
        )

    def undated(self, day: Quantity | None) -> Doubt | None:
        """The doubt of a claim about the present in a document that does not say when that is."""
        return None if self.dated or day is not None else Doubt.UNDATED

    def denied(self, quantity: Quantity | None) -> Doubt | None:
        """The doubt of a claim whose clause denies something."""
        where = self.text if quantity is None else self.clause(quantity)
        return Doubt.DENIES if self.registers.lexicon.has(Kind.DENY, where) else None

    def item_of(self, quantity: Quantity) -> Span | None:
        """The thing that a number counts: the first behind it, before the next number."""
        stops = [
            other.start
            for other in self.quantities
            if other.start > quantity.start and other.measure is not Measure.DATE
        ]
        limit = min([quantity.end + NEAR, *stops])
        behind = [
            span
            for span in self.items
            if quantity.end <= span.start + 6 and quantity.end <= span.end <= limit + len(span.text)
        ]
        return next((span for span in behind if span.start <= limit), None)

    def item_before(self, quantity: Quantity) -> Span | None:
        """The last thing named before a number."""
        return next((span for span in reversed(self.items) if span.end <= quantity.start), None)

    def places_of(self, quantity: Quantity) -> tuple[str, ...]:
        """Whom a quantity is about: the first place of its clause, with those that are joined to it.

        Else the place nearest before it, else one right behind it that follows `in`, `of` or `by`; else nobody.
        """
        before = [span for span in self.places if span.end <= quantity.start]
        begin = quantity.start - len(self.clause(quantity))
        inside = [span for span in before if span.start >= begin]
        if inside or before:
            first = inside[0] if inside else before[-1]
            return self._joined(first, quantity.start)
        behind = [
            span
            for span in self.places
            if span.start >= quantity.end and _OF.search(self.text[quantity.end : span.start])
        ]
        return (behind[0].code,) if behind else ()

    def _joined(self, first: Span, end: int) -> tuple[str, ...]:
        """A place and those that are joined to it by commas and `and`, on either side."""
        row = [span for span in self.places if span.end <= end]
        place = row.index(first)
        low = high = place
        while low and _AND.fullmatch(self.text[row[low - 1].end : row[low].start]):
            low -= 1
        while high + 1 < len(row) and _AND.fullmatch(self.text[row[high].end : row[high + 1].start]):
            high += 1
        return tuple(dict.fromkeys(span.code for span in row[low : high + 1]))

    def place_of(self, quantity: Quantity) -> str:
        """Whom a quantity is about, if that is one place; else empty."""
        codes = self.places_of(quantity)
        return codes[0] if len(codes) == 1 else ""

    def date_of(self, quantity: Quantity) -> Quantity | None:
        """The date of a quantity: behind it before the next number, else the last before it; none that is compared."""
        dates = [day for day in self.measured(Measure.DATE) if not _COMPARED.search(self.text[: day.start])]
        others = [
            figure.start
            for figure in self.quantities
            if figure.measure is not Measure.DATE and figure.start > quantity.start
        ]
        behind = [day for day in dates if quantity.start < day.start < min(others, default=len(self.text))]
        before = [day for day in dates if day.start < quantity.start]
        return behind[0] if behind else before[-1] if before else None

    def nearest_before(self, place: int, *kinds: Kind) -> Kind | None:
        """Which of the kinds has the last word before a place in the sentence."""
        ends = [(span.end, kind) for kind in kinds for span in self.spans(kind) if span.end <= place]
        return max(ends)[1] if ends else None


def ends_of(quantity: Quantity, factor: float = 1.0) -> tuple[float, float, float]:
    """Value, low and high end of a quantity; a plain figure stands for all that would be written alike."""
    low, high = quantity.low, quantity.high
    if low == high and quantity.bound in {Bound.NONE, Bound.ABOUT}:
        low, high = low - quantity.half, high + quantity.half
    return quantity.value * factor, low * factor, high * factor


def exact(quantity: Quantity, factor: float = 1.0) -> tuple[float, float, float]:
    """Value, low and high end of a quantity as it is said."""
    return quantity.value * factor, quantity.low * factor, quantity.high * factor


def about(quantity: Quantity, *, up: bool) -> tuple[float, float, float]:
    """A quantity as it is said; `about ten` reaches, up or down, to what is still rounded to it at its last digit.

    The middle is then halfway: about ten, upwards, is 12.5, from 10 to 15.
    """
    if quantity.bound is not Bound.ABOUT or quantity.low != quantity.high:
        return exact(quantity)
    place = 1.0
    while quantity.value and quantity.value % (10 * place) == 0:
        place *= 10
    end = quantity.value + (place if up else -place) / 2
    return (quantity.value + end) / 2, min(quantity.value, end), max(quantity.value, end)


def first_month(text: str) -> date:
    """The first month of a date as it is written: YYYY, YYYY-MM or YYYY-MM-DD."""
    year, month = int(text[:4]), int(text[5:7] or 1)
    return date(year, min(max(month, 1), 12), 1)


def last_month(text: str) -> date:
    """The last month of a date as it is written."""
    year, month = int(text[:4]), int(text[5:7] or 12)
    return date(year, min(max(month, 1), 12), 1)
