"""Claims about money: shares of GDP, whether one is enough, growth of expenditure, amounts, members of a group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sinews.data.tables import Side
from sinews.evidence.claims.claim import Claim, ClaimKind, Doubt
from sinews.evidence.claims.view import View, ends_of, exact, first_month, last_month
from sinews.evidence.grammar.quantity import Bound, Measure, Quantity
from sinews.evidence.lexicon import Kind

#: Money below this (in any currency) is none of a state.
LEAST = 1e8

#: Amounts are judged in billions.
BILLIONTH = 1e-9

#: Letters before and behind a share within which a word says that it is a mark.
MARKED = 18

#: On which side of its figure a claim holds, by the words before it.
SIDES = {
    Bound.AT_LEAST: Side.AT_LEAST, Bound.ABOVE: Side.ABOVE, Bound.AT_MOST: Side.AT_MOST, Bound.BELOW: Side.BELOW,
    Bound.ONLY: Side.AT_MOST,
}  # fmt: skip


def side_of(quantity: Quantity) -> Side:
    """The side of a figure on which a claim holds; within what would be written alike, if it says no side."""
    return SIDES.get(quantity.bound, Side.WITHIN)


def enough(view: View) -> Iterator[Claim]:
    """A share of GDP is enough, or is not."""
    words = view.spans(Kind.ENOUGH)
    shares = view.measured(Measure.PERCENT_OF_GDP)
    if not words or not shares:
        return
    lacking = any(span.code == "insufficient" for span in words)
    before = view.text[: words[0].start]
    denied = lacking or bool(
        re.search(r"\b(?:not|no longer|never|n't|nowhere)\b[^,;]{0,25}$", before.replace("\u2019", "'"), re.IGNORECASE)
    )
    denied = denied or view.registers.lexicon.has(Kind.DENY, before[shares[-1].end :])
    claim = Claim(ClaimKind.SHARE_ENOUGH, value=exact(shares[0]), quantity=shares[0], denied=denied)
    yield claim.doubted(Doubt.SHARES if len(shares) > 1 else None)


def share(view: View) -> Iterator[Claim]:
    """Somebody spends, or is to spend, a share of GDP on defence."""
    shares = view.measured(Measure.PERCENT_OF_GDP)
    if not shares or view.has(Kind.ENOUGH) or not (view.has(Kind.SPEND) or view.has(Kind.DEFENCE)):
        return
    if _counts_states(view):
        return
    for quantity in shares:
        if re.search(r"\bfrom\b[^,;\d]{0,20}$", view.text[: quantity.start], re.IGNORECASE) and len(shares) > 1:
            continue  # where a change begins
        yield _share(view, quantity).doubted(
            view.denied(quantity),
            None if quantity.sure or view.has(Kind.SPEND) else Doubt.UNIT,
            Doubt.DEMAND if any(span.end <= quantity.start for span in view.spans(Kind.SHOULD)) else None,
            Doubt.MARK if _is_mark(view, quantity) else None,
        )


def _counts_states(view: View) -> bool:
    """Whether a sentence says how many states do something, without saying which: `twenty-three allies meet ...`."""
    return any(
        quantity.end <= word.start <= quantity.end + 2
        for quantity in view.measured(Measure.COUNT)
        for word in view.spans(Kind.MEMBERS)
    )


def _share(view: View, quantity: Quantity) -> Claim:
    about = view.places_of(quantity) or view.context.places[-1:]
    day = view.date_of(quantity)
    ahead = view.registers.lexicon.has(Kind.FUTURE, view.clause(quantity))
    if day is not None:
        first, last = first_month(day.days[0]), last_month(day.days[1])
        pledged = last.year > view.said.year or (ahead and last.year == view.said.year)
    else:
        first, last, pledged = date(view.said.year, 1, 1), date(view.said.year, 12, 1), ahead
    each, side = view.has(Kind.EACH), side_of(quantity)
    if side is Side.WITHIN and (pledged or each):
        side = Side.AT_LEAST
    claim = Claim(
        ClaimKind.SHARE_OF_GDP,
        about=about,
        value=ends_of(quantity) if side is Side.WITHIN else exact(quantity),
        side=side,
        first=first,
        last=last,
        quantity=quantity,
        pledged=pledged,
        each=each and not view.has(Kind.COMBINED),
        dated=day is not None,
    )
    purpose = view.has(Kind.DEFENCE) or view.has(Kind.GROUP)
    return claim.doubted(
        None if about else Doubt.WHO,
        None if view.places_of(quantity) else Doubt.BEFORE,
        None if purpose else Doubt.PURPOSE,
        Doubt.NO_DATE if pledged and day is None else None,
        view.undated(day),
    )


def _is_mark(view: View, quantity: Quantity) -> bool:
    """Whether a share is a mark that somebody set: `the 2 % target`, `the previous 2 %`, `the goal of 2 %`."""
    near = view.text[max(0, quantity.start - MARKED) : quantity.start]
    behind = view.text[quantity.end : quantity.end + MARKED]
    return view.registers.lexicon.has(Kind.MARK, near) or bool(
        re.match(r"\s+(?:\w+\s+)?(?:target|goal|benchmark|mark)", behind)
    )


def growth_of_spending(view: View) -> Iterator[Claim]:
    """Expenditure on defence rose or fell by a percentage."""
    if not view.has(Kind.SPEND, Kind.DEFENCE) or not (view.has(Kind.GROW) or view.has(Kind.FALL)):
        return
    for quantity in view.measured(Measure.PERCENT)[:1]:
        if re.match(r"\s*of\b", view.text[quantity.end :]):
            continue
        place = view.place_of(quantity)
        days = sorted(view.measured(Measure.DATE), key=lambda day: day.low)
        falls = view.nearest_before(quantity.start, Kind.GROW, Kind.FALL) is Kind.FALL
        value, low, high = ends_of(quantity)
        claim = Claim(
            ClaimKind.SPENDING_GROWTH,
            about=(place,) if place else (),
            value=(-value, -high, -low) if falls else (value, low, high),
            side=side_of(quantity),
            first=_year(days[0].low) if days else None,
            last=_year(days[-1].high) if days else None,
            quantity=quantity,
        )
        yield claim.doubted(
            view.denied(quantity),
            None if place else Doubt.WHO,
            None if days else Doubt.NO_DATE,
            None if view.has(Kind.REAL) else Doubt.PRICES,
        )


def _year(year: float) -> date:
    return date(int(year), 1, 1)


#: Words that say that money is spent, not set aside; what it is spent on; and what may or might be.
_SPENT = re.compile(r"spen[dt]|expenditure|outlay", re.IGNORECASE)
_ON_DEFENCE = re.compile(
    r"\b(?:on|for)\s+(?:(?:its|their|the|our)\s+)?(?:defen[cs]e|military|armed forces)"
    r"(?=\s*(?:$|[.,;:)\]\u201d\"])|\s+(?:in|during|by|last|this|next)\b)|\b(?:defen[cs]e|military)\s+(?:spending|expenditures?|outlays)\b(?!\s+on\b)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:than|compared|since|from|before|after|when|until)(?:\s+\w+){0,2}\s*$", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:would|could|might|may|if)\b", re.IGNORECASE)
_PART = re.compile(r"\b(?:extra|additional|further|another|more(?!\s+than))\b", re.IGNORECASE)


def amount(view: View) -> Iterator[Claim]:
    """An amount of money for defence; judged only where it is all that somebody spends on defence in one year."""
    if not view.has(Kind.DEFENCE) or not (view.has(Kind.SPEND) or view.has(Kind.NEED)):
        return
    for quantity in view.measured(Measure.MONEY):
        if quantity.high >= LEAST and view.text[quantity.start - 1 : quantity.start] not in {"(", "["}:
            place = view.place_of(quantity)
            day = _only_date(view)
            side = side_of(quantity)
            claim = Claim(
                ClaimKind.MONEY,
                about=(place,) if place else (),
                value=ends_of(quantity, BILLIONTH) if side is Side.WITHIN else exact(quantity, BILLIONTH),
                side=side,
                first=first_month(day.days[0]) if day else None,
                last=last_month(day.days[1]) if day else None,
                quantity=quantity,
            )
            yield claim.doubted(view.denied(quantity), *_doubts_of_amount(view, quantity, claim))


def _only_date(view: View) -> Quantity | None:
    """The date of a sentence that names one, if nothing is compared with it."""
    days = view.measured(Measure.DATE)
    return days[0] if len(days) == 1 and not _COMPARED.search(view.text[: days[0].start]) else None


def _doubts_of_amount(view: View, quantity: Quantity, claim: Claim) -> Iterator[Doubt | None]:
    """What is not sure of an amount: who spends it, on what, when, and whether it is the whole."""
    spent = any(_SPENT.search(span.text) for span in view.spans(Kind.SPEND))
    one_year = claim.first is not None and claim.last is not None and claim.first.year == claim.last.year
    amounts = [money for money in view.measured(Measure.MONEY) if money.high >= LEAST]
    before = view.text[: quantity.start]
    yield None if claim.about and len({span.code for span in view.places}) == 1 else Doubt.WHO
    yield None if spent else Doubt.BUDGET
    yield None if not spent or _ON_DEFENCE.search(view.text) else Doubt.PURPOSE
    yield None if one_year and not view.measured(Measure.DURATION) else Doubt.ONE_YEAR
    yield Doubt.AMOUNTS if len(amounts) > 1 else None
    yield Doubt.CHANGE if _is_part(view) or quantity.per not in {"", "year"} else None
    yield Doubt.DEMAND if any(span.end <= quantity.start for span in view.spans(Kind.SHOULD)) else None
    yield Doubt.SUPPOSED if _SUPPOSED.search(before) else None


def _is_part(view: View) -> bool:
    """Whether a sentence tells of more or less money than before, or of a part of it."""
    bounds = view.spans(Kind.BOUND)
    moves = [
        span
        for span in (*view.spans(Kind.GROW), *view.spans(Kind.FALL))
        if not any(bound.start <= span.start < bound.end for bound in bounds)
    ]
    return bool(moves or view.measured(Measure.TIMES, "times") or _PART.search(view.text))


def members(view: View) -> Iterator[Claim]:
    """A group has a number of members."""
    for quantity in view.measured(Measure.COUNT):
        behind = view.text[quantity.end :]
        word = next((span for span in view.spans(Kind.MEMBERS) if quantity.end <= span.start <= quantity.end + 2), None)
        before = view.text[: quantity.start]
        said = re.search(r"\b(?:has|have|counts?|all|the|its|our|of)\s+$", before, re.IGNORECASE)
        group = next((span.code for span in view.places if span.code == "NATO"), "")
        if word and said and group and not quantity.per and not re.match(r"\s*\w+\s+(?:that|who|which)\b", behind):
            claim = Claim(ClaimKind.MEMBERS, about=(group,), value=exact(quantity), side=Side.WITHIN, quantity=quantity)
            yield claim.doubted(view.denied(quantity))
