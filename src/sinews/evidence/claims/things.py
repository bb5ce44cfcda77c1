"""Claims about things: how many are there, needed, lacking and made, who makes more, who sends them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from sinews.data.tables import Side
from sinews.evidence.claims.claim import Claim, ClaimKind, Doubt
from sinews.evidence.claims.money import side_of
from sinews.evidence.claims.view import View, exact, first_month, last_month
from sinews.evidence.grammar.quantity import Bound, Measure, Quantity
from sinews.evidence.lexicon import Kind, Span

#: The item by which ammunition in general is compared, and the code of the word for it.
SHELL, ANY_SHELL = "shell_155mm", "shell_any"

#: The code of things that the case does not have.
OTHER = "other"

#: Times a year that each unit of time passes.
A_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}

#: What a count of things says of them, by the verb before it.
LEVELS = {Kind.LACK: ClaimKind.GAP_LEVEL, Kind.NEED: ClaimKind.NEED_LEVEL, Kind.HAVE: ClaimKind.STOCK_LEVEL}

_THAN = re.compile(r"\bthan\b", re.IGNORECASE)


def ratio(view: View) -> Iterator[Claim]:
    """One side makes in some time what the other makes in another, so many times as much, or more."""
    if not view.has(Kind.MAKE):
        return
    claim = _in_times(view) or _times_as(view) or _more(view)
    if claim is not None:
        yield claim


def _sides(view: View, quantity: Quantity | None) -> tuple[str, str] | None:
    """An adversary and the alliance, in the order in which a clause names them; None if it does not name both."""
    begin = quantity.start - len(view.clause(quantity)) if quantity else 0
    ours = view.registers.allies | OURS
    places = [span for span in view.places if span.start >= begin]
    named = [span.code for span in places if view.registers.is_adversary(span.code) or span.code in ours]
    is_adversary = view.registers.is_adversary
    return next((pair for pair in pairwise(named) if is_adversary(pair[0]) != is_adversary(pair[1])), None)


OURS = frozenset({"NATO", "NATO_EUR", "EU27"})


def _in_times(view: View) -> Claim | None:
    """`makes in three months what the other makes in a year`."""
    times = [figure for figure in view.measured(Measure.DURATION) if figure.unit in {"weeks", "months", "years"}]
    compared = view.has(Kind.WHAT) or re.search(r"\bas much\b.*\bas\b", view.text, re.IGNORECASE)
    if len(times) != 2 or not compared:
        return None
    spans = [figure.value * {"weeks": 7 / 365, "months": 1 / 12, "years": 1.0}[figure.unit] for figure in times]
    return _ratio(view, spans[1] / spans[0], times[0], Side.AT_LEAST)


def _times_as(view: View) -> Claim | None:
    """`makes four times as many as the other`."""
    for quantity in view.measured(Measure.TIMES):
        near = [span for span in view.spans(Kind.TIMES_AS) if quantity.start <= span.start <= quantity.end + 2]
        if near and view.items and view.registers.lexicon.has(Kind.MAKE, view.clause(quantity)):
            side = Side.ABOVE if quantity.bound is Bound.ABOVE else Side.AT_LEAST
            return _ratio(view, quantity.value, quantity, side)
    return None


def _more(view: View) -> Claim | None:
    """`makes more than the other`, without a number."""
    more = [span for span in view.spans(Kind.MORE) if span.text.casefold() == "more"]
    if not view.quantities and more and view.items and _THAN.search(view.text[more[0].end :]) and _sides(view, None):
        return _ratio(view, 1.0, None, Side.ABOVE)
    return None


def _ratio(view: View, times: float, quantity: Quantity | None, side: Side) -> Claim | None:
    """What the first side makes is so many times what the second does; held as the alliance over the adversary."""
    both = _sides(view, quantity)
    things = [span.code for span in view.items]
    item = (
        SHELL
        if {SHELL, ANY_SHELL} & set(things)
        else next((code for code in things if code != OTHER), view.context.item)
    )
    if both is None:
        claim = Claim(ClaimKind.OUTPUT_RATIO, item=item, quantity=quantity)
        return claim.doubted(Doubt.PARTIES) if quantity is not None and (item or view.has(Kind.PRONOUN)) else None
    theirs_first = view.registers.is_adversary(both[0])
    ours, theirs = (both[1], both[0]) if theirs_first else both
    value = 1 / times if theirs_first else times
    turned = {Side.AT_LEAST: Side.AT_MOST, Side.ABOVE: Side.BELOW}[side]
    claim = Claim(
        ClaimKind.OUTPUT_RATIO,
        about=(ours,),
        against=(theirs,),
        item=item,
        value=(value, value, value),
        side=turned if theirs_first else side,
        last=date(view.said.year, 12, 1),
        quantity=quantity,
        dated=False,
    )
    return claim.doubted(view.denied(quantity), None if item else Doubt.THING, view.undated(None))


def rate(view: View) -> Iterator[Claim]:
    """Somebody makes a number of things a month or a year."""
    if not view.has(Kind.MAKE):
        return
    for quantity in view.measured(Measure.COUNT):
        item = view.item_of(quantity) or view.item_before(quantity)
        by_year = not quantity.per and _of_a_year(view, quantity) is not None
        if item is None or not (quantity.per in {"month", "year", "quarter", "week"} or by_year):
            continue
        yield _rate(view, quantity, item)


def _of_a_year(view: View, quantity: Quantity) -> int | None:
    """The year in which so many things are made, where the verb stands before their number; None if none is said."""
    item = view.item_of(quantity)
    verb = view.nearest_before(quantity.start, Kind.MAKE, Kind.BUY, Kind.NEED, Kind.HAVE, Kind.LACK)
    if item is None or verb is not Kind.MAKE:
        return None
    if view.has(Kind.THIS_YEAR):
        return view.said.year
    day = view.date_of(quantity)
    return int(day.low) if day is not None and day.low == day.high else None


def _rate(view: View, quantity: Quantity, item: Span) -> Claim:
    firm = next((span.code for span in view.firms), "")
    place = view.place_of(quantity)
    day = view.date_of(quantity)
    year = _of_a_year(view, quantity) if not quantity.per else None
    last = date(year, 12, 1) if year else last_month(day.days[1]) if day else date(view.said.year, view.said.month, 1)
    value = exact(quantity, A_YEAR[quantity.per or "year"])
    few = quantity.bound in {Bound.BELOW, Bound.ONLY}
    claim = Claim(
        ClaimKind.OUTPUT_RATE,
        about=(place,) if place else (),
        item=SHELL if item.code == ANY_SHELL and view.context.item == SHELL else item.code,
        owner=firm,
        value=value,
        side=Side.AT_MOST if few else Side.AT_LEAST,
        last=last,
        quantity=quantity,
        dated=day is not None,
    )
    earlier = view.registers.lexicon.has(Kind.AGO, view.text[max(0, quantity.start - 22) : quantity.start])
    ago = re.match(r"[^,;]{0,40}\bago\b", view.text[quantity.end :], re.IGNORECASE)
    return claim.doubted(
        view.denied(quantity),
        view.undated(day),
        None if place or firm else Doubt.WHO,
        Doubt.THING if claim.item in {ANY_SHELL, OTHER} else None,
        Doubt.EARLIER if (earlier or ago) and not (day and day.start > quantity.start) else None,
    )


def level(view: View) -> Iterator[Claim]:
    """So many things are there, are needed, or are lacking."""
    for quantity in view.measured(Measure.COUNT):
        item = view.item_of(quantity)
        verbs = (Kind.LACK, Kind.NEED, Kind.HAVE, Kind.BUY, Kind.MAKE, Kind.MOVE)
        verb = view.nearest_before(quantity.start, *verbs) or _behind(view, quantity)
        if item is None or item.code == OTHER or quantity.per or verb not in LEVELS:
            continue
        if verb is Kind.HAVE and not _has(view, quantity):
            continue
        between = view.text[quantity.end : item.start]
        more = view.registers.lexicon.has(Kind.MORE, between) or view.text[quantity.end :].lstrip().startswith("more ")
        kind = ClaimKind.GAP_LEVEL if verb is Kind.NEED and more else LEVELS[verb]
        yield _level(view, quantity, item, kind)


def _has(view: View, quantity: Quantity) -> bool:
    """Whether only words that bound a number stand between `has` and the number: `has bought 30` is no stock."""
    verb = max(span.end for span in view.spans(Kind.HAVE) if span.end <= quantity.start)
    bounds = view.spans(Kind.BOUND)

    def is_light(word: re.Match[str]) -> bool:
        bound = any(span.start <= verb + word.start() < span.end for span in bounds)
        return bound or word[0].casefold() in {"a", "an", "the"}

    return all(map(is_light, re.finditer(r"\w+", view.text[verb : quantity.start])))


def _behind(view: View, quantity: Quantity) -> Kind | None:
    """The verb behind a count that begins a sentence: `1,400 tanks are missing`, `a million shells are needed`."""
    verbs = [
        (span.start, kind) for kind in (Kind.LACK, Kind.NEED) for span in view.spans(kind) if span.start >= quantity.end
    ]
    return min(verbs)[1] if verbs else None


def _level(view: View, quantity: Quantity, item: Span, kind: ClaimKind) -> Claim:
    place = view.place_of(quantity)
    day = view.date_of(quantity)
    ahead = day is not None and last_month(day.days[1]) > view.said
    side = side_of(quantity)
    if side is Side.WITHIN and (kind is not ClaimKind.STOCK_LEVEL or ahead):
        side = Side.AT_LEAST
    claim = Claim(
        kind,
        about=(place,) if place else view.context.places[-1:],
        item=SHELL if item.code == ANY_SHELL else item.code,
        value=exact(quantity),
        side=side,
        first=first_month(day.days[0]) if day else None,
        last=last_month(day.days[1]) if day else date(view.said.year, view.said.month, 1),
        quantity=quantity,
        dated=day is not None,
    )
    return claim.doubted(
        view.denied(quantity),
        None if claim.about else Doubt.WHO,
        None if place else Doubt.BEFORE,
        Doubt.THING if item.code == ANY_SHELL else None,
        view.undated(day) if kind is ClaimKind.STOCK_LEVEL else None,
    )


def growth(view: View) -> Iterator[Claim]:
    """Something has to grow to so many times what it is."""
    if any(figure.per for figure in view.measured(Measure.COUNT)) or not view.items:
        return
    if not (view.has(Kind.GROW) or view.has(Kind.NEED)):
        return
    item = next((span.code for span in view.items if span.code not in {OTHER, ANY_SHELL}), "")
    for quantity in view.quantities:
        value = _factor(view, quantity)
        if value is None or not item:
            continue
        place = view.place_of(quantity)
        day = view.date_of(quantity)
        claim = Claim(
            ClaimKind.GROWTH,
            about=(place,) if place else ("NATO",),
            item=item,
            value=(value, value, value),
            side=Side.AT_LEAST,
            last=last_month(day.days[1]) if day else None,
            quantity=quantity,
            output=view.has(Kind.MAKE),
        )
        yield claim.doubted(view.denied(quantity))
        return


def _factor(view: View, quantity: Quantity) -> float | None:
    """By what something grows; an increase by 400 percent is a fivefold one. None if a quantity says no growth."""
    if quantity.measure is Measure.TIMES and quantity.value > 1:
        near = [span for span in view.spans(Kind.TIMES_AS) if quantity.start <= span.start <= quantity.end + 2]
        return None if near else quantity.value
    if quantity.measure is Measure.PERCENT and quantity.value >= 100:
        return 1 + quantity.value / 100 if re.search(r"\bby\s+$", view.text[: quantity.start], re.IGNORECASE) else None
    return None


def supplies(view: View) -> Iterator[Claim]:
    """An adversary gets arms from others."""
    codes = [span.code for span in view.places if view.registers.is_adversary(span.code)]
    if len(codes) < 2 or not view.has(Kind.SUPPLIER, Kind.ARMS) or view.quantities:
        return
    start = next(span.end for span in view.places if span.code == codes[0])
    if not re.search(r"\bfrom\b|\bby\b", view.text[start:], re.IGNORECASE):
        return
    givers = tuple(dict.fromkeys(code for code in codes[1:] if code != codes[0]))
    claim = Claim(
        ClaimKind.SUPPLIES, about=(codes[0],), against=givers, first=None,
        last=date(view.said.year, view.said.month, 1),
    )  # fmt: skip
    if givers:
        yield claim.doubted(view.denied(None))
