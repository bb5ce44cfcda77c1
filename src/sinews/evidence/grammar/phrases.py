"""Words of the lexicon where a token stands: the longest phrase that begins there, or ends there."""

from __future__ import annotations

from collections.abc import Sequence

from sinews.evidence.grammar.tokens import Token
from sinews.evidence.lexicon import Kind, Lexicon

#: The most tokens of a phrase.
LONGEST = 4


def phrase(lexicon: Lexicon, kind: Kind, row: Sequence[Token], place: int) -> tuple[str, int] | None:
    """Code and length of the longest phrase of a kind that begins at a token; None if there is none."""
    for length in range(min(LONGEST, len(row) - place), 0, -1):
        code = lexicon.code(kind, " ".join(token.text for token in row[place : place + length]))
        if code is not None:
            return code, length
    return None


def phrase_before(lexicon: Lexicon, kind: Kind, row: Sequence[Token], place: int) -> tuple[str, int] | None:
    """Code and length of the longest phrase of a kind that ends right before a token; None if there is none."""
    for length in range(min(LONGEST, place), 0, -1):
        code = lexicon.code(kind, " ".join(token.text for token in row[place - length : place]))
        if code is not None:
            return code, length
    return None


def is_word(lexicon: Lexicon, kind: Kind, row: Sequence[Token], place: int) -> bool:
    """Whether the token at a place is a word of a kind."""
    return 0 <= place < len(row) and lexicon.code(kind, row[place].text) is not None
