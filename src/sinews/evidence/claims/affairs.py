"""Claims about affairs of state: stock as a part of need, months until a contract, rates of incidents, decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sinews.data.tables import Side
from sinews.evidence.claims.claim import Claim, ClaimKind, Doubt
from sinews.evidence.claims.money import side_of
from sinews.evidence.claims.things import ANY_SHELL, OTHER, OURS, SHELL
from sinews.evidence.claims.view import View, ends_of, exact
from sinews.evidence.grammar.quantity import Bound, Measure, Quantity
from sinews.evidence.lexicon import Kind

#: Months and days of units of time.
MONTHS = {"months": 1.0, "years": 12.0}
DAYS = {"days": 1.0, "weeks": 7.0, "months": 365 / 12, "years": 365.0}

#: A multiple in one word stands for all that would be rounded to it; a part in one word for some points about it.
ROUNDED, PARTS = 0.5, 5.0

#: What the sentences call Europe, whose incidents the case counts.
EUROPE = "NATO_EUR"

_OF = re.compile(r"\s+of\b(?!\s+GDP)", re.IGNORECASE)
_ACCESSION = re.compile(r"\b(?:accession|membership)\b", re.IGNORECASE)
_ALL = re.compile(
    r"(?<!almost )(?<!nearly )\b(?:all|every|each)\b(?!\s+but\b)(?:\s+[\w']+){0,3}?\s+"
    r"(?:allies|ally|members?|countries|nations|states|parliaments)\b",
    re.IGNORECASE,
)
_TAKES = re.compile(r"\btakes?\b", re.IGNORECASE)
_OTHER_TIME = re.compile(r"\b(?:deliver\w*|built?|produc\w*|negotiat\w*|arriv\w*)\b", re.IGNORECASE)


def cover(view: View) -> Iterator[Claim]:
    """Somebody has a part of what is needed of a thing."""
    things = {span.code for span in view.items} - {OTHER}
    if len(things) != 1 or not view.has(Kind.NEED):
        return
    [item] = things
    for quantity in [*view.measured(Measure.PERCENT), *view.measured(Measure.TIMES)]:
        verb = view.nearest_before(quantity.start, Kind.HAVE, Kind.COVER, Kind.LACK, Kind.NEED)
        part = quantity.measure is Measure.PERCENT or quantity.high < 1
        if not part or verb not in {Kind.HAVE, Kind.COVER} or not _OF.match(view.text[quantity.end :]):
            continue
        if not any(span.start >= quantity.end for span in view.spans(Kind.NEED)):
            continue
        side = side_of(quantity)
        place = view.place_of(quantity)
        claim = Claim(
            ClaimKind.STOCK_COVER,
            about=(place,) if place else (),
            item=SHELL if item == ANY_SHELL else item,
            value=_part(quantity, side),
            side=side,
            last=date(view.said.year, view.said.month, 1),
            quantity=quantity,
            dated=False,
        )
        ahead = view.measured(Measure.DATE) or view.registers.lexicon.has(Kind.FUTURE, view.text[: quantity.start])
        yield claim.doubted(
            view.denied(quantity),
            None if place and len({span.code for span in view.places}) == 1 else Doubt.WHO,
            Doubt.THING if item == ANY_SHELL else None,
            Doubt.LATER if ahead else None,
            Doubt.DEMAND if any(span.end <= quantity.start for span in view.spans(Kind.SHOULD)) else None,
            view.undated(None),
        )


def _part(quantity: Quantity, side: Side) -> tuple[float, float, float]:
    """A part in percent, with low and high end; `a third` stands for some points about it."""
    if quantity.measure is Measure.PERCENT:
        return ends_of(quantity) if side is Side.WITHIN else exact(quantity)
    value, low, high = exact(quantity, 100.0)
    around = PARTS if side is Side.WITHIN else 0.0
    return value, low - around, high + around


def contracting(view: View) -> Iterator[Claim]:
    """A state takes so many months to sign a contract."""
    if not view.has(Kind.CONTRACT) or not _TAKES.search(view.text) or _OTHER_TIME.search(view.text):
        return
    for quantity in view.measured(Measure.DURATION, *MONTHS)[:1]:
        codes = {span.code for span in view.places}
        side, factor = side_of(quantity), MONTHS[quantity.unit]
        claim = Claim(
            ClaimKind.CONTRACT_MONTHS,
            about=tuple(sorted(codes)) if len(codes) == 1 else (),
            item=next((span.code for span in view.items), ""),
            value=ends_of(quantity, factor) if side is Side.WITHIN else exact(quantity, factor),
            side=side,
            last=date(view.said.year, view.said.month, 1),
            quantity=quantity,
            dated=False,
        )
        yield claim.doubted(view.denied(quantity), None if claim.about else Doubt.WHO, view.undated(None))


def incidents(view: View) -> Iterator[Claim]:
    """Incidents of a kind have become more, or fewer, from one year to another."""
    words = view.spans(Kind.INCIDENT)
    if not words or not (view.has(Kind.GROW) or view.has(Kind.FALL) or view.measured(Measure.TIMES)):
        return
    figures = [quantity for quantity in view.quantities if quantity.measure is not Measure.DATE]
    if len(figures) > 1 or any(quantity.measure not in {Measure.TIMES, Measure.PERCENT} for quantity in figures):
        return
    quantity = figures[0] if figures else None
    falls = view.has(Kind.FALL)
    value, side = (_ratio(quantity, falls=falls), _side(quantity)) if quantity else ((1.0, 1.0, 1.0), None)
    (first, last), codes = _two_years(view), {span.code for span in view.places}
    claim = Claim(
        ClaimKind.INCIDENTS,
        about=(EUROPE,) if EUROPE in codes else (),
        item=words[0].code,
        value=value,
        side=side or (Side.BELOW if falls else Side.ABOVE),
        first=first,
        last=last,
        quantity=quantity,
    )
    yield claim.doubted(
        view.denied(quantity),
        None if codes - {"RUS"} == {EUROPE} else Doubt.WHO,
        None if first else Doubt.YEARS,
        Doubt.CHANGE if falls and view.has(Kind.GROW) else None,
        Doubt.CHANGE if falls and quantity and quantity.measure is Measure.TIMES else None,
    )


def _ratio(quantity: Quantity, *, falls: bool) -> tuple[float, float, float]:
    """How many times as many there are, with low and high end, by a multiple or by a percentage of change."""
    if quantity.measure is Measure.PERCENT:
        sign = -1 if falls else 1
        value, low, high = (1 + sign * end / 100 for end in ends_of(quantity))
        return value, min(low, high), max(low, high)
    rounded = ROUNDED if _side(quantity) is Side.WITHIN else 0.0
    return quantity.value, quantity.low - rounded, quantity.high + rounded


def _side(quantity: Quantity) -> Side:
    return Side.ABOVE if quantity.bound is Bound.ABOVE else side_of(quantity)


def _two_years(view: View) -> tuple[date | None, date | None]:
    """First and last of two years that are compared; None if the sentence does not name just two."""
    days = view.measured(Measure.DATE)
    years = sorted({int(year) for day in days for year in (day.low, day.high)})
    if len(years) != 2:
        return None, None
    return date(years[0], 1, 1), date(years[1], 12, 1)


def decisions(view: View) -> Iterator[Claim]:
    """Every ally has decided on a new member, within some time if it says so."""
    if not view.has(Kind.RATIFY) or not _ALL.search(view.text) or not _ACCESSION.search(view.text):
        return
    times = view.measured(Measure.DURATION, *DAYS)
    newcomers = tuple(dict.fromkeys(span.code for span in view.places if span.code not in OURS))
    side = side_of(times[0]) if times else Side.AT_LEAST
    claim = Claim(
        ClaimKind.DECISIONS,
        about=("NATO",),
        against=newcomers,
        value=exact(times[0], DAYS[times[0].unit]) if times else None,
        side=Side.AT_MOST if side is Side.WITHIN else side,
        last=date(view.said.year, view.said.month, 1),
        quantity=times[0] if times else None,
        dated=False,
    )
    supposed = view.has(Kind.SHOULD) or view.registers.lexicon.has(Kind.FUTURE, view.text)
    yield claim.doubted(
        view.denied(None),
        None if len(newcomers) == 1 else Doubt.PARTIES,
        Doubt.DEMAND if supposed else None,
        Doubt.AMOUNTS if len(times) > 1 else None,
    )
