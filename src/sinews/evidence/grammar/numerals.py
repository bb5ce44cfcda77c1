"""Numbers in digits and in words: what each comes to, and how exactly it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sinews.evidence.grammar.phrases import is_word
from sinews.evidence.grammar.tokens import Token, touching
from sinews.evidence.lexicon import Kind, Lexicon

#: Years that a bare number of four digits can be.
FIRST, LAST = 1900, 2100

#: The largest number that is taken for one.
MOST = 1e16

_THOUSANDS = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?$")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+$")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "s"})
_MONTHLY = frozenset({"mid", "late", "early", "pre", "post", "end"})


@dataclass(frozen=True)
class Numeral:
    """A number: its value, half of what its last digit counts, its tokens, how it is written, and its multipliers."""

    value: float
    half: float
    begin: int
    end: int
    year: bool
    in_words: bool
    factor: float = 1.0


def numeral(lexicon: Lexicon, row: Sequence[Token], place: int) -> Numeral | None:
    """The number that begins at a token; None for a name, an ordinal, a clock time, a calibre, or no number."""
    if row[place].is_number:
        return _digits(lexicon, row, place)
    return _words(lexicon, row, place)


def _digits(lexicon: Lexicon, row: Sequence[Token], place: int) -> Numeral | None:
    if _is_name(lexicon, row, place):
        return None
    text = row[place].text
    follows = row[place + 1] if place + 1 < len(row) else None
    value, half = _written(
        text, before_multiplier=is_word(lexicon, Kind.MULTIPLIER, row, place + 1) or _percent(follows)
    )
    factor, end = _multiplied(lexicon, row, place + 1)
    if value * factor > MOST:
        return None
    year = re.fullmatch(r"\d{4}", text) is not None and factor == 1 and FIRST <= value <= LAST
    return Numeral(value * factor, half * factor, place, end, year, in_words=False, factor=factor)


def _percent(token: Token | None) -> bool:
    return token is not None and token.low in {"%", "percent", "per"}


def _written(text: str, *, before_multiplier: bool) -> tuple[float, float]:
    """Value of digits, and half of what the last one counts; a point before three digits parts thousands.

    Where a multiplier or a percent sign follows, it is a decimal point.
    """
    if _THOUSANDS.fullmatch(text) or (_POINTED.fullmatch(text) and not before_multiplier):
        plain = re.sub(r"[, ]", "", text) if _THOUSANDS.fullmatch(text) else text.replace(".", "")
    else:
        plain = text.replace(",", ".").replace(" ", "")
    whole, _, decimals = plain.partition(".")
    if decimals:
        return float(plain), 0.5 * 10.0 ** -len(decimals)
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return float(whole), 0.5 * 10.0 ** min(zeros, max(len(whole) - 2, 0))


def _is_name(lexicon: Lexicon, row: Sequence[Token], place: int) -> bool:
    """Whether digits are part of a name, a calibre, an ordinal or a time: `F-35`, `Article 5`, `155mm`, `12:30`."""
    before = row[place - 1] if place else None
    after = row[place + 1] if place + 1 < len(row) else None
    if before is not None and touching(row, place):
        hyphened = before.text in "-\u2013" and place > 1 and touching(row, place - 1) and row[place - 2].is_word
        if before.is_word or before.text in ":/#" or (hyphened and not _counts(lexicon, row[place - 2])):
            return True
    if before is not None and is_word(lexicon, Kind.LABEL, row, place - 1):
        return True
    if after is None:
        return False
    skip = 2 if after.text == "-" and place + 2 < len(row) else 1
    if is_word(lexicon, Kind.CALIBRE, row, place + skip):
        return True
    return touching(row, place + 1) and (after.text in ":/" or _grown(lexicon, after))


def _grown(lexicon: Lexicon, token: Token) -> bool:
    """Whether letters right behind digits make them a name, and no unit: `T90M`, but not `5bn` or `300km`."""
    if not token.is_word:
        return False
    if token.low in _ORDINALS:
        return True
    kinds = (Kind.MULTIPLIER, Kind.TIME, Kind.LENGTH, Kind.PERCENT, Kind.CURRENCY, Kind.TIMES)
    return not any(lexicon.code(kind, token.text) is not None for kind in kinds)


def _counts(lexicon: Lexicon, token: Token) -> bool:
    """Whether a word before a hyphen lets the digits behind it count: `mid-2025`, `two-3`."""
    return token.low in _MONTHLY or lexicon.code(Kind.NUMBER, token.text) is not None


def _multiplied(lexicon: Lexicon, row: Sequence[Token], place: int) -> tuple[float, int]:
    """What multipliers from a token on come to, and where they end; a hyphen may stand before one."""
    factor = 1.0
    while place < len(row):
        skip = 1 if row[place].text == "-" and is_word(lexicon, Kind.MULTIPLIER, row, place + 1) else 0
        code = lexicon.code(Kind.MULTIPLIER, row[place + skip].text) if place + skip < len(row) else None
        if code is None or (row[place + skip].low in {"m", "k"} and not touching(row, place + skip)):
            break
        factor *= float(code)
        place += skip + 1
    return factor, place


def _words(lexicon: Lexicon, row: Sequence[Token], place: int) -> Numeral | None:
    """A number in words: `twenty-five thousand`, `half a million`, `a dozen`, `two and a half`."""
    begins = [token.low for token in row[place : place + 2]]
    if begins[0] in {"a", "an"} or (begins[0] == "half" and begins[1:] in (["a"], ["an"])):
        return _one_of(lexicon, row, place, 0.5 if begins[0] == "half" else 1.0)
    start, current = place, None
    while place < len(row):
        said = lexicon.code(Kind.NUMBER, row[place].text)
        if said is None:
            break
        if current is not None and not (current >= 20 and current % 10 == 0 and float(said) < 10):
            break
        current = (current or 0.0) + float(said)
        place += 1
        if place + 1 < len(row) and row[place].text == "-" and is_word(lexicon, Kind.NUMBER, row, place + 1):
            place += 1
    if current is None:
        return None
    if [token.low for token in row[place : place + 3]] == ["and", "a", "half"]:
        current, place = current + 0.5, place + 3
    factor, place = _multiplied(lexicon, row, place)
    total = current * factor
    return (
        Numeral(total, 0.5 * factor, start, place, year=False, in_words=True, factor=factor) if total <= MOST else None
    )


def _one_of(lexicon: Lexicon, row: Sequence[Token], place: int, part: float) -> Numeral | None:
    """`a million`, `half a million`, `a dozen`; None if no multiplier stands there."""
    factor, end = _multiplied(lexicon, row, place + (2 if part < 1 else 1))
    if factor == 1 or factor > MOST:
        return None
    return Numeral(part * factor, 0.5 * part * factor, place, end, year=False, in_words=True)
