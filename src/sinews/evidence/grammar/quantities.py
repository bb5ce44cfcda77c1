"""A sentence to its quantities: numbers with unit, range, bound, and the time by which they are counted."""

from __future__ import annotations

from collections.abc import Sequence

from sinews.evidence.grammar.items import Item, items
from sinews.evidence.grammar.joining import joined
from sinews.evidence.grammar.phrases import is_word, phrase, phrase_before
from sinews.evidence.grammar.quantity import Bound, Measure, Quantity
from sinews.evidence.grammar.tokens import Token, tokens
from sinews.evidence.lexicon import Kind, Lexicon

#: Tokens behind a number within which `a month` or `per year` says by which time it is counted, and `of GDP` of what.
REACH = 8

#: Tokens between `annual` or `monthly` and a number that it is about.
ADJECTIVE = 14

#: Words before `a year` that make it a stretch of time, and no rate.
STRETCHES = frozenset({"in", "within", "took", "take", "takes", "over", "than", "another", "for", "of"})

#: Words behind a number that are no noun which it counts.
_NO_NOUNS = frozenset(
    [
        "or",
        "as",
        "when",
        "at",
        "is",
        "this",
        "previously",
        "today",
        "now",
        "currently",
        "then",
        "later",
        "last",
        "ago",
        "only",
    ]
)

_PER = frozenset({"a", "an", "per", "each", "every", "/"})
_STOPS = frozenset([".", ";", ":", ",", "\u2013", "—", "“", "”"])
_PARTING = frozenset(["in", "by", "and", "that", "which", "to", "from", "but", "while", "for", "with", "until", "than"])

#: What `annual` and `monthly` make a rate of.
_RATES = frozenset(
    [
        "production",
        "produce",
        "produces",
        "produced",
        "producing",
        "output",
        "capacity",
        "rate",
        "budget",
        "budgets",
        "spending",
        "expenditure",
        "expenditures",
        "gap",
        "defence",
        "defense",
        "investment",
        "deliveries",
        "consumption",
        "boost",
        "increase",
        "demand",
        "sales",
        "cost",
        "costs",
        "need",
        "needs",
        "turnover",
    ]
)

#: Words behind a percentage that say it is a change, or a part of something named.
_BESIDE = frozenset(
    {
        "a", "an", "the", "about", "around", "over", "nearly", "almost", "roughly", "some", "more", "less", "than",
        "least", "no", "only", "just", "substantial", "further", "additional", "another",
    }
)  # fmt: skip

_CHANGES = frozenset(
    [
        "increase",
        "increases",
        "rise",
        "rises",
        "more",
        "less",
        "growth",
        "higher",
        "lower",
        "cut",
        "drop",
        "jump",
        "fewer",
        "larger",
        "smaller",
        "boost",
    ]
)


def quantities(lexicon: Lexicon, text: str) -> list[Quantity]:
    """All quantities of a sentence, in their order."""
    row = tokens(text)
    parts = joined(row, [*items(lexicon, row), *_whole_times(lexicon, row)])
    for place, item in enumerate(parts):
        _per(lexicon, row, item, parts, place)
    _unsaid(row, parts)
    _of_gdp(lexicon, row, parts, text)
    return [_quantity(lexicon, row, item, text) for item in sorted(parts, key=lambda item: item.begin)]


def _whole_times(lexicon: Lexicon, row: Sequence[Token]) -> list[Item]:
    """`in a year`, `took a year`, `within a decade`: one of a unit of time, where it is a stretch and no rate."""
    measured = []
    for place, token in enumerate(row[:-1]):
        article = row[place + 1].low in {"a", "an"} and token.low in STRETCHES
        unit = phrase(lexicon, Kind.TIME, row, place + 2) if article and place + 2 < len(row) else None
        if unit and not (token.low == "of" and unit[0] != "years"):
            begin, end = place + 1, place + 2 + unit[1]
            measured.append(Item(1.0, 1.0, 0.0, Measure.DURATION, unit[0], begin, begin, end, in_words=True))
        if token.low in {"next", "coming"} and lexicon.code(Kind.TIME, row[place + 1].text) == "decades":
            measured.append(Item(1.0, 1.0, 0.0, Measure.DURATION, "decades", place, place, place + 2, in_words=True))
    return measured


# the time by which something is counted -----------------------------------------------


def _per(lexicon: Lexicon, row: Sequence[Token], item: Item, parts: Sequence[Item], place: int) -> None:
    """Fill in by which time a count or an amount of money is counted, where the sentence says it."""
    if item.measure not in {None, Measure.MONEY, Measure.COUNT, Measure.LENGTH}:
        return
    following = sorted(other.begin for other in parts if other.begin > item.begin)
    stop = min(item.end + REACH, following[0] if following else len(row), len(row))
    item.per = _per_behind(lexicon, row, item.end, stop) or _per_adjective(lexicon, row, item)
    if not item.per and item.measure is None and place and not _noun(row, item.end):
        item.per = next((other.per for other in reversed(parts[:place]) if other.measure is not Measure.DATE), "")


def _per_behind(lexicon: Lexicon, row: Sequence[Token], place: int, stop: int) -> str:
    while place < stop:
        token = row[place]
        if token.low in _PER and place + 1 < len(row):
            unit = phrase(lexicon, Kind.TIME, row, place + 1)
            if unit:
                return unit[0].removesuffix("s")
        often = lexicon.code(Kind.FREQUENCY, token.text)
        if often is not None:
            return often
        if token.text in _STOPS or token.low in _PARTING:
            return ""
        place += 1
    return _per_behind(lexicon, row, place, place + 1) if place < len(row) and row[place].low in _PER else ""


def _per_adjective(lexicon: Lexicon, row: Sequence[Token], item: Item) -> str:
    """`monthly production of ... 100,000`: by an adjective before a noun of rates, shortly before the number."""
    for place in range(item.begin - 1, max(-1, item.begin - ADJECTIVE - 1), -1):
        if row[place].text in ";.“”":
            return ""
        often = lexicon.code(Kind.FREQUENCY, row[place].text)
        if often is not None:
            return often if any(token.low in _RATES for token in row[place + 1 : place + 4]) else ""
    if row[0].low in {"every", "each"} and len(row) > 1:
        return (lexicon.code(Kind.TIME, row[1].text) or "").removesuffix("s")
    return ""


def _noun(row: Sequence[Token], place: int) -> bool:
    """Whether a noun that is counted stands at a token: any word but those that go on with the sentence."""
    return place < len(row) and row[place].is_word and row[place].low not in _PARTING | _NO_NOUNS


# what is not said beside the number -----------------------------------------------------


def _unsaid(row: Sequence[Token], parts: Sequence[Item]) -> None:
    """A number without a unit is a count; where nothing is said to be counted, it is of what the number before was."""
    for place, item in enumerate(parts):
        if item.measure is not None:
            continue
        item.measure, item.unit = Measure.COUNT, "count"
        if _noun(row, item.end) or not place:
            item.sure = _noun(row, item.end)
            continue
        before = parts[place - 1]
        item.sure = before.measure is Measure.COUNT
        if before.measure is Measure.MONEY and item.low >= 1e6:
            item.measure, item.unit, item.per, item.sure = Measure.MONEY, before.unit, before.per, False


def _of_gdp(lexicon: Lexicon, row: Sequence[Token], parts: Sequence[Item], text: str) -> None:
    """Make percentages shares of GDP where the sentence says so, or where it speaks of spending on defence."""
    shares = [item for item in parts if item.measure is Measure.PERCENT]
    if not shares:
        return
    for item in shares:
        if _gdp_behind(lexicon, row, item):
            item.measure, item.unit = Measure.PERCENT_OF_GDP, "percent_of_gdp"
    said = any(item.measure is Measure.PERCENT_OF_GDP for item in shares)
    spending = lexicon.has(Kind.SPEND, text) and (lexicon.has(Kind.DEFENCE, text) or lexicon.has(Kind.GROUP, text))
    implied = said or spending or lexicon.has(Kind.GDP, text) or lexicon.has(Kind.ENOUGH, text)
    for item in shares:
        if item.measure is Measure.PERCENT and implied and not _is_change(lexicon, row, item):
            item.measure, item.unit, item.sure = Measure.PERCENT_OF_GDP, "percent_of_gdp", said


def _gdp_behind(lexicon: Lexicon, row: Sequence[Token], item: Item) -> bool:
    for place in range(item.end, min(item.end + REACH, len(row))):
        if phrase(lexicon, Kind.GDP, row, place):
            return any(token.low in {"of", "share"} for token in row[item.end : place]) or place == item.end
        if row[place].text in _STOPS or row[place].is_number:
            return False
    return False


def _is_change(lexicon: Lexicon, row: Sequence[Token], item: Item) -> bool:
    """Whether a percentage is a change (`by over 10 %`, `up 7 %`, `a 3.5 % increase`), or a part of something named.

    `rises to 5 %` says where a change ends, and so is none.
    """
    following = [token.low for token in row[item.end : item.end + 3]]
    if any(word in _CHANGES for word in following) or following[:1] == ["of"]:
        return True
    place = item.begin
    while place and row[place - 1].low in _BESIDE:
        place -= 1
    if place and row[place - 1].low in {"to", "at", "reach", "of"}:
        return False
    before = [token.low for token in row[max(0, place - 3) : place]]
    if "by" in before:
        return True
    return any(is_word(lexicon, kind, row, place - 1) for kind in (Kind.GROW, Kind.FALL))


# the quantity --------------------------------------------------------------------------


def _quantity(lexicon: Lexicon, row: Sequence[Token], item: Item, text: str) -> Quantity:
    begin, end = row[item.begin].start, row[item.end - 1].end
    measure = item.measure or Measure.COUNT
    unit, low, high = _in_base(item.unit, item.low, item.high)
    return Quantity(
        measure, low, high, unit, item.per, _bound(lexicon, row, item), item.half, begin, end, text[begin:end],
        item.sure, item.days,
    )  # fmt: skip


def _in_base(unit: str, low: float, high: float) -> tuple[str, float, float]:
    """Decades as years, and quarters as months: what units the marks know."""
    factor = {"decades": ("years", 10.0), "quarters": ("months", 3.0)}.get(unit)
    return (factor[0], low * factor[1], high * factor[1]) if factor else (unit, low, high)


def _bound(lexicon: Lexicon, row: Sequence[Token], item: Item) -> Bound:
    place = item.begin
    if place and is_word(lexicon, Kind.CURRENCY, row, place - 1):
        place -= 1
    bound = phrase_before(lexicon, Kind.BOUND, row, place)
    return Bound(bound[0]) if bound else Bound.NONE
