"""Numbers with the unit right beside them, before ranges are joined and what is left out is filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sinews.evidence.grammar.dates import day_of, is_year
from sinews.evidence.grammar.numerals import Numeral, numeral
from sinews.evidence.grammar.phrases import is_word, phrase
from sinews.evidence.grammar.quantity import Measure
from sinews.evidence.grammar.tokens import Token, touching
from sinews.evidence.lexicon import Kind, Lexicon

#: Kinds of words that are units behind a number, in the order in which they are tried, and what they measure.
BEHIND = (
    (Kind.POINTS, Measure.POINTS),
    (Kind.PERCENT, Measure.PERCENT),
    (Kind.CURRENCY, Measure.MONEY),
    (Kind.TIME, Measure.DURATION),
    (Kind.LENGTH, Measure.LENGTH),
    (Kind.MASS, Measure.MASS),
    (Kind.TIMES, Measure.TIMES),
)

#: From here on a number in words counts something, whatever follows.
MANY = 1000

#: Words that join two ends of a range.
JOINTS = frozenset({"to", "-", "\u2013", "—", "or", "and", "bis"})


@dataclass
class Item:
    """A number in a sentence while it is worked on; `measure` is None while its unit is not known.

    `begin`, `end`: its tokens, unit included; `number`: the token at which the number itself begins. `factor`: what its
    multipliers come to.
    """

    low: float
    high: float
    half: float
    measure: Measure | None
    unit: str
    begin: int
    number: int
    end: int
    per: str = ""
    sure: bool = True
    days: tuple[str, str] = ("", "")
    in_words: bool = False
    factor: float = 1.0


def items(lexicon: Lexicon, row: Sequence[Token]) -> list[Item]:
    """All numbers of a sentence, in their order; dates among them."""
    numbers: list[Item] = []
    place = 0
    while place < len(row):
        item, end = _at(lexicon, row, place)
        if item is not None:
            numbers.append(item)
        place = max(end, place + 1)
    return numbers


def _at(lexicon: Lexicon, row: Sequence[Token], place: int) -> tuple[Item | None, int]:
    """What begins at a token, if anything does, and the token behind it."""
    day = day_of(lexicon, row, place)
    if day is not None:
        return (_date(day[0], place, day[1]) if day[0] else None), day[1]
    for begins in (_money, _fold, _fraction):
        item = begins(lexicon, row, place)
        if item is not None:
            return item, item.end
    number = numeral(lexicon, row, place)
    return _counted(lexicon, row, number) if number else (None, place + 1)


def _date(text: str, begin: int, end: int) -> Item:
    year = float(text[:4])
    return Item(year, year, 0.0, Measure.DATE, "date", begin, begin, end, days=(text, text))


def _money(lexicon: Lexicon, row: Sequence[Token], place: int) -> Item | None:
    """A number behind the sign or code of a currency."""
    code = lexicon.code(Kind.CURRENCY, row[place].text)
    if code is None or place + 1 >= len(row):
        return None
    number = numeral(lexicon, row, place + 1) if row[place + 1].is_number else None
    if number is None:
        return None
    return Item(
        number.value, number.value, number.half, Measure.MONEY, code, place, place + 1, number.end, factor=number.factor
    )


def _fold(lexicon: Lexicon, row: Sequence[Token], place: int) -> Item | None:
    """A word that is a multiple: `twice`, `doubled`, `fivefold`; but no `double-digit`."""
    code = lexicon.code(Kind.FOLD, row[place].text)
    if code is None or (place + 1 < len(row) and row[place + 1].text == "-"):
        return None
    return Item(float(code), float(code), 0.0, Measure.TIMES, "times", place, place, place + 1, in_words=True)


def _fraction(lexicon: Lexicon, row: Sequence[Token], place: int) -> Item | None:
    """A part of something: `a third of`, `two thirds of`, `half of`."""
    said = lexicon.code(Kind.FRACTION, row[place].text)
    if said is not None and place + 1 < len(row) and row[place + 1].low in {"of", "as"}:
        return Item(float(said), float(said), 0.0, Measure.TIMES, "times", place, place, place + 1, in_words=True)
    if place + 2 >= len(row) or row[place + 2].low not in {"of", "as"}:
        return None
    part = lexicon.code(Kind.FRACTION, row[place + 1].text)
    many = 1.0 if row[place].low in {"a", "one"} else float(lexicon.code(Kind.NUMBER, row[place].text) or 0)
    if part is None or many == 0:
        return None
    value = many * float(part)
    return Item(value, value, 0.0, Measure.TIMES, "times", place, place, place + 2, in_words=True)


def _counted(lexicon: Lexicon, row: Sequence[Token], number: Numeral) -> tuple[Item | None, int]:
    """A number with the unit behind it, a year, or a count of whatever follows."""
    if number.year:
        stretch = _stretch(row, number)
        if stretch:
            return stretch, stretch.end
    unit = unit_behind(lexicon, row, number.end)
    if number.year and unit is None and is_year(lexicon, row, number.begin):
        return _date(row[number.begin].text, number.begin, number.end), number.end
    item = Item(number.value, number.value, number.half, None, "", number.begin, number.begin, number.end)
    item.in_words, item.factor = number.in_words, number.factor
    if unit is not None:
        item.measure, item.unit, item.end = unit
        return item, item.end
    if number.in_words and not _is_counted(lexicon, row, number):
        return None, number.end
    return item, number.end


def _stretch(row: Sequence[Token], number: Numeral) -> Item | None:
    """Years joined by a stroke or a hyphen: `2021-27`, `2024/25`, `2021-2027`."""
    place = number.end
    if place + 1 >= len(row) or row[place].text not in "-\u2013/" or not touching(row, place + 1):
        return None
    first, second = row[number.begin].text, row[place + 1].text
    if not second.isdecimal() or len(second) not in {2, 4}:
        return None
    last = first[: 4 - len(second)] + second
    if int(last) <= int(first):
        return None
    return Item(
        float(first), float(last), 0.0, Measure.DATE, "date", number.begin, number.begin, place + 2, days=(first, last)
    )


def unit_behind(lexicon: Lexicon, row: Sequence[Token], place: int) -> tuple[Measure, str, int] | None:
    """Measure and unit of the words at a token, and where they end; a hyphen may stand before them."""
    if place < len(row) and row[place].text in "-\u2013":
        place += 1
    for kind, measure in BEHIND:
        unit = phrase(lexicon, kind, row, place)
        if unit is not None:
            return measure, unit[0], place + unit[1]
    return None


def _is_counted(lexicon: Lexicon, row: Sequence[Token], number: Numeral) -> bool:
    """Whether a number in words counts something: a word in the plural follows, a thing, or a second number."""
    place = number.end
    if number.value == 1 or number.value >= MANY:
        return number.value >= MANY
    words = list(_following(row, place))
    if words and words[0].low in JOINTS and place + 1 < len(row):
        return numeral(lexicon, row, place + 1) is not None
    if not words or not words[0].is_word or is_word(lexicon, Kind.SAY, row, place):
        return False
    return any(word.low.endswith("s") or word.low in {"people", "million", "aircraft"} for word in words)


def _following(row: Sequence[Token], place: int) -> Iterator[Token]:
    """Up to three tokens, until something that ends what is counted."""
    for token in row[place : place + 3]:
        if token.text in ",.;:()“”\"'" or token.low in {"of", "in", "is", "was", "has", "does", "as"}:
            return
        yield token
