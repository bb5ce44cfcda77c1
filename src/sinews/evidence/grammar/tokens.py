"""A sentence as tokens: numerals, words, and signs, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?!\d)(?!\s?-?mm)|\d+(?:[.,]\d+)?"
    r"|[^\W\d_]+(?:['\u2019.][^\W\d_]+)*"
    r"|\S"
)


@dataclass(frozen=True)
class Token:
    """A token: its text, the same in small letters, and from where to where it reaches."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.text[0].isdecimal()

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()


def tokens(text: str) -> list[Token]:
    """The tokens of a text in their order."""
    return [
        Token(match[0], match[0].casefold().replace("\u2019", "'"), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def touching(row: Sequence[Token], place: int) -> bool:
    """Whether nothing stands between a token and the one before it."""
    return 0 < place < len(row) and row[place - 1].end == row[place].start
