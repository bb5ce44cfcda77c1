"""Numbers that belong together: ranges, units said once for two numbers, and numbers that are denied."""

from __future__ import annotations

from collections.abc import Sequence

from sinews.evidence.grammar.items import JOINTS, Item
from sinews.evidence.grammar.quantity import Measure
from sinews.evidence.grammar.tokens import Token

#: Tokens before a number in which `from` or `between` says what it is the first of.
BEFORE = 4

#: Words between two numbers that do not part them.
LIGHT = frozenset(
    [
        "to",
        "and",
        "or",
        "up",
        "as",
        "much",
        "many",
        "an",
        "the",
        "between",
        "about",
        "around",
        "nearly",
        "almost",
        "of",
        "over",
        "more",
        "than",
        "some",
        "-",
    ]
)

_STOPS = frozenset({",", ".", ";", ":", "(", ")"})


def joined(row: Sequence[Token], apart: list[Item]) -> list[Item]:
    """Items with ranges made one, units shared, and without those that are denied."""
    kept = []
    for place, item in enumerate(apart):
        if not _denied(row, apart, place):
            kept.append(item)
        elif kept and kept[-1].measure is None:  # `3 rather than 5 years`
            kept[-1].measure, kept[-1].unit = item.measure, item.unit
    result: list[Item] = []
    for item in kept:
        if result and _is_range(row, result[-1], item):
            _take_in(result[-1], item)
            continue
        if result:
            _share(row, result[-1], item)
        result.append(item)
    return result


def _denied(row: Sequence[Token], items: Sequence[Item], place: int) -> bool:
    """`not two but three` denies two; so do `rather than two` and `instead of two`."""
    item = items[place]
    before = [token.low for token in row[max(0, item.begin - 2) : item.begin]]
    if before[-2:] in (["rather", "than"], ["instead", "of"]):
        return True
    if before[-1:] != ["not"] or place + 1 >= len(items):
        return False
    between = [token.low for token in row[item.end : items[place + 1].begin]]
    return "but" in between[:4]


def _between(row: Sequence[Token], first: Item, second: Item) -> list[str]:
    return [token.low for token in row[first.end : second.begin]]


def _said_before(row: Sequence[Token], item: Item, word: str) -> bool:
    """Whether a word stands shortly before an item, with no stop in between."""
    for token in reversed(row[max(0, item.begin - BEFORE) : item.begin]):
        if token.low == word:
            return True
        if token.text in _STOPS or token.is_number:
            return False
    return False


def _is_range(row: Sequence[Token], first: Item, second: Item) -> bool:
    """Whether two items are the ends of one range."""
    between = _between(row, first, second)
    alike = (first.measure, first.unit) == (second.measure, second.unit)
    open_first = first.measure is None and second.measure is not Measure.DATE
    open_second = first.measure is Measure.MONEY and second.measure is None and second.factor > 1
    if (
        len(between) != 1
        or between[0] not in JOINTS
        or first.low >= second.high
        or not (alike or open_first or open_second)
    ):
        return False
    if first.measure is Measure.DATE:
        return between[0] in {"-", "\u2013"} or _said_before(row, first, "between") or _said_before(row, first, "from")
    if between[0] == "and":
        return _said_before(row, first, "between")
    if between[0] == "or":
        return second.measure is not None and first.measure is None
    return not _said_before(row, first, "from") or second.measure is Measure.DURATION


def _take_in(first: Item, second: Item) -> None:
    """The first item becomes the range of both."""
    factor = _factor(first, second)
    first.low, first.high, first.half = first.low * factor, second.high, max(first.half * factor, second.half)
    first.measure, first.unit = second.measure or first.measure, second.unit or first.unit
    first.end, first.factor = second.end, second.factor
    first.days = (first.days[0], second.days[1])


def _factor(first: Item, second: Item) -> float:
    """By what the first number of a pair is to be multiplied: `4 to 6 billion` says billion once."""
    scaled = first.low * second.factor < second.high and first.factor == 1 and first.low < 1000
    return second.factor if scaled and first.measure in {None, Measure.MONEY} else 1.0


def _share(row: Sequence[Token], first: Item, second: Item) -> None:
    """`from 2 to 3.5 %` and `80 and as much as 140 billion euros` say their unit once, behind the second number."""
    between = _between(row, first, second)
    close = between and len(between) <= 6 and all(word in LIGHT for word in between)
    if first.measure is None and second.measure not in {None, Measure.DATE, Measure.TIMES} and close:
        factor = _factor(first, second)
        first.low, first.high, first.half = first.low * factor, first.high * factor, first.half * factor
        first.measure, first.unit = second.measure, second.unit
