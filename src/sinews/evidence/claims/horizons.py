"""Claims about time: when an attack becomes possible, minutes of flight, hours that people manage, days of movement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sinews.data.months import month_after
from sinews.data.tables import Side
from sinews.evidence.claims.claim import Claim, ClaimKind, Doubt
from sinews.evidence.claims.money import side_of
from sinews.evidence.claims.view import View, about, ends_of, exact, first_month, last_month
from sinews.evidence.grammar.quantity import Bound, Measure, Quantity
from sinews.evidence.lexicon import Kind

#: Months and hours of the units of time.
MONTHS = {"months": 1.0, "years": 12.0}
HOURS = {"hours": 1.0, "days": 24.0, "weeks": 168.0}
DAYS = {"days": 1.0, "weeks": 7.0}

_AHEAD = re.compile(
    r"\b(?:within|in|next|coming|for|by|until|before|of|than|as|between|from|after|about|to)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\b(?:since|last|past|ago|after)\b[^,;]{0,20}$", re.IGNORECASE)


def threat(view: View) -> Iterator[Claim]:
    """An adversary could attack within, in, or by some time."""
    if not view.has(Kind.ATTACK, Kind.ABLE):
        return
    attack = view.spans(Kind.ATTACK)[-1].start
    before = [span.code for span in view.places if span.start < attack]
    hostile = [code for code in before if view.registers.is_adversary(code)]
    if before and not hostile:
        return  # somebody else is said to attack
    who = hostile[0] if hostile else ""
    if not who and not view.has(Kind.PRONOUN) and not (view.has(Kind.FORCE) and view.context.adversary):
        return
    for quantity in view.quantities:
        period = _period(view, quantity)
        if period is None:
            continue
        clause = view.text[
            max((figure.end for figure in view.quantities if figure.end <= quantity.start), default=0) : quantity.start
        ]
        elsewhere = view.registers.lexicon.has(Kind.ELSEWHERE, clause) and not view.registers.lexicon.has(
            Kind.GROUP, clause
        )
        claim = Claim(
            ClaimKind.THREAT_DATE,
            about=(who or view.context.adversary,) if who or view.context.adversary else (),
            side=Side.WITHIN,
            first=period[0],
            last=period[1],
            quantity=quantity,
        )
        yield claim.doubted(
            view.denied(quantity),
            Doubt.ELSEWHERE if elsewhere else None,
            None if claim.about and (not before or before[-1] == who) else Doubt.WHO,
            view.undated(quantity if quantity.measure is Measure.DATE else None),
        )


def _period(view: View, quantity: Quantity) -> tuple[date, date] | None:
    """First and last month of a horizon that lies ahead of the day on which it was said; None if it is none."""
    before = view.text[: quantity.start]
    behind = view.text[quantity.end :].lstrip().casefold()
    if quantity.measure is Measure.DURATION and quantity.unit in MONTHS:
        if _PAST.search(before) or behind.startswith(("ago", "of war", "old", "ahead")) or not _AHEAD.search(before):
            return None
        low, high = (round(end * MONTHS[quantity.unit]) for end in (quantity.low, quantity.high))
        if high > 600:
            return None
        start = date(view.said.year, view.said.month, 1)
        return (month_after(start, low) if low < high else start), month_after(start, high)
    if quantity.measure is Measure.DATE and last_month(quantity.days[1]) > view.said and not _PAST.search(before):
        by = re.search(r"\b(?:by|until|before)\b[^,;]{0,20}$", before, re.IGNORECASE)
        start = (
            date(view.said.year, view.said.month, 1)
            if by
            else max(first_month(quantity.days[0]), date(view.said.year, 1, 1))
        )
        return start, last_month(quantity.days[1])
    return None


def flight(view: View) -> Iterator[Claim]:
    """Something takes minutes to reach cities."""
    if not view.cities or not view.has(Kind.REACH) or not (view.has(Kind.MISSILE) or view.context.missiles):
        return
    for quantity in view.measured(Measure.DURATION, "minutes")[:1]:
        side = Side.AT_LEAST if quantity.bound in {Bound.AT_LEAST, Bound.ABOVE} else Side.AT_MOST
        claim = Claim(
            ClaimKind.FLIGHT_MINUTES,
            about=tuple(dict.fromkeys(span.code for span in view.cities)),
            value=about(quantity, up=side is Side.AT_MOST),
            side=side,
            quantity=quantity,
        )
        if _is_warning(view, quantity):
            side = side_of(quantity)
            value = ends_of(quantity) if side is Side.WITHIN else exact(quantity)
            yield replace(claim, value=value, side=side, warned=True).doubted(view.denied(quantity))
            continue
        warning = Doubt.WARNING if view.registers.lexicon.has(Kind.WARNING, view.clause(quantity)) else None
        yield claim.doubted(view.denied(quantity), warning)


def _is_warning(view: View, quantity: Quantity) -> bool:
    """Whether minutes are said to be those of warning: `a warning of four minutes`, `two minutes of warning`."""
    before, behind = view.text[: quantity.start], view.text[quantity.end :]
    return bool(
        re.search(r"\bwarning(?: time)? of (?:[a-z]+ ){0,3}$", before, re.IGNORECASE)
        or re.match(r"(?:['\u2019]s?)? (?:of )?(?:advance )?warning\b", behind, re.IGNORECASE)
    )


def stores(view: View) -> Iterator[Claim]:
    """People should manage on their own for hours or days."""
    if not view.has(Kind.STORES):
        return
    own = any(
        span.code == "stores" and re.search(r"self|kit|own", span.text, re.IGNORECASE)
        for span in view.spans(Kind.STORES)
    )
    if not own and not view.has(Kind.PEOPLE):
        return
    for quantity in view.measured(Measure.DURATION, *HOURS)[:1]:
        claim = Claim(
            ClaimKind.STORES_HOURS, value=exact(quantity, HOURS[quantity.unit]), side=Side.AT_LEAST, quantity=quantity
        )
        yield claim.doubted(view.denied(quantity))


def movement(view: View) -> Iterator[Claim]:
    """Forces are there, or may cross, within days."""
    if not view.has(Kind.MOVE, Kind.FORCE):
        return
    for quantity in view.measured(Measure.DURATION, *DAYS)[:1]:
        claim = Claim(
            ClaimKind.MOVEMENT_DAYS, value=exact(quantity, DAYS[quantity.unit]), side=Side.AT_MOST, quantity=quantity
        )
        yield claim.doubted(view.denied(quantity), Doubt.PERMISSION if view.has(Kind.PERMISSION) else None)
