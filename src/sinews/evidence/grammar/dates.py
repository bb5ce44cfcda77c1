"""Dates in a sentence: years, months and days, and stretches between two of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sinews.evidence.grammar.numerals import FIRST, LAST
from sinews.evidence.grammar.phrases import is_word, phrase
from sinews.evidence.grammar.tokens import Token, touching
from sinews.evidence.lexicon import Kind, Lexicon

#: Words before a bare number of four digits that make it a year.
BEFORE = frozenset(
    [
        "in",
        "by",
        "since",
        "until",
        "till",
        "before",
        "after",
        "from",
        "to",
        "between",
        "during",
        "of",
        "for",
        "late",
        "early",
        "mid",
        "end",
        "through",
        "around",
        "about",
        "year",
        "and",
        "or",
        "summer",
        "winter",
        "spring",
        "autumn",
        "fall",
        "than",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "fiscal",
        "over",
        "-",
        "\u2013",
    ]
)

_YEAR = re.compile(r"\d{4}")


def day_of(lexicon: Lexicon, row: Sequence[Token], place: int) -> tuple[str, int] | None:
    """ISO text of the date that begins at a token, and where it ends; empty text for a day without a year.

    `30 July 2025`, `July 30, 2025`, `April 2025`, `2025-10-01`; None if there is no month in it.
    """
    iso = _iso(row, place)
    if iso:
        return iso
    if row[place].is_number and is_word(lexicon, Kind.MONTH, row, place + 1):
        day = row[place].text
        if day.isdecimal() and 1 <= int(day) <= 31:
            return _with_year(lexicon, row, place + 1, day, place + 2)
    if is_word(lexicon, Kind.MONTH, row, place) and place + 1 < len(row) and row[place + 1].is_number:
        said = row[place + 1].text
        if said.isdecimal() and 1 <= int(said) <= 31:
            end = place + 2
            end += 1 if end + 1 < len(row) and row[end].text == "," and _is_year(row[end + 1]) else 0
            return _with_year(lexicon, row, place, said, end)
        if _is_year(row[place + 1]):
            return f"{said}-{int(lexicon.code(Kind.MONTH, row[place].text) or 0):02d}", place + 2
    return None


def _iso(row: Sequence[Token], place: int) -> tuple[str, int] | None:
    if place + 4 < len(row) and _is_year(row[place]) and row[place + 1].text == row[place + 3].text == "-":
        month, day = row[place + 2].text, row[place + 4].text
        if all(touching(row, place + step) for step in range(1, 5)) and (month + day).isdecimal():
            return f"{row[place].text}-{month}-{day}", place + 5
    return None


def _with_year(lexicon: Lexicon, row: Sequence[Token], month: int, day: str, end: int) -> tuple[str, int]:
    number = int(lexicon.code(Kind.MONTH, row[month].text) or 0)
    if end < len(row) and _is_year(row[end]):
        return f"{row[end].text}-{number:02d}-{int(day):02d}", end + 1
    return "", end


def _is_year(token: Token) -> bool:
    return _YEAR.fullmatch(token.text) is not None and FIRST <= int(token.text) <= LAST


def is_year(lexicon: Lexicon, row: Sequence[Token], place: int) -> bool:
    """Whether the bare number of four digits at a token is a year: by what stands before and behind it.

    `in 2000`, `2035.` and `the 2025 budget` are; `2000 tanks` without a word of time before it is not.
    """
    if not _is_year(row[place]):
        return False
    thing = _thing(lexicon, row, place + 1)
    if place and row[place - 1].low in BEFORE:
        return not thing or row[place - 1].low not in {
            "of",
            "for",
            "to",
            "about",
            "around",
            "over",
            "and",
        }
    return not thing or (place > 0 and row[place - 1].low in {"the", "'s"})


def _thing(lexicon: Lexicon, row: Sequence[Token], place: int) -> bool:
    """Whether a word in the plural, a thing, or people stand at a token, or after one word more."""
    if place >= len(row) or not row[place].is_word:
        return False
    if row[place].low.endswith("s") and row[place].low not in _NO_THINGS:
        return True
    kinds = (Kind.ITEM, Kind.FORCE, Kind.PEOPLE)
    return any(phrase(lexicon, kind, row, place + step) for kind in kinds for step in (0, 1) if place + step < len(row))


_NO_THINGS = frozenset(["is", "was", "has", "as", "its", "this", "his", "us", "these", "does", "news"])
